// Reads usage and MAU of one pool with the vendor's Node client, to measure it.
//
// SIM_URL, SIM_ID, SIM_SECRET, SIM_FROM, SIM_TO

import sdk from 'authing-node-sdk'

const { SIM_URL: host, SIM_ID, SIM_SECRET, SIM_FROM: startTime, SIM_TO: endTime } = process.env
const client = new sdk.ManagementClient({ accessKeyId: SIM_ID, accessKeySecret: SIM_SECRET, host })
const usage = await client.getUsageInfo()
const mau = await client.getMauPeriodUsageHistory({ startTime, endTime })
if (usage.statusCode !== 200 || mau.statusCode !== 200) throw new Error('not read')
console.log(JSON.stringify({ usage, mau }))
