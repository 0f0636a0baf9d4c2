// Calls the simulator with the vendor's Node client and prints the responses as one JSON document.
//
// SIM_URL, SIM_KEYS (JSON: [[id, secret], …]), SIM_LANG, SIM_FROM, SIM_TO

import sdk from 'authing-node-sdk'

const { SIM_URL: host, SIM_KEYS, SIM_LANG: lang, SIM_FROM: startTime, SIM_TO: endTime } = process.env

async function callAll([accessKeyId, accessKeySecret]) {
  const client = new sdk.ManagementClient({ accessKeyId, accessKeySecret, host, lang })
  return {
    usage: await client.getUsageInfo(),
    mau: await client.getMauPeriodUsageHistory({ startTime, endTime }),
    plan: await client.getCurrentPackageInfo(),
    rights: await client.getAllRightsItem(),
    orders: await client.getOrders({ page: 1, limit: 10 }),
  }
}

const responses = []
for (const key of JSON.parse(SIM_KEYS)) responses.push(await callAll(key))
console.log(JSON.stringify(responses))
