import type { BenefitCard } from "../backend/types";
import { t } from "./messages";
import { decimal } from "./numbers";

/** What is left of a benefit, or why that is unknown; null where its figures say enough. */
export function statusText(card: BenefitCard): string | null {
  if (card.level === "not_included") return t("card.not_included");
  if (card.level === "not_reported") return rawText(card) ?? t("card.not_reported");
  if (card.over !== null) return t("card.over", { count: decimal(card.over) });
  if (card.left === "0") return t("card.full");
  if (card.left !== null) return t("card.left", { count: decimal(card.left) });
  return null;
}

/** Of benefits of one code the one that is used most, as alerts and the history count it. */
export function worstOf(cards: BenefitCard[] = []): BenefitCard | undefined {
  const use = ({ percent, over }: BenefitCard) => percent ?? (over === null ? -1 : Infinity);
  return cards.reduce<BenefitCard | undefined>(
    (worst, card) => (worst && use(worst) >= use(card) ? worst : card),
    undefined,
  );
}

/** What the server sent in place of a number. */
export function rawText(card: BenefitCard): string | null {
  const raw = [card.used, card.total]
    .map((figure) => (figure.kind === "not_reported" ? figure.raw : null))
    .filter(Boolean)
    .join(" / ");
  return raw ? t("card.not_reported.raw", { raw }) : null;
}
