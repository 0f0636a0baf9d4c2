// Numbers left or used, as typed in a text field.

import type { AlertAmount, AmountOf } from "../backend/types";
import { decimal } from "./numbers";

/** Null without a number, or for 0; undefined if it is none. Digits may be grouped. */
export function parseAmount(text: string, of: AmountOf): AlertAmount | null | undefined {
  const value = text.replace(/[\s,，]/g, "");
  if (/^[0.]*$/.test(value)) return null;
  return /^\d{1,15}(\.\d{1,6})?$/.test(value) ? { of, value } : undefined;
}

export function amountText({ value }: AlertAmount): string {
  return decimal(value);
}
