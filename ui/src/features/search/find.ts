// What the search finds, and in which order.

import type { Level } from "../../backend/types";
import type { Shape } from "../../widgets/level-shape";

export type Kind = "pools" | "benefits" | "commands";

/** Something to find. */
export type Entry = {
  key: string;
  kind: Kind;
  label: string;
  /** What tells it apart from another of the same label. */
  detail: string;
  /** A percentage or a word. */
  state: string;
  shape: Shape | null;
  level: Level | null;
  act: () => void;
  /** It is listed only for those who type. */
  typed?: boolean;
  /** All that is searched, in small letters. */
  text: string;
};

/** The entries of each kind that are shown, and how many benefits more there are. */
export type Found = { groups: { kind: Kind; entries: Entry[] }[]; more: number };

const kinds: Kind[] = ["pools", "benefits", "commands"];
const most: Record<Kind, number> = { pools: 8, benefits: 24, commands: 8 };

export function searchable(entry: Omit<Entry, "text">, ...alsoBy: string[]): Entry {
  return { ...entry, text: [entry.label, ...alsoBy].join("\n").toLowerCase() };
}

/**
 * Entries that have all words of the query, the best matches first, and the kind of the best before the others. Without
 * a query, no benefits.
 */
export function find(entries: Entry[], query: string): Found {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter(
    (entry) =>
      (words.length > 0 || !entry.typed) && words.every((word) => entry.text.includes(word)),
  );
  const all = kinds.map((kind) => {
    const ranks = ranked(
      found.filter((entry) => entry.kind === kind),
      words,
    );
    return { kind, entries: ranks.flat(), best: ranks.findIndex((rank) => rank.length > 0) };
  });
  const benefits = all.find(({ kind }) => kind === "benefits")?.entries.length ?? 0;
  return {
    groups: all
      .filter(({ best }) => best >= 0)
      .sort((one, other) => one.best - other.best)
      .map(({ kind, entries }) => ({ kind, entries: entries.slice(0, most[kind]) })),
    more: Math.max(benefits - most.benefits, 0),
  };
}

/** Of equal matches the earlier entry comes first. */
function ranked(entries: Entry[], [first]: string[]): Entry[][] {
  if (first === undefined) return [entries];
  const ranks: Entry[][] = [[], [], []];
  for (const entry of entries) ranks[rank(entry, first)]?.push(entry);
  return ranks;
}

/** 0 where the label begins with the word, 1 where a word of what is searched does, else 2. */
function rank({ label, text }: Entry, word: string): number {
  if (label.toLowerCase().startsWith(word)) return 0;
  return text.split(/[\s/·-]+/).some((part) => part.startsWith(word)) ? 1 : 2;
}
