// Forecasts in words.

import type { OutlookView } from "../backend/types";
import { shortDay } from "./dates";
import { sentences, t } from "./messages";
import { count, percent } from "./numbers";

/** The likely day on which the benefit runs out, if there is one. */
export function fullOn(outlook: OutlookView): string | null {
  return outlook.kind === "full_on" ? outlook.likely : null;
}

/** The whole forecast in sentences; empty where there is none. */
export function outlookText(outlook: OutlookView): string {
  switch (outlook.kind) {
    case "full_on":
      return sentences(
        fullOnText(outlook),
        t("outlook.chance", { percent: percent(outlook.percent) }),
      );
    case "too_little_history":
      return t("outlook.too_little_history", {
        days: count(outlook.days),
        needed: count(outlook.needed),
      });
    case "not_told":
      return "";
    default:
      return t(`outlook.${outlook.kind}`);
  }
}

/** Without years: all days are within 120 days. */
function fullOnText(outlook: Extract<OutlookView, { kind: "full_on" }>): string {
  const first = shortDay(outlook.first);
  if (outlook.likely === null) return t("outlook.perhaps", { first });
  const likely = shortDay(outlook.likely);
  if (outlook.last === null)
    return first === likely
      ? t("outlook.around", { likely })
      : t("outlook.from", { first, likely });
  if (outlook.first === outlook.last) return t("outlook.on", { date: first });
  return t("outlook.between", { first, last: shortDay(outlook.last), likely });
}
