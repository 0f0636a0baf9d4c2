// The strip's rows: what each notice says and offers. Order and urgency are the shell's.

import type { Failure, Notice, PoolView } from "../backend/generated";
import { age } from "./ages";
import { day } from "./dates";
import { sentences, t, tn } from "./messages";
import { clockWords, failureWords } from "./failures";

export type Tone = "critical" | "near" | "trial";
export type Action = "console" | "replace_key" | "refresh";
export type Row = {
  kind: Notice["kind"];
  tone: Tone;
  lead: string;
  text: string;
  action: Action | null;
  failure: Failure | null;
};

export function rowsOf(view: PoolView, now: number): Row[] {
  const plan = view.notices.find((n) => n.kind === "plan_ends" || n.kind === "plan_ended");
  const rows = view.notices.flatMap((notice) => {
    // The plan's end and the trials are one thing to act on: the plan's row says both.
    if (notice.kind === "trial" && plan) return [];
    return [rowOf(notice, view, now)];
  });
  return rows.map((row, index) =>
    isOffered(row, rows.slice(0, index)) ? { ...row, action: null } : row,
  );
}

/** One button for one way on, on the most urgent row it helps. */
function isOffered(row: Row, above: Row[]): boolean {
  return above.some((other) => other.action === row.action);
}

function rowOf(notice: Notice, view: PoolView, now: number): Row {
  const upgrade = view.has_console ? "console" : null;
  const plain = { kind: notice.kind, failure: null };
  switch (notice.kind) {
    case "failed":
      return failedRow(notice, view, now);
    case "plan_ended":
      return {
        ...plain,
        tone: "critical",
        lead: planLead("notice.plan_ended", notice.days, notice.on),
        text: planText("notice.plan_ended.next", view),
        action: upgrade,
      };
    case "plan_ends":
      return {
        ...plain,
        tone: "trial",
        lead: planLead("notice.plan_ends", notice.days, notice.on),
        text: planText("notice.plan_ends.next", view),
        action: upgrade,
      };
    case "trial":
      return {
        ...plain,
        tone: "trial",
        lead: tn("notice.trial.lead", notice.count),
        text: t("notice.trial.consequence"),
        action: upgrade,
      };
    case "over_limit":
      return {
        ...plain,
        tone: "critical",
        lead: tn("notice.over.lead", notice.count, { name: notice.name }),
        text: tn("notice.over.next", notice.count, { name: notice.name }),
        action: upgrade,
      };
    case "figures_old":
      return {
        ...plain,
        tone: "near",
        lead: t("notice.old.lead", { age: age(notice.taken_at, now) ?? t("age.moment") }),
        text: t("notice.old.next"),
        action: "refresh",
      };
    case "clock_off":
      return {
        ...plain,
        tone: "near",
        lead: clockWords(notice.ahead_ms),
        text: t("notice.clock.next"),
        action: null,
      };
    case "key_for_session_only":
      return {
        ...plain,
        tone: "near",
        lead: t("notice.session.lead"),
        text: t("notice.session.next"),
        action: "replace_key",
      };
  }
}

function failedRow(notice: Extract<Notice, { kind: "failed" }>, view: PoolView, now: number): Row {
  const words = failureWords(notice.failure, view.host);
  const holds =
    notice.kept_from === null
      ? t("holds.none")
      : t("holds.kept", { age: age(notice.kept_from, now) ?? t("age.moment") });
  return {
    kind: "failed",
    tone: "critical",
    lead: words.what,
    text: sentences(holds, words.next),
    action: wayOn(notice.failure, view),
    failure: notice.failure,
  };
}

function wayOn(failure: Failure, view: PoolView): Action {
  switch (failure.code) {
    case "key_rejected":
    case "key_missing":
    case "key_malformed":
    case "pool_unknown":
    case "forbidden":
    case "no_key_in_hand":
    // Without a keychain the key went with the session before.
    case "keychain_missing":
      return "replace_key";
    case "keychain_failed":
      return failure.params.reason === "entry_not_understood" ? "replace_key" : "refresh";
    case "upgrade_required":
      return view.has_console ? "console" : "refresh";
    default:
      return "refresh";
  }
}

function planLead(key: "notice.plan_ends" | "notice.plan_ended", days: number, on: string): string {
  if (days === 0) return t(`${key}.today`, { date: day(on) });
  return tn(key, days, { date: day(on) });
}

/** What the trials bring, if there are any, and the way on where no button leads there. */
function planText(key: "notice.plan_ends.next" | "notice.plan_ended.next", view: PoolView): string {
  const trial = view.notices.find((notice) => notice.kind === "trial");
  const next = t(view.has_console ? key : `${key}_private`);
  if (!trial) return next;
  return sentences(tn("notice.trial.merged", trial.count), view.has_console ? "" : next);
}
