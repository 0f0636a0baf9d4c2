import { numberFormat } from "./formatters";

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** Formats a decimal string exactly: not converted to a float, not abbreviated. */
export function decimal(value: string): string {
  if (!PLAIN_DECIMAL.test(value)) return value;
  return numberFormat({ maximumFractionDigits: 20 }).format(value as Intl.StringNumericLiteral);
}

export function count(value: number): string {
  return numberFormat().format(value);
}

/** Formats a whole number of percent. */
export function percent(value: number): string {
  return numberFormat({ style: "percent" }).format(value / 100);
}

/** A difference with its sign; zero has none. */
export function signed(value: string): string {
  if (value.startsWith("-")) return `−${decimal(value.slice(1))}`;
  return PLAIN_DECIMAL.test(value) && value !== "0" ? `+${decimal(value)}` : value;
}

/** Formats thousandths as percent with one decimal. */
export function permille(value: number): string {
  return numberFormat({ style: "percent", maximumFractionDigits: 1 }).format(value / 1000);
}
