import { appearance } from "../state/appearance.svelte";
import { utcFormat } from "./formatters";
import { t } from "./messages";

const DAY_MS = 86_400_000;
/** Minutes that China's clocks are ahead of UTC, all year. */
const CHINA_MINUTES = 480;

/** A day (`YYYY-MM-DD`) for a sentence. It does not depend on the time zone. */
export function day(date: string): string {
  return spaced(dayFormat().format(parseDay(date)));
}

/** A day without its year, for dates within a few months. */
export function shortDay(date: string): string {
  return spaced(dayFormat({ year: undefined }).format(parseDay(date)));
}

/** A month with its year, for dates far away. */
export function monthOf(date: string): string {
  return spaced(dayFormat({ day: undefined }).format(parseDay(date)));
}

/** The number of a day, for the ticks of an axis. */
export function dayNumber(date: string): string {
  return spaced(dayFormat({ month: undefined, year: undefined }).format(parseDay(date)));
}

/** The day so many days later. */
export function addDays(date: string, count: number): string {
  return new Date(parseDay(date).getTime() + count * DAY_MS).toISOString().slice(0, 10);
}

/** The day of a moment in the owner's calendar. */
export function ownDay(at: string): string {
  return today(new Date(at));
}

/** Separates numbers from the Chinese characters around them. */
function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})|(\p{Script=Han})(?=\d)/gu, "$& ");
}

/**
 * The day on which a plan ends, in the owner's calendar. That of China's, the server's, is named where it is another.
 * `at` is the moment; without it, the midnight of China's day `on`.
 */
export function endDay(on: string, at: string | null, format = day): string {
  const own = ownDay(at ?? `${on}T00:00:00+08:00`);
  const date = format(own);
  return own === on ? date : t("date.china", { date, china: shortDay(on) });
}

/** Days from today until a moment, in the owner's calendar; negative if it is past. */
export function daysUntil(at: string, now: number): number {
  const days =
    (parseDay(today(new Date(at))).getTime() - parseDay(today(new Date(now))).getTime()) / DAY_MS;
  return Math.round(days);
}

/** The name of a column of days in China's calendar. */
export function serverDays(name: string, now: number): string {
  const isChina = new Date(now).getTimezoneOffset() === -CHINA_MINUTES;
  return isChina ? name : t("date.china.column", { name });
}

/** A range of days, both included. */
export function days(first: string, last: string): string {
  if (first === last) return day(first);
  if (appearance.language === "zh") return `${day(first)}至 ${endOfRange(first, last)}`;
  return dayFormat().formatRange(parseDay(first), parseDay(last));
}

/** A time (RFC 3339) in the local time zone. */
export function moment(time: string): string {
  const format = new Intl.DateTimeFormat(appearance.locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return spaced(format.format(new Date(time)));
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
  const format = dayFormat({
    month: same(7) ? undefined : "short",
    year: same(4) ? undefined : "numeric",
  });
  return spaced(format.format(parseDay(last)));
}

function parseDay(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function dayFormat(options: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  return utcFormat({ day: "numeric", month: "short", year: "numeric", ...options });
}
