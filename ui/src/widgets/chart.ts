// What is laid over a picture, and what a table says of the same.

import type { ChartBar, HistoryDay, HistoryPoint, PlotArea } from "../backend/generated";
import { day, days } from "../text/dates";
import { decimal } from "../text/numbers";
import { t } from "../text/messages";
import { allowanceWords, figureWords } from "../text/figures";

/** An SVG document, and where in it the marks stand. */
export type Picture = { svg: string; width: number; height: number; plot: PlotArea };

/** A place of the picture that says something when pointed at, and aloud. */
export type Mark = {
  /** Where pointing means it. */
  area: PlotArea;
  /** What is drawn of it. */
  ring: PlotArea;
  title: string;
  figures: [what: string, figure: string][];
  note: string;
  words: string;
};

/** What is drawn, and what it is called. */
export type Legend = [shape: "used" | "total" | "forecast" | "reset" | "raise", words: string][];

const POINT = 7;

export type Row = { head: string; note: string; cells: string[] };
export type Table = { caption: string; columns: string[]; rows: Row[] };

export function periodMark(bar: ChartBar): Mark {
  const title = days(bar.first_day, bar.last_day);
  const used = figureWords(bar.used);
  const total = allowanceWords(bar.total);
  const note = bar.running ? t("mau.running") : "";
  return {
    area: bar.area,
    ring: bar.area,
    title,
    figures: [
      [t("mau.used"), used],
      [t("mau.total"), total],
    ],
    note,
    words: inWords(title, used, total, note),
  };
}

export function dayMark({ area, y }: HistoryPoint, of: HistoryDay): Mark {
  const title = day(of.day);
  const used = decimal(of.last);
  const total = totalWords(of.total);
  const note = dayNote(of);
  const between: Mark["figures"] = [
    [t("detail.least"), decimal(of.least)],
    [t("detail.most"), decimal(of.most)],
  ];
  return {
    area,
    ring: { x: area.x + area.width / 2 - POINT / 2, y: y - POINT / 2, width: POINT, height: POINT },
    title,
    figures: [
      [t("mau.used"), used],
      ...(of.least === of.most ? [] : between),
      [t("mau.total"), total],
    ],
    note,
    words: inWords(title, used, total, note),
  };
}

function inWords(period: string, used: string, total: string, note: string): string {
  const words = t("mau.bar", { period, used, total });
  return note ? `${words} (${note})` : words;
}

/** The same, for a table. */
export function rowOf({ title, note, figures }: Mark): Row {
  return { head: title, note, cells: figures.map(([, figure]) => figure) };
}

/** What happened on that day besides use. */
export function dayNote(of: HistoryDay): string {
  return [of.reset && t("detail.reset"), of.total_changed && t("detail.total")]
    .filter(Boolean)
    .join(t("detail.and"));
}

export function totalWords(total: string | null): string {
  return total === null ? "—" : decimal(total);
}
