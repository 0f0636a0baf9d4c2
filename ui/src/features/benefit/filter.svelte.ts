import type { BenefitCard, Level } from "../../backend/types";

export type Show = "all" | "near" | "trial";
export type Order = "used" | "name" | "plan";

/** Which benefits are shown, and in which order. */
export class BenefitFilter {
  show = $state<Show>("all");
  text = $state("");
  order = $state<Order>("used");

  apply(cards: BenefitCard[], locale: string): BenefitCard[] {
    const needle = this.text.trim().toLocaleLowerCase(locale);
    const shown = cards.filter((card) => isShown(card, this.show) && matches(card, needle, locale));
    if (this.order === "plan") return shown;
    const names = new Intl.Collator(locale, { numeric: true });
    // Sorting is stable: the plan's order breaks ties.
    return shown.sort(
      this.order === "name"
        ? (a, b) => names.compare(a.name, b.name)
        : (a, b) => urgency(b) - urgency(a),
    );
  }
}

export function isShown(card: BenefitCard, show: Show): boolean {
  return show === "all" || (show === "near" ? NEAR.has(card.level) : card.trial);
}

const NEAR: ReadonlySet<Level> = new Set<Level>(["near", "critical", "over"]);

function matches({ name, code }: BenefitCard, needle: string, locale: string): boolean {
  return [name, code].some((text) => text.toLocaleLowerCase(locale).includes(needle));
}

/** The percentage. Without one: over a total of 0 comes first, everything else last. */
function urgency(card: BenefitCard): number {
  if (card.level === "over" && card.percent === null) return Infinity;
  if (card.level === "not_included") return -3;
  if (card.percent !== null) return card.percent;
  return card.level === "not_reported" ? -1 : -2;
}
