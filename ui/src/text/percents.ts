// Lists of percentages, as an owner writes them.

const MOST = 10;

/** Ascending, each once, and null if it is something else than whole numbers from 1 to 100. */
export function readPercents(text: string): number[] | null {
  const words = text.split(/[\s,，、;；%]+/).filter(Boolean);
  if (!words.every((word) => /^\d{1,3}$/.test(word))) return null;
  const percents = [...new Set(words.map(Number))].sort((a, b) => a - b);
  const fit = percents.length <= MOST && percents.every((one) => one >= 1 && one <= 100);
  return fit ? percents : null;
}

export function percentList(percents: number[]): string {
  return percents.join(", ");
}
