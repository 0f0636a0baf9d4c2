// Lists of percentages as typed in a text field.

import type { Settings } from "../backend/types";

const MAX_COUNT = 10;

/** Ascending and without duplicates; null unless all are whole numbers from 1 to 100. */
export function parsePercents(text: string): number[] | null {
  const parts = text.split(/[\s,，、;；%]+/).filter(Boolean);
  if (!parts.every((part) => /^\d{1,3}$/.test(part))) return null;
  const percents = [...new Set(parts.map(Number))].sort((a, b) => a - b);
  const valid = percents.every((percent) => percent >= 1 && percent <= 100);
  return valid && percents.length <= MAX_COUNT ? percents : null;
}

export function percentsText(percents: number[]): string {
  return percents.join(", ");
}

type Levels = Pick<Settings, "near_percent" | "critical_percent">;

/**
 * Near and critical are two of the percentages at which the owner is alerted: those closest to what they were. Without
 * two percentages they stay.
 */
export function levelsAmong(percents: number[], levels: Levels): Levels {
  const near = closest(percents.slice(0, -1), levels.near_percent);
  const critical = closest(
    percents.filter((percent) => near !== undefined && percent > near),
    levels.critical_percent,
  );
  if (near === undefined || critical === undefined) return levels;
  return { near_percent: near, critical_percent: critical };
}

function closest(percents: number[], to: number): number | undefined {
  const distance = (percent: number) => Math.abs(percent - to);
  return [...percents].sort((one, other) => distance(one) - distance(other))[0];
}
