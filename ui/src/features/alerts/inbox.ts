// The rows of the inbox with their alerts, and what the owner does with a row.

import { mute, resolveAlert, snoozeAlert } from "../../backend/commands";
import type { AlertView, InboxState, Overview, Tone } from "../../backend/types";
import type { Shape } from "../../widgets/level-shape";

export type Row = {
  /** The ID of the alert that stands for the row. */
  id: number;
  state: InboxState;
  tone: Tone;
  lead: AlertView;
  /** Earlier alerts of the same matter; in a summary, all that it sums up. */
  folded: AlertView[];
  /** All that hold of its matters: in a summary, a matter may have more than the one that is listed. */
  held: AlertView[];
  summary: boolean;
};

export const states: InboxState[] = ["open", "snoozed", "muted", "resolved"];

export function rowsOf(overview: Overview): Row[] {
  const alerts = new Map(overview.alerts.map((alert) => [alert.id, alert]));
  return overview.inbox.flatMap(({ alerts: ids, state, tone, summary }) => {
    const listed = ids.flatMap((id) => alerts.get(id) ?? []);
    const [lead, ...earlier] = listed;
    if (!lead) return [];
    const matters = new Set(listed.map(({ scope }) => scope));
    const held = overview.alerts.filter(
      (alert) => alert.pool === lead.pool && matters.has(alert.scope) && !alert.over,
    );
    return { id: lead.id, state, tone, lead, folded: summary ? listed : earlier, held, summary };
  });
}

/** The benefit that a row is about; null for one about more than a benefit. */
export function benefitOf({ lead, summary }: Row): string | null {
  return lead.subject.kind === "benefit" && !summary ? lead.subject.code : null;
}

export async function resolveRow(row: Row): Promise<void> {
  for (const { id } of row.held) await resolveAlert(id);
}

/** Zero hours end the snooze. */
export async function snoozeRow(row: Row, hours: number): Promise<void> {
  for (const { id } of row.held) await snoozeAlert(id, hours);
}

/** Mutes what the row is about, or ends the mute that it is under. */
export async function toggleMute({ lead }: Row): Promise<void> {
  await mute(lead.pool, lead.pool_muted ? "pool" : lead.scope, !lead.muted);
}

export function shapeOfTone(tone: Tone): Shape {
  switch (tone) {
    case "critical":
    case "near":
      return tone;
    case "trial":
      return "plan";
    case "neutral":
      return "none";
  }
}
