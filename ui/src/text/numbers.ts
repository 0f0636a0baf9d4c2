import { appearance } from "../state/appearance.svelte";

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** A plain decimal string, exactly: never by way of a float, never abbreviated. */
export function decimal(value: string): string {
  if (!PLAIN_DECIMAL.test(value)) return value;
  const format = new Intl.NumberFormat(appearance.locale, { maximumFractionDigits: 20 });
  return format.format(value as Intl.StringNumericLiteral);
}

export function count(value: number): string {
  return new Intl.NumberFormat(appearance.locale).format(value);
}

/** A whole number of percent. */
export function percent(value: number): string {
  return new Intl.NumberFormat(appearance.locale, { style: "percent" }).format(value / 100);
}
