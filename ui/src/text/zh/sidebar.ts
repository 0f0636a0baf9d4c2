import type { Translated } from "../en";
import type { sidebar as english } from "../en/sidebar";

export const sidebar: Translated<typeof english> = {
  "sidebar.pools": "用户池",
  "sidebar.add": "添加用户池",
  "sidebar.settings": "设置",
  "sidebar.alerts": "提醒",
  "sidebar.unseen.one": "{count} 条新提醒",
  "sidebar.unseen.other": "{count} 条新提醒",
  "sidebar.demo": "演示数据",
  "sidebar.demo.explain": "以下用户池均为模拟。",
  "sidebar.demo.leave": "退出演示",
  "sidebar.failing": "上次刷新失败",
  "sidebar.over": "超出",
  "sidebar.plan_ended": "套餐已到期",
  "sidebar.plan_ends.today": "今天到期",
  "sidebar.plan_ends.one": "明天到期",
  "sidebar.plan_ends.other": "{count} 天后到期",
  "sidebar.key_rejected": "密钥被拒",
  "sidebar.key_missing": "缺少密钥",
  "sidebar.no_access": "无权限",
  "sidebar.unknown": "暂无数据",
  "sidebar.skip": "跳到主要内容",
  "sidebar.order": "用户池的顺序",
  "sidebar.order.worst_first": "最严重优先",
  "sidebar.order.own": "我的顺序",
  "sidebar.moved": "{name} 已移到第 {place} 位，共 {count} 个。",
};
