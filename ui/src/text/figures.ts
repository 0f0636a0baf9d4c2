import type { AllowanceView, Figure } from "../backend/generated";
import { decimal } from "./numbers";
import { t } from "./messages";

export function figureWords(figure: Figure): string {
  return figure.kind === "known" ? decimal(figure.value) : t("card.not_reported");
}

export function allowanceWords(allowance: AllowanceView): string {
  switch (allowance.kind) {
    case "limited":
      return decimal(allowance.value);
    case "unlimited":
      return t("card.unlimited");
    case "not_reported":
      return t("card.not_reported");
  }
}
