// Messages in the user's language. A missing key or placeholder is a type error.

import { appearance } from "../state/appearance.svelte";
import { messages } from "./catalogue";
import type { MessageKey, en } from "./en";
import { numberFormat } from "./formatters";

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Facts<Key extends MessageKey> = [Placeholders<(typeof en)[Key]>] extends [never]
  ? []
  : [facts: Record<Placeholders<(typeof en)[Key]>, string>];
type Plural<Key extends string> = Key extends `${infer Stem}.other` ? Stem : never;

/** Messages with plural forms. `{count}` is always filled in. */
export type PluralKey = Plural<MessageKey>;
export type Piece = { text: string; bold: boolean };

export function t<Key extends MessageKey>(key: Key, ...[facts]: Facts<Key>): string {
  return fill(messages()[key], facts ?? {});
}

/** The plural form of a message for `count`. */
export function tn(key: PluralKey, count: number, facts: Record<string, string> = {}): string {
  const form = count === 1 ? "one" : "other";
  const text = messages()[`${key}.${form}` as MessageKey];
  return fill(text, { count: numberFormat().format(count), ...facts });
}

/** The message split at `**`, before placeholders are filled in: a name with `**` can't become bold. */
export function pieces<Key extends MessageKey>(key: Key, ...[facts]: Facts<Key>): Piece[] {
  return messages()
    [key].split("**")
    .map((text, index) => ({ text: fill(text, facts ?? {}), bold: index % 2 === 1 }))
    .filter((piece) => piece.text !== "")
    .map(spacedFrom);
}

/** Separates a bold number or Latin name from the Chinese characters around it. */
function spacedFrom(piece: Piece, index: number, all: Piece[]): Piece {
  const before = all[index - 1]?.text ?? "";
  const touch =
    (/\p{Script=Han}$/u.test(before) && /^[\d\p{Script=Latin}]/u.test(piece.text)) ||
    (/[\d\p{Script=Latin}]$/u.test(before) && /^\p{Script=Han}/u.test(piece.text));
  return touch ? { ...piece, text: ` ${piece.text}` } : piece;
}

/** Joins the sentences that are not empty. */
export function sentences(...parts: string[]): string {
  return parts.filter(Boolean).join(gap());
}

/** Between the parts of a list. */
export function comma(): string {
  return appearance.language === "zh" ? "，" : ", ";
}

/** The separator between two sentences: Chinese full stops need none. */
export function gap(): string {
  return appearance.language === "zh" ? "" : " ";
}

function fill(text: string, facts: Record<string, string>): string {
  return text.replace(
    /(\p{Script=Han}?)\{(\w+)\}(?=(\p{Script=Han}?))/gu,
    (whole, before: string, name: string, after: string) => {
      const fact = facts[name];
      return fact === undefined ? whole : before + spaced(before, isolated(fact), after);
    },
  );
}

/** Wraps right-to-left text in isolates, so that it does not reorder the text around it. */
export function isolated(fact: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(
    fact,
  )
    ? `\u2068${fact}\u2069`
    : fact;
}

/** Separates a number or Latin name from the Chinese characters around it. */
function spaced(before: string, fact: string, after: string): string {
  const start = before !== "" && /^[\d\p{Script=Latin}]/u.test(fact) ? " " : "";
  const end = after !== "" && /[\d\p{Script=Latin}]$/u.test(fact) ? " " : "";
  return start + fact + end;
}
