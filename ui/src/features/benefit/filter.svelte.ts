import type { BenefitCard, Level } from "../../backend/types";

export type Order = "urgent" | "name" | "plan";

/** Which benefits are shown, and in which order. */
export class BenefitFilter {
  text = $state("");
  order = $state<Order>("urgent");

  apply(cards: BenefitCard[], locale: string): BenefitCard[] {
    const needle = this.text.trim().toLocaleLowerCase(locale);
    const shown = cards.filter((card) => matches(card, needle, locale));
    if (this.order === "plan") return shown;
    const names = new Intl.Collator(locale, { numeric: true });
    // Sorting is stable: the plan's order breaks ties.
    return shown.sort(
      this.order === "name" ? (a, b) => names.compare(a.name, b.name) : (a, b) => a.place - b.place,
    );
  }
}

const NEAR: ReadonlySet<Level> = new Set<Level>(["near", "critical", "over"]);

export function needsAttention({ urgency }: BenefitCard): boolean {
  return NEAR.has(urgency);
}

function matches({ name, code }: BenefitCard, needle: string, locale: string): boolean {
  return [name, code].some((text) => text.toLocaleLowerCase(locale).includes(needle));
}
