import { appearance } from "../state/appearance.svelte";

/** A day (`YYYY-MM-DD`), in whatever zone the owner is, for a sentence. */
export function day(date: string): string {
  return aired(dayFormat().format(parseDay(date)));
}

/** A day of the next or the last weeks, whose year goes without saying. */
export function shortDay(date: string): string {
  return aired(dayFormat({ year: undefined }).format(parseDay(date)));
}

/** Numbers between Chinese characters stand a little apart from them. */
function aired(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})|(\p{Script=Han})(?=\d)/gu, "$& ");
}

/** From one day to another, both included. */
export function days(first: string, last: string): string {
  if (appearance.language === "zh")
    return `${dayFormat().format(parseDay(first))}至${restOfRange(first, last)}`;
  return dayFormat().formatRange(parseDay(first), parseDay(last));
}

/** A moment (RFC 3339) in the owner's zone. */
export function moment(time: string): string {
  return new Intl.DateTimeFormat(appearance.locale, {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(new Date(time));
}

/** Today in the owner's zone, as `YYYY-MM-DD`. */
export function today(now: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whether it is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = parseDay(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Chinese ranges fall back to slashes in the engines' data: only what differs is said again. */
function restOfRange(first: string, last: string): string {
  const same = (length: number) => first.slice(0, length) === last.slice(0, length);
  return dayFormat({
    month: same(7) ? undefined : "short",
    year: same(4) ? undefined : "numeric",
  }).format(parseDay(last));
}

function parseDay(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function dayFormat(other: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(appearance.locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
    ...other,
  });
}
