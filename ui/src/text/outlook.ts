// When something will be used up, in words. The forecast is the shell's; here its days are only said.

import type { OutlookView } from "../backend/generated";
import { shortDay } from "./dates";
import { count, percent } from "./numbers";
import { sentences, t } from "./messages";

const SOON = 30 * 86_400_000;

/** The day around which it will be full, where that is so near that an owner should know at a glance. */
export function fullSoon(outlook: OutlookView, now: number): string | null {
  if (outlook.kind !== "full_on" || outlook.likely === null) return null;
  return Date.parse(outlook.likely) - now <= SOON ? outlook.likely : null;
}

/** The whole of it, in sentences; nothing where there is nothing to use up. */
export function outlookWords(outlook: OutlookView): string {
  switch (outlook.kind) {
    case "full_on":
      return sentences(fullOn(outlook), t("outlook.chance", { percent: percent(outlook.percent) }));
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

/** All within 120 days: the year goes without saying. */
function fullOn(outlook: Extract<OutlookView, { kind: "full_on" }>): string {
  const first = shortDay(outlook.first);
  if (outlook.likely === null) return t("outlook.perhaps", { first });
  const likely = shortDay(outlook.likely);
  if (outlook.last === null) return t("outlook.from", { first, likely });
  return t("outlook.between", { first, last: shortDay(outlook.last), likely });
}
