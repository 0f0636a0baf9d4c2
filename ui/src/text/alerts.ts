// Alerts in words: what happened, and what to do next.

import type { AlertView } from "../backend/types";
import { age } from "./ages";
import { day, endDay } from "./dates";
import { sentences, t, tn } from "./messages";
import { decimal, percent } from "./numbers";

export type AlertText = { what: string; next: string };

/** How much of the total is used, and what to do. */
function usedOfTotal({ used, total }: { used: string; total: string }): string {
  const figures = t("alert.threshold.used", { used: decimal(used), total: decimal(total) });
  return sentences(figures, t("notice.over.next.one"));
}

/** `hasConsole`: the pool's service has a billing console. */
export function alertText(alert: AlertView, hasConsole: boolean, now: number): AlertText {
  const { kind } = alert;
  const name = subjectName(alert);
  const next = hasConsole ? "next" : "next_private";
  switch (kind.kind) {
    case "threshold":
      return {
        what: t("alert.threshold", { name, percent: percent(kind.percent) }),
        next: usedOfTotal(kind),
      };
    case "amount_left":
      return {
        what: t("alert.amount_left", { name, amount: decimal(kind.amount) }),
        next: usedOfTotal(kind),
      };
    case "amount_used":
      return {
        what: t("alert.amount_used", { name, amount: decimal(kind.amount) }),
        next: t("alert.amount_used.next", { used: decimal(kind.used) }),
      };
    case "forecast":
      return {
        what: kind.likely
          ? t("alert.forecast", { name, date: day(kind.likely) })
          : t("alert.forecast.first", { name, date: day(kind.first) }),
        next: t("alert.forecast.next"),
      };
    case "plan_ends":
      return {
        what: t("alert.plan_ends", { date: endDay(kind.on, kind.ends_at) }),
        next: t(`notice.plan_ends.${next}`),
      };
    case "plan_ended":
      return {
        what: t("alert.plan_ended", { date: endDay(kind.on, kind.ends_at) }),
        next: t(`notice.plan_ended.${next}`),
      };
    case "trial_at_risk":
      return {
        what: t("alert.plan_ends", { date: endDay(kind.on, kind.ends_at) }),
        next: tn("notice.trial.merged", kind.count),
      };
    case "key_rejected":
      return {
        what: t("failure.key_rejected.what"),
        next: t("failure.key_rejected.next"),
      };
    case "figures_old":
      return {
        what: t("alert.figures_old"),
        next: sentences(ageText(kind.taken_at, now), t("notice.old.next")),
      };
  }
}

/** Empty for the pool as a whole. */
function subjectName({ subject }: AlertView): string {
  switch (subject.kind) {
    case "benefit":
      return subject.name || subject.code;
    case "mau":
      return t("mau.title");
    case "pool":
      return "";
  }
}

/** What muting an alert mutes. */
export function scopeName(alert: AlertView): string {
  switch (alert.scope) {
    case "plan":
    case "key":
    case "age":
      return t(`rules.${alert.scope}`);
    default:
      return subjectName(alert);
  }
}

function ageText(takenAt: string | null, now: number): string {
  const ago = takenAt && age(takenAt, now);
  return ago ? t("notice.old.lead", { age: ago }) : "";
}
