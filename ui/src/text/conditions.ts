// The condition of a pool in words.

import type { Level, PoolCondition } from "../backend/types";
import { daysUntil } from "./dates";
import { t, tn } from "./messages";
import { percent } from "./numbers";

/** As short as a badge. Null while nothing is known, or where there is neither a percentage nor a word. */
export function conditionBadge(condition: PoolCondition | null, now: number): string | null {
  if (condition === null) return null;
  switch (condition.kind) {
    case "plan_ends":
      return planEnds(daysUntil(condition.at, now));
    case "benefit":
    case "mau":
      if (condition.percent !== null) return percent(condition.percent);
      return condition.level === "over" ? t("sidebar.over") : null;
    default:
      return t(`sidebar.${condition.kind}`);
  }
}

/** The badge where the pool's name needs the room: a flag beside it says what ends. */
export function conditionMark(condition: PoolCondition | null, now: number): string | null {
  if (condition?.kind !== "plan_ends") return conditionBadge(condition, now);
  const days = daysUntil(condition.at, now);
  return days <= 0 ? t("sidebar.plan_ends.today") : tn("runway.in", days);
}

/** What the badge does not say: the level of a use. */
export function conditionLevel(condition: PoolCondition | null): string {
  if (condition === null) return t("sidebar.unknown");
  switch (condition.kind) {
    case "benefit":
    case "mau":
      return levelText(condition.level, condition.percent);
    default:
      return "";
  }
}

/** The name of the benefit that a condition is about. */
export function conditionName(condition: PoolCondition | null): string {
  if (condition?.kind === "benefit") return condition.name || condition.code;
  return condition?.kind === "mau" ? t("mau.title") : "";
}

/** The condition says why the last refresh failed. */
export function isOfKey(condition: PoolCondition | null): boolean {
  const kind = condition?.kind;
  return kind === "key_rejected" || kind === "key_missing" || kind === "no_access";
}

function planEnds(days: number): string {
  return days <= 0 ? t("sidebar.plan_ends.today") : tn("sidebar.plan_ends", days);
}

function levelText(level: Level, percent: number | null): string {
  return level === "critical" && percent === 100 ? t("level.full") : t(`level.${level}`);
}
