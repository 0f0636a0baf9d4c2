// Notices in words, with the action each one offers. The backend decides which there are, and their order.

import type { Failure, Notice, PoolView } from "../backend/types";
import { age } from "./ages";
import { daysUntil, endDay } from "./dates";
import { clockSkewText, failureText } from "./failures";
import { sentences, t, tn } from "./messages";
import { count } from "./numbers";

export type Tone = "critical" | "near" | "trial";
export type Action = "console" | "replace_key" | "refresh";
export type NoticeRow = {
  kind: Notice["kind"];
  tone: Tone;
  /** It is about the plan's end or its trials. */
  isPlan: boolean;
  /** Days until the plan ends, where there are any. */
  days: number | null;
  lead: string;
  text: string;
  action: Action | null;
  failure: Failure | null;
};

/** Those that concern the figures of a single benefit, on its own screen. */
const OF_FIGURES = new Set<Notice["kind"]>(["failed", "figures_old", "clock_off"]);

/** `ofBenefit`: only what concerns a single benefit's figures. */
export function noticeRows(view: PoolView, now: number, ofBenefit = false): NoticeRow[] {
  const kinds = new Set(view.notices.map(({ kind }) => kind));
  const hasPlan = kinds.has("plan_ends") || kinds.has("plan_ended");
  const rows = view.notices
    .filter(({ kind }) => {
      if (ofBenefit) return OF_FIGURES.has(kind);
      // The row about the plan's end covers the trials and offers the upgrade; the cards say what is over.
      if (kind === "trial") return !hasPlan;
      return kind !== "over_limit" || !(hasPlan || kinds.has("trial"));
    })
    .map((notice) => rowOf(notice, view, now));
  // Each action is offered once, on the most urgent row.
  return rows.map((row, index) =>
    rows.slice(0, index).some(({ action }) => action === row.action)
      ? { ...row, action: null }
      : row,
  );
}

function rowOf(notice: Notice, view: PoolView, now: number): NoticeRow {
  const upgrade = view.has_console ? "console" : null;
  const plain = { kind: notice.kind, failure: null, isPlan: false, days: null };
  switch (notice.kind) {
    case "failed":
      return failedRow(notice, view, now);
    case "plan_ended":
    case "plan_ends":
      return {
        ...plain,
        tone: notice.kind === "plan_ended" ? "critical" : "trial",
        isPlan: true,
        days: notice.kind === "plan_ends" ? Math.max(0, daysUntil(notice.at, now)) : null,
        lead: planLead(notice, view, now),
        text: planText(notice.kind, view),
        action: upgrade,
      };
    case "trial":
      return {
        ...plain,
        tone: "trial",
        isPlan: true,
        days: daysToEnd(view, now),
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
    isPlan: false,
    days: null,
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
function planLead({ kind, on, at }: PlanNotice, view: PoolView, now: number): string {
  const until = daysUntil(at, now);
  const days = Math.max(0, kind === "plan_ends" ? until : -until);
  const date = endDay(on, at);
  const lead =
    days === 0 ? t(`notice.${kind}.today`, { date }) : tn(`notice.${kind}`, days, { date });
  const trials = trialsOf(view);
  return sentences(lead, trials === 0 ? "" : tn("notice.trial.lead", trials));
}

/** The consequence of the trials, if any. What to do next is said only where no button offers it. */
function planText(kind: PlanNotice["kind"], view: PoolView): string {
  const next = t(`notice.${kind}.${view.has_console ? "next" : "next_private"}`);
  if (trialsOf(view) === 0) return next;
  return sentences(t("notice.trial.consequence"), view.has_console ? "" : next);
}

function trialsOf({ notices }: PoolView): number {
  return notices.find((notice) => notice.kind === "trial")?.count ?? 0;
}

/** A trial has no end of its own: what is counted is the plan's. */
function daysToEnd({ plan }: PoolView, now: number): number | null {
  const days = plan?.ends_at ? daysUntil(plan.ends_at, now) : -1;
  return days < 0 ? null : days;
}
