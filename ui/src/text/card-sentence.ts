// What a card says beside its figures: what is left, and what comes next.

import type { BenefitCard, OutlookView } from "../backend/types";
import { statusText } from "./benefits";
import { shortDay } from "./dates";
import { comma, pieces, t, tn, type Piece } from "./messages";
import { count, decimal } from "./numbers";

export type Sentence = { lead: string | null; rest: Piece[] };

/** A use that has not changed for so many days is said to rest. */
const UNCHANGED_DAYS = 7;

export function cardSentence(card: BenefitCard): Sentence {
  const parts = [aheadOf(card), resetOf(card)].filter((part) => part.length > 0);
  return { lead: statusText(card), rest: joined(parts) };
}

function aheadOf(card: BenefitCard): Piece[] {
  const { outlook, over_since: since } = card;
  if (card.level === "over") return since ? plain(t("card.since", { date: shortDay(since) })) : [];
  if (outlook.kind === "full_on") return runsOut(card, outlook);
  const before = card.before_reset;
  if (before)
    return plain(t("card.before_reset", { used: decimal(before.used), date: shortDay(before.on) }));
  if (card.unchanged_days >= UNCHANGED_DAYS)
    return plain(tn("card.unchanged", card.unchanged_days));
  if (outlook.kind === "not_at_this_pace") return plain(t("card.not_soon"));
  if (outlook.kind !== "too_little_history") return [];
  return plain(t("card.no_forecast", { days: count(outlook.days), needed: count(outlook.needed) }));
}

function runsOut(
  card: BenefitCard,
  { first, likely }: Extract<OutlookView, { kind: "full_on" }>,
): Piece[] {
  if (likely) return pieces("card.outlook", { date: shortDay(likely) });
  if (card.unchanged_days >= UNCHANGED_DAYS)
    return plain(tn("card.unchanged", card.unchanged_days));
  return plain(t("card.perhaps", { date: shortDay(first) }));
}

/** A reset before the likely day does not end what runs out then, and is not claimed. */
function resetOf({ resets_on: reset, outlook, before_reset, level }: BenefitCard): Piece[] {
  if (!reset) return [];
  const day = outlook.kind === "full_on" ? (outlook.likely ?? outlook.first) : null;
  if (day && day >= reset) return [];
  // "About 8,600 by 30 Nov" says it.
  const isSaid = before_reset !== null && outlook.kind !== "full" && level !== "over" && !day;
  return isSaid ? [] : plain(t("card.resets", { date: shortDay(reset) }));
}

function plain(text: string): Piece[] {
  return [{ text, bold: false }];
}

/** The parts after each other, beginning with a capital. */
function joined(parts: Piece[][]): Piece[] {
  const all = parts.flatMap((part, index) => (index === 0 ? part : [...plain(comma()), ...part]));
  return all.map((piece, index) =>
    index === 0
      ? { ...piece, text: piece.text.charAt(0).toUpperCase() + piece.text.slice(1) }
      : piece,
  );
}
