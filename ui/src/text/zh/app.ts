import type { Translated } from "../en";
import type { app as english } from "../en/app";

export const app: Translated<typeof english> = {
  "app.name": "Authgauge",
  "app.start_failed": "Authgauge 无法读取其数据。",

  "service.genauth": "GenAuth",
  "service.authing": "Authing",
  "service.private": "私有化部署",

  "edition.free": "免费版",
  "edition.basic": "基础版",
  "edition.premium": "高级版",
  "edition.enterprise": "企业版",

  "plan.mau": "月活 {mau}",
  "plan.ends": "{date}到期",
  "plan.ends.raw": "到期日未提供；服务器返回“{raw}”",
  "plan.days_left.one": "天后到期",
  "plan.days_left.other": "天后到期",
  "plan.on_trial": "体验期",

  "date.china": "{date}，即北京时间{china}",
  "date.china.column": "{name}（北京时间）",

  "action.console": "打开费用管理",
  "action.replace_key": "更换密钥",
  "action.refresh": "重试",
  "action.cancel": "取消",
  "action.close": "关闭",
  "action.dismiss": "知道了",
  "action.copy": "复制",
  "action.copied": "已复制",
  "action.details": "详情",

  "details.message": "服务器消息",
  "details.request_id": "请求 ID",
  "details.code": "代码",

  "more.shown": "已显示 {shown} 项，共 {total} 项。",
  "more.show": "再显示 {count} 项",

  "restarted.lead": "窗口出现故障，已重新启动。",
  "restarted.text": "已保存的内容不受影响，正在输入的文字已丢失。",
  "restarted.dismiss": "关闭提示",

  "store.set_aside.lead": "Authgauge 的数据库无法读取。",
  "store.set_aside":
    "原数据库已另存为 {path}，Authgauge 以空数据库启动。密钥仍在系统钥匙串中；请重新添加用户池。",
  "store.set_aside.restored":
    "原数据库已另存为 {path}。用户池和设置已从备份恢复，密钥仍然有效；保存的数据会在下次刷新时重新读取。",
  "store.missing.lead": "Authgauge 的数据库不见了。",
  "store.missing":
    "用户池和设置已从备份（位于 {path}）恢复，密钥仍然有效；保存的数据会在下次刷新时重新读取。",
  "store.not_saved.lead": "更改未能保存。",
  "store.not_saved":
    "Authgauge 的数据库无法写入。当前内容仍可使用，但关闭 Authgauge 后，此后的更改会丢失。请释放磁盘空间或检查文件夹权限：{path}",
  "store.folder_not_made":
    "数据文件夹或其上级文件夹的位置上是一个文件或链接：{path}。当前内容仍可使用，但关闭 Authgauge 后，此后的更改会丢失。请将其移开，再重新启动 Authgauge。",
  "store.folder_denied":
    "您没有写入或创建数据文件夹的权限：{path}。当前内容仍可使用，但关闭 Authgauge 后，此后的更改会丢失。请检查它及其上级文件夹的所有者，再重新启动 Authgauge。",
  "store.path_too_long":
    "数据文件夹的路径过长：{path}。当前内容仍可使用，但关闭 Authgauge 后，此后的更改会丢失。请改用路径较短的文件夹，再重新启动 Authgauge。",
  "store.folder_unknown":
    "系统没有提供存放数据的文件夹（HOME）。当前内容仍可使用，但关闭 Authgauge 后会丢失。请用 --data-dir 指定您自己的文件夹来启动 Authgauge。",
  "store.disk_full":
    "数据文件夹所在的磁盘已满：{path}。当前内容仍可使用，但关闭 Authgauge 后，此后的更改会丢失。请释放空间，再重新启动 Authgauge。",
  "store.disk_read_only":
    "数据文件夹所在的磁盘为只读：{path}。当前内容仍可使用，但关闭 Authgauge 后，此后的更改会丢失。请使磁盘可写，再重新启动 Authgauge。",
  "store.folder_foreign":
    "数据文件夹属于其他用户，或是通过链接指向的：{path}。其中的内容未被读取或更改。请关闭 Authgauge，并改用您自己的文件夹启动。",
  "store.folder_shared":
    "其他用户可以写入数据文件夹：{path}。其中的内容未被读取或更改。请关闭 Authgauge，然后取消其他用户的写权限（chmod go-w）或改用其他文件夹。",
  "store.folder_in_use":
    "数据文件夹中有其他文件，且其他用户可以读取：{path}。其中的内容未被读取或更改。请关闭 Authgauge，并改用空文件夹或新文件夹。",

  "close.title": "关闭窗口后继续在后台运行？",
  "close.what": "在后台会继续检查用量，并在用尽前提醒您；退出后则不会。",
  "close.keep": "最小化到托盘",
  "close.quit": "退出",
  "close.always": "不再询问",
};
