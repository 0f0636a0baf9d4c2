import type {
  AheadPoint,
  HistoryChange,
  HistoryDay,
  HistoryPoint,
  HistoryView,
  PlotArea,
} from "../../backend/types";
import { day, moment } from "../../text/dates";
import { periodText, totalText } from "../../text/figures";
import { t } from "../../text/messages";
import { count, decimal, signed } from "../../text/numbers";
import type { Legend, Mark, Row } from "../../widgets/chart";

const POINT_SIZE = 7;

/** A day of the forecast. */
export function aheadMark({ area, y, day: on, low, likely, high }: AheadPoint): Mark {
  const title = day(on);
  const figures = { likely: count(likely), low: count(low), high: count(high) };
  return {
    area,
    ring: ringAt(area, y),
    title,
    figures: [
      [t("detail.likely"), figures.likely],
      [t("detail.range"), `${figures.low}–${figures.high}`],
    ],
    note: t("mau.forecast"),
    label: t("detail.ahead", { day: title, ...figures }),
  };
}

export function dayMark({ area, y }: HistoryPoint, history: HistoryDay): Mark {
  const title = day(history.day);
  const used = decimal(history.last);
  const total = totalText(history.total);
  const note = dayNote(history);
  const range: Mark["figures"] = [
    [t("detail.least"), decimal(history.least)],
    [t("detail.most"), decimal(history.most)],
  ];
  return {
    area,
    ring: ringAt(area, y),
    title,
    figures: [
      [t("mau.used"), used],
      ...(history.least === history.most ? [] : range),
      [t("mau.total"), total],
    ],
    note,
    label: periodText(title, used, total, note),
  };
}

export function dayRow(history: HistoryDay): Row {
  const { first, least, most, last, total } = history;
  const cells = [...[first, least, most, last].map(decimal), totalText(total)];
  return { head: day(history.day), note: dayNote(history), cells };
}

export function changeRow({ at, used, delta, total, what }: HistoryChange): Row {
  const note = what === "used" ? "" : t(`detail.${what}`);
  const difference = delta === null ? "—" : signed(delta);
  return { head: moment(at), note, cells: [difference, decimal(used), totalText(total)] };
}

function ringAt(area: PlotArea, y: number): PlotArea {
  return {
    x: area.x + (area.width - POINT_SIZE) / 2,
    y: y - POINT_SIZE / 2,
    width: POINT_SIZE,
    height: POINT_SIZE,
  };
}

/** Explains what the chart shows of the history. */
export function historyLegend(history: HistoryView | undefined): Legend {
  const days = history?.days ?? [];
  const legend: Legend = [
    ["used", t("mau.used")],
    ["total", t("mau.total")],
  ];
  if (history?.chart?.ahead.length) legend.push(["forecast", t("mau.forecast")]);
  if (days.some((day) => day.reset)) legend.push(["reset", t("detail.reset")]);
  if (days.some((day) => day.total_changed)) legend.push(["raise", t("detail.total")]);
  return legend;
}

function dayNote(history: HistoryDay): string {
  return [history.reset && t("detail.reset"), history.total_changed && t("detail.total")]
    .filter(Boolean)
    .join(t("detail.and"));
}
