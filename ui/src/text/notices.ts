// Notices in words, with the action each one offers. The backend decides which there are, and their order.

import type { Failure, Notice, PoolView } from "../backend/types";
import { age } from "./ages";
import { daysUntil, serverDay } from "./dates";
import { clockSkewText, failureText } from "./failures";
import { sentences, t, tn } from "./messages";
import { count } from "./numbers";

export type Tone = "critical" | "near" | "trial";
export type Action = "console" | "replace_key" | "refresh";
export type NoticeRow = {
  kind: Notice["kind"];
  tone: Tone;
  lead: string;
  text: string;
  action: Action | null;
  failure: Failure | null;
};

export function noticeRows(view: PoolView, now: number): NoticeRow[] {
  const plan = view.notices.find((n) => n.kind === "plan_ends" || n.kind === "plan_ended");
  const rows = view.notices.flatMap((notice) => {
    // The row about the plan's end covers the trials.
    if (notice.kind === "trial" && plan) return [];
    return [rowOf(notice, view, now)];
  });
  // Each action is offered once, on the most urgent row.
  return rows.map((row, index) =>
    rows.slice(0, index).some(({ action }) => action === row.action)
      ? { ...row, action: null }
      : row,
  );
}

function rowOf(notice: Notice, view: PoolView, now: number): NoticeRow {
  const upgrade = view.has_console ? "console" : null;
  const plain = { kind: notice.kind, failure: null };
  switch (notice.kind) {
    case "failed":
      return failedRow(notice, view, now);
    case "plan_ended":
    case "plan_ends":
      return {
        ...plain,
        tone: notice.kind === "plan_ended" ? "critical" : "trial",
        lead: planLead(notice, now),
        text: planText(notice.kind, view),
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
        lead: tn("notice.over.lead", notice.count, { name: notice.name ?? t("mau.title") }),
        text: tn("notice.over.next", notice.count, { name: notice.name ?? t("mau.title") }),
        action: upgrade,
      };
    case "benefits_omitted":
      return {
        ...plain,
        tone: "near",
        lead: tn("notice.omitted.lead", notice.omitted),
        text: t("notice.omitted.next", { read: count(notice.read) }),
        action: null,
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
        lead: clockSkewText(notice.ahead_ms),
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

function failedRow(
  notice: Extract<Notice, { kind: "failed" }>,
  view: PoolView,
  now: number,
): NoticeRow {
  const text = failureText(notice.failure, view.host);
  const impact =
    notice.kept_from === null
      ? t("impact.none")
      : t("impact.kept", { age: age(notice.kept_from, now) ?? t("age.moment") });
  return {
    kind: "failed",
    tone: "critical",
    lead: text.what,
    text: sentences(impact, text.next),
    action: actionFor(notice.failure, view),
    failure: notice.failure,
  };
}

function actionFor(failure: Failure, view: PoolView): Action {
  switch (failure.code) {
    case "key_rejected":
    case "key_missing":
    case "key_mismatch":
    case "key_malformed":
    case "pool_unknown":
    case "forbidden":
    // Without a keychain the key was lost with the last session.
    case "keychain_missing":
      return "replace_key";
    case "keychain_failed":
      return failure.params.reason ? "replace_key" : "refresh";
    case "upgrade_required":
      return view.has_console ? "console" : "refresh";
    default:
      return "refresh";
  }
}

type PlanNotice = Extract<Notice, { kind: "plan_ends" | "plan_ended" }>;

/** What is said of days follows the owner's calendar, as the words "today" and "tomorrow" do. */
function planLead({ kind, on, at }: PlanNotice, now: number): string {
  const until = daysUntil(at, now);
  const days = Math.max(0, kind === "plan_ends" ? until : -until);
  const date = serverDay(on, at);
  return days === 0 ? t(`notice.${kind}.today`, { date }) : tn(`notice.${kind}`, days, { date });
}

/** The consequence of the trials, if any. What to do next is said only where no button offers it. */
function planText(kind: PlanNotice["kind"], view: PoolView): string {
  const trial = view.notices.find((notice) => notice.kind === "trial");
  const next = t(`notice.${kind}.${view.has_console ? "next" : "next_private"}`);
  if (!trial) return next;
  return sentences(tn("notice.trial.merged", trial.count), view.has_console ? "" : next);
}
