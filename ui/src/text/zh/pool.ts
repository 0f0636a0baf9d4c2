import type { Translated } from "../en";
import type { pool as english } from "../en/pool";

export const pool: Translated<typeof english> = {
  "pool.refresh": "刷新",
  "pool.refreshing": "正在刷新…",
  "pool.refreshed": "{name}：数据已更新。",
  "pool.refresh_failed": "{name}：刷新未取得新数据。",
  "pool.more": "此用户池的更多操作",
  "pool.rename": "重命名…",
  "pool.replace_key": "更换密钥…",
  "pool.move_up": "上移",
  "pool.move_down": "下移",
  "pool.remove": "移除…",

  "age.updated": "{age}更新",
  "age.updated_now": "刚刚更新",
  "age.kept": "数据取自{age}",
  "age.kept_now": "数据取自刚才",
  "age.demo": "演示数据，{age}",
  "age.demo_now": "演示数据，刚刚更新",
  "age.moment": "刚才",
  "age.none": "暂无数据",

  "notice.region": "需要注意",
  "notice.plan_ends.today": "套餐将于今天（{date}）到期。",
  "notice.plan_ends.one": "套餐将于明天（{date}）到期。",
  "notice.plan_ends.other": "套餐还剩 {count} 天，将于{date}到期。",
  "notice.plan_ends.next": "请在费用管理中续费，以保留权益。",
  "notice.plan_ends.next_private": "请联系此部署的管理方续期。",
  "notice.plan_ended.today": "套餐已于今天（{date}）到期。",
  "notice.plan_ended.one": "套餐已于昨天（{date}）到期。",
  "notice.plan_ended.other": "套餐已于{date}到期，已过去 {count} 天。",
  "notice.plan_ended.next": "请在费用管理中续费。",
  "notice.plan_ended.next_private": "请联系此部署的管理方续期。",
  "notice.trial.lead.one": "{count} 项权益处于体验期。",
  "notice.trial.lead.other": "{count} 项权益处于体验期。",
  "notice.trial.consequence": "若体验期结束时仍未升级，全部权益将停用，终端用户将无法登录。",
  "notice.trial.merged.one":
    "{count} 项权益处于体验期：若体验期结束时仍未升级，全部权益将停用，终端用户将无法登录。",
  "notice.trial.merged.other":
    "{count} 项权益处于体验期：若体验期结束时仍未升级，全部权益将停用，终端用户将无法登录。",
  "notice.over.lead.one": "{name}已超出上限。",
  "notice.over.lead.other": "{count} 项权益已超出上限。",
  "notice.over.next.one": "请升级套餐，或减少用量。",
  "notice.over.next.other": "超出最多的是{name}。请升级套餐，或减少用量。",
  "notice.omitted.lead.one": "另有 {count} 项权益未读取。",
  "notice.omitted.lead.other": "另有 {count} 项权益未读取。",
  "notice.omitted.next": "Authgauge 只读取服务器返回的前 {read} 项。",
  "notice.old.lead": "这些数据取自{age}。",
  "notice.old.next": "请刷新以查看最新情况。",
  "notice.clock.next": "请将日期和时间设为自动；此处显示的时间也有同样的偏差。",
  "notice.session.lead": "密钥仅在本次运行期间保留。",
  "notice.session.next":
    "系统钥匙串未能保存它。关闭 Authgauge 后密钥即消失；可通过更换密钥重新保存。",

  "rename.title": "重命名用户池",
  "rename.save": "重命名",

  "replace.title": "更换密钥",
  "replace.intro": "用户池 **{name}**，地址 **{host}**。旧密钥将被覆盖，数据和历史保留。",
  "replace.save": "更换密钥",
  "replace.done": "{name}：密钥已更换。",

  "remove.title": "移除“{name}”？",
  "remove.what":
    "将从 {keychain} 中删除此用户池的密钥，并从本机的 Authgauge 中删除其数据和月活历史。",
  "remove.holds": "{host} 上不会有任何变化：用户池本身及其密钥都会保留。",
  "remove.confirm": "移除",
  "remove.anyway": "仍然移除",
  "remove.anyway.what": "仍然移除的话，它的密钥会留在{keychain}中。",
  "remove.done": "已移除 {name}。",
};
