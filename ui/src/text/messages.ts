// Words in the owner's language. A missing key or placeholder does not compile.

import { appearance } from "../state/appearance.svelte";
import { en } from "./en";
import { zh } from "./zh";

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string>;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Facts<Key extends MessageKey> = [Placeholders<(typeof en)[Key]>] extends [never]
  ? []
  : [facts: Record<Placeholders<(typeof en)[Key]>, string>];
type Plural<Key extends string> = Key extends `${infer Stem}.other` ? Stem : never;

/** Messages that change with a number; `{count}` is filled in by itself. */
export type PluralKey = Plural<MessageKey>;
export type Piece = { text: string; bold: boolean };

const catalogues: Record<"en" | "zh", Messages> = { en, zh };

export function t<Key extends MessageKey>(key: Key, ...[facts]: Facts<Key>): string {
  return fill(catalogues[appearance.language][key], facts ?? {});
}

/** The form of a message for `count`, shown as `shown` or as a plain number. */
export function tn(key: PluralKey, count: number, facts: Record<string, string> = {}): string {
  const form = count === 1 ? "one" : "other";
  const text = catalogues[appearance.language][`${key}.${form}` as MessageKey];
  return fill(text, { count: new Intl.NumberFormat(appearance.locale).format(count), ...facts });
}

/** The message in pieces, bold or not: split before it is filled in, so that no name can be bold. */
export function pieces<Key extends MessageKey>(key: Key, ...[facts]: Facts<Key>): Piece[] {
  return catalogues[appearance.language][key]
    .split("**")
    .map((text, index) => ({ text: fill(text, facts ?? {}), bold: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

/** Sentences one after another: Chinese full stops bring their own room. */
export function sentences(...parts: string[]): string {
  return parts.filter(Boolean).join(gap());
}

/** What stands between two sentences. */
export function gap(): string {
  return appearance.language === "zh" ? "" : " ";
}

function fill(text: string, facts: Record<string, string>): string {
  return text.replace(
    /(\p{Script=Han}?)\{(\w+)\}(?=(\p{Script=Han}?))/gu,
    (whole, before: string, name: string, after: string) => {
      const fact = facts[name];
      return fact === undefined ? whole : before + aired(before, isolated(fact), after);
    },
  );
}

/** A name in a script that runs from right to left must not turn the words and numbers beside it. */
export function isolated(fact: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(
    fact,
  )
    ? `\u2068${fact}\u2069`
    : fact;
}

/** A number or a Latin name between Chinese characters stands a little apart from them. */
function aired(before: string, fact: string, after: string): string {
  const start = before !== "" && /^[\d\p{Script=Latin}]/u.test(fact) ? " " : "";
  const end = after !== "" && /[\d\p{Script=Latin}]$/u.test(fact) ? " " : "";
  return start + fact + end;
}
