// Which cards are shown, in which order, and what each says. Levels come from the shell; here they are only picked out.

import type { BenefitCard, Level } from "../backend/generated";
import { decimal } from "./numbers";
import { t } from "./messages";

export type Show = "all" | "near" | "trial";
export type Order = "used" | "name" | "plan";

const NEAR: ReadonlySet<Level> = new Set<Level>(["near", "critical", "over"]);

export function isNear(card: BenefitCard): boolean {
  return NEAR.has(card.level);
}

export function picked(
  cards: BenefitCard[],
  show: Show,
  filter: string,
  order: Order,
  locale: string,
): BenefitCard[] {
  const needle = filter.trim().toLocaleLowerCase(locale);
  const shown = cards.filter((card) => isShown(card, show) && matches(card, needle, locale));
  if (order === "plan") return shown;
  const names = new Intl.Collator(locale, { numeric: true });
  const byName = (a: BenefitCard, b: BenefitCard) => names.compare(a.name, b.name);
  // The plan's order breaks ties: sorting is stable.
  return shown.sort(order === "name" ? byName : (a, b) => share(b) - share(a));
}

function isShown(card: BenefitCard, show: Show): boolean {
  return show === "all" || (show === "near" ? isNear(card) : card.trial);
}

function matches(card: BenefitCard, needle: string, locale: string): boolean {
  return (
    needle === "" ||
    card.name.toLocaleLowerCase(locale).includes(needle) ||
    card.code.toLocaleLowerCase(locale).includes(needle)
  );
}

/** What has no percentage comes last, in order of how much it may still matter. */
function share(card: BenefitCard): number {
  if (card.level === "over" && card.percent === null) return Infinity;
  if (card.level === "not_included") return -3;
  if (card.percent !== null) return card.percent;
  return card.level === "not_reported" ? -1 : -2;
}

/** What is left of it, or why that cannot be said. */
export function statusWords(card: BenefitCard): string | null {
  if (card.level === "not_included") return t("card.not_included");
  if (card.level === "not_reported") return rawWords(card) ?? t("card.not_reported");
  if (card.over !== null) return t("card.over", { count: decimal(card.over) });
  if (card.left === "0") return t("card.full");
  if (card.left !== null) return t("card.left", { count: decimal(card.left) });
  return null;
}

/** What the server sent in place of a figure. */
export function rawWords(card: BenefitCard): string | null {
  const raw = [card.used, card.total]
    .map((figure) => (figure.kind === "not_reported" ? figure.raw : null))
    .filter(Boolean)
    .join(" / ");
  return raw ? t("card.not_reported.raw", { raw }) : null;
}
