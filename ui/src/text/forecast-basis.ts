// What a forecast is made from, in words.

import type { ForecastBasis } from "../backend/types";
import { shortDay } from "./dates";
import { sentences, t, tn } from "./messages";
import { permille } from "./numbers";

/** Weekdays are compared over this many weeks. */
const MOST_WEEKS = 8;

/** The method, a reset that is assumed, and how good forecasts for a week were. */
export function basisText(basis: ForecastBasis): string {
  const parts = [methodText(basis)];
  if (basis.next_reset !== null && basis.reset_is_assumed)
    parts.push(t("basis.resets_assumed", { date: shortDay(basis.next_reset) }));
  if (basis.week_error_permille !== null)
    parts.push(t("basis.week_error", { percent: permille(basis.week_error_permille) }));
  return sentences(...parts);
}

function methodText({ method, days }: ForecastBasis): string {
  if (method !== "weekdays") return t(`basis.${method}`);
  const weeks = Math.max(1, Math.floor(days / 7));
  return tn("basis.weekdays", Math.min(weeks, MOST_WEEKS));
}
