import type { Translated } from "../en";
import type { search as english } from "../en/search";

export const search: Translated<typeof english> = {
  "search.open": "查找用户池或权益",
  "search.field": "查找用户池、权益或命令",
  "search.results": "结果",
  "search.pools": "用户池",
  "search.benefits": "权益",
  "search.commands": "命令",
  "search.count.one": "{count} 个结果",
  "search.count.other": "{count} 个结果",
  "search.none": "没有找到“{query}”。",
  "search.more.one": "另有 {count} 项权益，请继续输入以缩小范围。",
  "search.more.other": "另有 {count} 项权益，请继续输入以缩小范围。",
  "search.keys.choose": "选择",
  "search.keys.open": "打开",
  "search.keys.close": "关闭",
  "search.refresh": "刷新{name}",
  "search.rules": "{name}的提醒设置…",
  "search.share": "分享总览…",
  "search.key": "更换{name}的访问密钥…",
  "search.export": "导出{name}的月活数据…",
  "search.forecast": "暂无预测的权益",
  "search.words.alerts": "通知 消息 邮件 静音 推迟 notifications inbox mails muted stop",
  "search.words.mute": "提醒 静音 停止 通知 邮件 阈值 mute stop notifications mails webhook",
  "search.words.key": "密钥 key secret",
  "search.words.share": "分享 导出 发送 图片 报告 share export picture csv",
};
