// What of the runway is shown, and where it is on the axis.

import type { RunwayMarksView, RunwayRowView } from "../../backend/types";
import type { Tile } from "../../state/portfolio.svelte";
import { addDays, dayNumber, shortDay } from "../../text/dates";
import { t } from "../../text/messages";

export type Tone = "over" | "critical" | "near" | "trial";

/** In percent of the axis. */
export type Line = {
  room: number | null;
  range: [number, number] | null;
  likely: number | null;
  nothing: [number, number] | null;
  reset: number | null;
  planEnd: number | null;
};

const NEAR_DAYS = 30;

/** The rows up to some days ahead, of one tile if one is pressed. What has no day is as urgent as its level. */
export function shownRows(rows: RunwayRowView[], days: number, tile: Tile | null): RunwayRowView[] {
  return rows.filter((row) => (row.days === null || row.days <= days) && belongs(row, tile));
}

/** Whether a row is one that a tile counts. */
export function belongs(row: RunwayRowView, tile: Tile | null): boolean {
  const isPlan = row.matter.kind === "plan";
  switch (tile) {
    case null:
      return true;
    case "out":
      return row.has_run_out;
    case "soon":
      return !isPlan && !row.has_run_out && row.days !== null && row.days <= NEAR_DAYS;
    case "plan":
      return isPlan;
    case "unread":
    case "room":
      return false;
  }
}

export function toneOf(row: RunwayRowView): Tone {
  if (row.matter.kind === "plan") return "trial";
  return row.level === "over" || row.level === "critical" ? row.level : "near";
}

/** Identifies a row among all. */
export function rowKey(row: RunwayRowView, index: number): string {
  const code = row.matter.kind === "benefit" ? `${row.matter.code} ${index}` : row.matter.kind;
  return `${row.pool} ${code}`;
}

/** Cuts off what is beyond the axis. */
export function lineOf(marks: RunwayMarksView, days: number): Line {
  const at = (day: number) => Math.min((day / days) * 100, 100);
  const point = (day: number | null) => (day === null || day > days ? null : at(day));
  const span = (part: [number, number | null] | null): [number, number] | null =>
    part === null ? null : [at(part[0]), part[1] === null ? 100 : at(part[1])];
  return {
    room: marks.room === null ? null : at(marks.room),
    range: span(marks.range),
    likely: point(marks.likely),
    nothing: span(marks.nothing),
    reset: point(marks.reset),
    planEnd: point(marks.plan_end),
  };
}

export type Tick = { at: number; label: string };

/** A day, a week or a fortnight apart. The month is named where it changes. */
export function ticks(today: string, days: number): Tick[] {
  const step = days <= 7 ? 1 : days <= 30 ? 7 : 15;
  const count = Math.ceil(days / step);
  let month = "";
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(today, index * step);
    const isNew = day.slice(0, 7) !== month;
    if (index > 0) month = day.slice(0, 7);
    const label = isNew ? shortDay(day) : dayNumber(day);
    return { at: ((index * step) / days) * 100, label: index === 0 ? t("runway.today") : label };
  });
}
