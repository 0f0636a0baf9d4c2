import type { AllowanceView, Figure } from "../backend/types";
import { t } from "./messages";
import { decimal } from "./numbers";

export function figureText(figure: Figure): string {
  return figure.kind === "known" ? decimal(figure.value) : t("card.not_reported");
}

export function allowanceText(allowance: AllowanceView): string {
  switch (allowance.kind) {
    case "limited":
      return decimal(allowance.value);
    case "unlimited":
      return t("card.unlimited");
    case "not_reported":
      return t("card.not_reported");
  }
}

/** A total of the history; null where no limit was known. */
export function totalText(total: string | null): string {
  return total === null ? "—" : decimal(total);
}

/** The figures of a day or period in one sentence, for screen readers. */
export function periodText(period: string, used: string, total: string, note: string): string {
  const text = t("mau.bar", { period, used, total });
  return note ? `${text} (${note})` : text;
}
