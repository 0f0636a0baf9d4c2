// Lists of percentages as typed in a text field.

const MAX_COUNT = 10;

/** Ascending and without duplicates; null unless all are whole numbers from 1 to 100. */
export function parsePercents(text: string): number[] | null {
  const parts = text.split(/[\s,，、;；%]+/).filter(Boolean);
  if (!parts.every((part) => /^\d{1,3}$/.test(part))) return null;
  const percents = [...new Set(parts.map(Number))].sort((a, b) => a - b);
  const valid = percents.every((percent) => percent >= 1 && percent <= 100);
  return valid && percents.length <= MAX_COUNT ? percents : null;
}

export function percentsText(percents: number[]): string {
  return percents.join(", ");
}
