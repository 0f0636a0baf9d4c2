import { numberFormat, relativeFormat } from "./formatters";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The elapsed time, rounded down: "2 min ago". Null within the first minute. */
export function age(takenAt: string, now: number): string | null {
  const elapsed = Math.max(0, now - Date.parse(takenAt));
  if (!Number.isFinite(elapsed) || elapsed < MINUTE) return null;
  if (elapsed < HOUR) return ago(elapsed / MINUTE, "minute", "short");
  if (elapsed < DAY) return ago(elapsed / HOUR, "hour", "long");
  return ago(elapsed / DAY, "day", "long");
}

/** A duration in the largest unit that fits: "0.4 sec", "6 min". */
export function duration(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < MINUTE) return inUnit(length / 1000, "second", length < 10_000 ? 1 : 0);
  if (length < HOUR) return inUnit(length / MINUTE, "minute", 0);
  if (length < DAY) return inUnit(length / HOUR, "hour", 1);
  return inUnit(length / DAY, "day", 0);
}

function ago(value: number, unit: "minute" | "hour" | "day", style: "short" | "long"): string {
  return tidy(relativeFormat({ style }).format(-Math.floor(value), unit));
}

function inUnit(value: number, unit: string, maximumFractionDigits: number): string {
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits } as const;
  return tidy(numberFormat(options).format(value));
}

/** Drops the full stop of abbreviations, which would look like the end of a sentence; spaces numbers in Chinese. */
function tidy(text: string): string {
  return text.replace(/\b(min|sec|hr|mo)\./g, "$1").replace(/(\d)(?=\p{Script=Han})/gu, "$1 ");
}
