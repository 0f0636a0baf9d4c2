import type { Translated } from "../en";
import type { privacy as english } from "../en/privacy";

export const privacy: Translated<typeof english> = {
  "privacy.hide": "隐藏名称和数值",
  "privacy.hide.title": "隐藏名称、服务地址和数值，适合共享屏幕时使用",
  "privacy.show": "显示",
  "privacy.show.title": "重新显示名称、服务地址和数值",
  "privacy.on": "名称和数值已隐藏。",
  "privacy.off": "已重新显示名称和数值。",
  "privacy.export.title": "导出已隐藏的内容？",
  "privacy.export.what": "此窗口中的名称和数值已隐藏，但导出的文件会包含它们。",
  "privacy.export.confirm": "仍要导出",
};
