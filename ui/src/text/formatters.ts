// Formatters in the user's language, kept: making one takes as long as hundreds of uses.

import { appearance } from "../state/appearance.svelte";

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return keep("number", options, (locale) => new Intl.NumberFormat(locale, options));
}

/** For days without a time zone of their own: a kept formatter would not follow a change of the system's. */
export function utcFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const utc = { ...options, timeZone: "UTC" };
  return keep("date", utc, (locale) => new Intl.DateTimeFormat(locale, utc));
}

export function relativeFormat(options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat {
  return keep("relative", options, (locale) => new Intl.RelativeTimeFormat(locale, options));
}

function keep<Format extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  kind: string,
  options: object,
  make: (locale: string) => Format,
): Format {
  const key = `${kind} ${appearance.locale} ${JSON.stringify(options)}`;
  const found = kept.get(key) as Format | undefined;
  if (found) return found;
  const format = make(appearance.locale);
  kept.set(key, format);
  return format;
}
