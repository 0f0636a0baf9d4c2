import { appearance } from "../state/appearance.svelte";

/** A day (`YYYY-MM-DD`) for a sentence. It does not depend on the time zone. */
export function day(date: string): string {
  return spaced(dayFormat().format(parseDay(date)));
}

/** A day without its year, for dates within a few months. */
export function shortDay(date: string): string {
  return spaced(dayFormat({ year: undefined }).format(parseDay(date)));
}

/** Separates numbers from the Chinese characters around them. */
function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})|(\p{Script=Han})(?=\d)/gu, "$& ");
}

/** A range of days, both included. */
export function days(first: string, last: string): string {
  if (appearance.language === "zh")
    return `${dayFormat().format(parseDay(first))}至${endOfRange(first, last)}`;
  return dayFormat().formatRange(parseDay(first), parseDay(last));
}

/** A time (RFC 3339) in the local time zone. */
export function moment(time: string): string {
  return new Intl.DateTimeFormat(appearance.locale, {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(new Date(time));
}

/** The local date as `YYYY-MM-DD`. */
export function today(now: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whether `text` is a calendar day as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = parseDay(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The parts of `last` that differ from `first`. `formatRange` would write Chinese ranges with slashes. */
function endOfRange(first: string, last: string): string {
  const same = (length: number) => first.slice(0, length) === last.slice(0, length);
  return dayFormat({
    month: same(7) ? undefined : "short",
    year: same(4) ? undefined : "numeric",
  }).format(parseDay(last));
}

function parseDay(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function dayFormat(options: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(appearance.locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
    ...options,
  });
}
