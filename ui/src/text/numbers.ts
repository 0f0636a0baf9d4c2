import { appearance } from "../state/appearance.svelte";

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** Formats a decimal string exactly: not converted to a float, not abbreviated. */
export function decimal(value: string): string {
  if (!PLAIN_DECIMAL.test(value)) return value;
  const format = new Intl.NumberFormat(appearance.locale, { maximumFractionDigits: 20 });
  return format.format(value as Intl.StringNumericLiteral);
}

export function count(value: number): string {
  return new Intl.NumberFormat(appearance.locale).format(value);
}

/** Formats a whole number of percent. */
export function percent(value: number): string {
  return new Intl.NumberFormat(appearance.locale, { style: "percent" }).format(value / 100);
}

/** A difference with its sign; zero has none. */
export function signed(value: string): string {
  if (value.startsWith("-")) return `−${decimal(value.slice(1))}`;
  return PLAIN_DECIMAL.test(value) && value !== "0" ? `+${decimal(value)}` : value;
}

/** Formats thousandths as percent with one decimal. */
export function permille(value: number): string {
  const format = { style: "percent", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(appearance.locale, format).format(value / 1000);
}
