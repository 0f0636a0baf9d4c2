// Alerts in words: what happened, and what to do.

import type { AlertView } from "../backend/generated";
import { age } from "./ages";
import { day } from "./dates";
import { decimal, percent } from "./numbers";
import { sentences, t, tn } from "./messages";
import type { Tone } from "./notices";

export type AlertWords = { tone: Tone; what: string; next: string };

/** `ownConsole`: the pool is in a brand's cloud, which has a console to upgrade in. */
export function alertWords(alert: AlertView, ownConsole: boolean, now: number): AlertWords {
  const { kind } = alert;
  const name = subjectName(alert);
  const renew = (key: "notice.plan_ends.next" | "notice.plan_ended.next") =>
    t(ownConsole ? key : `${key}_private`);
  switch (kind.kind) {
    case "threshold":
      return {
        tone: kind.percent === 100 ? "critical" : "near",
        what: t("alert.threshold", { name, percent: percent(kind.percent) }),
        next: sentences(
          t("alert.threshold.used", { used: decimal(kind.used), total: decimal(kind.total) }),
          t("notice.over.next.one"),
        ),
      };
    case "forecast":
      return {
        tone: "near",
        what: kind.likely
          ? t("alert.forecast", { name, date: day(kind.likely) })
          : t("alert.forecast.first", { name, date: day(kind.first) }),
        next: t("alert.forecast.next"),
      };
    case "plan_ends":
      return {
        tone: "trial",
        what: t("alert.plan_ends", { date: day(kind.on) }),
        next: renew("notice.plan_ends.next"),
      };
    case "plan_ended":
      return {
        tone: "critical",
        what: t("alert.plan_ended", { date: day(kind.on) }),
        next: renew("notice.plan_ended.next"),
      };
    case "trial_at_risk":
      return {
        tone: "trial",
        what: t("alert.plan_ends", { date: day(kind.on) }),
        next: tn("notice.trial.merged", kind.count),
      };
    case "key_rejected":
      return {
        tone: "critical",
        what: t("failure.key_rejected.what"),
        next: t("failure.key_rejected.next"),
      };
    case "figures_old":
      return {
        tone: "near",
        what: t("alert.figures_old"),
        next: sentences(old(kind.taken_at, now), t("notice.old.next")),
      };
  }
}

/** Whose alert it is, beside the pool. */
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

function old(takenAt: string | null, now: number): string {
  const ago = takenAt && age(takenAt, now);
  return ago ? t("notice.old.lead", { age: ago }) : "";
}
