// The overview in words.

import type {
  HeatCellView,
  HeatColumnView,
  NoForecast,
  PortfolioCountsView,
  RunwayMatterView,
  RunwayRowView,
} from "../backend/types";
import type { Table } from "../widgets/chart";
import { age } from "./ages";
import { daysUntil, endDay, ownDay, shortDay } from "./dates";
import { allowanceText, figureText } from "./figures";
import { t, tn } from "./messages";
import { count, percent } from "./numbers";

/** A day old: the owner should know that figures are not of today. */
const OLD_MS = 86_400_000;

const HIDDEN = "•••";

/** The answer to "is anything about to run out?". */
export function headline(counts: PortfolioCountsView): string {
  const out = counts.over + counts.full;
  const outText = counts.full > 0 ? tn("overview.headline.out", out) : overText(counts);
  const { within_week: week, within_month: month } = counts;
  if (out === 0) {
    if (week > 0) return tn("overview.headline.week", week);
    return month > 0 ? tn("overview.headline.month", month) : calmHeadline(counts);
  }
  if (month === 0) return outText;
  const second =
    week > 0 ? tn("overview.headline.more_week", week) : tn("overview.headline.more_month", month);
  return t("overview.headline.and", { first: outText, second });
}

function overText(counts: PortfolioCountsView): string {
  return tn("overview.headline.over", counts.over);
}

/** Where no benefit runs out. */
function calmHeadline(counts: PortfolioCountsView): string {
  if (counts.known_pools === 0) return t("overview.headline.unknown");
  if (counts.plans_ended > 0) return tn("overview.headline.ended", counts.plans_ended);
  if (counts.plans_ending > 0) return tn("overview.headline.ends", counts.plans_ending);
  if (counts.with_forecast === 0 && counts.without_forecast > 0)
    return t("overview.headline.no_forecast");
  if (counts.unreadable > 0) return tn("overview.headline.unread", counts.unreadable);
  return t("overview.headline.nothing");
}

/** How much there is, and how old the figures are. */
export function extent(counts: PortfolioCountsView, now: number): string {
  const { oldest, oldest_unreadable: unread } = counts;
  const ago = oldest && age(oldest, now);
  const unreadAge = unread && age(unread, now);
  return [
    t("overview.extent", {
      pools: tn("overview.pools", counts.pools),
      benefits: tn("overview.benefits", counts.benefits),
    }),
    oldest && (ago ? t("overview.updated", { age: ago }) : t("overview.updated_now")),
    unreadAge && t("overview.oldest", { age: unreadAge }),
    counts.unlisted > 0 && tn("overview.unlisted", counts.unlisted),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Why a benefit has no forecast. */
export function noForecastText(reason: NoForecast): string {
  if (reason.kind === "not_reported") return t("card.not_reported");
  return t("runway.no_forecast", { days: count(reason.days), needed: count(reason.needed) });
}

export function matterName(matter: RunwayMatterView, ended = false): string {
  switch (matter.kind) {
    case "benefit":
      return matter.name || matter.code;
    case "mau":
      return t("runway.mau");
    case "plan":
      return t(ended ? "runway.plan_ended" : "runway.plan_ends");
  }
}

export function rowName(row: RunwayRowView): string {
  return matterName(row.matter, row.runs_out.kind === "plan_ended");
}

/** Used of total, or how many benefits of a plan are on trial. */
export function rowFigures({ matter, used, total }: RunwayRowView): string {
  if (matter.kind === "plan") return matter.trials > 0 ? tn("runway.trials", matter.trials) : "";
  if (!used || !total) return "";
  return t("runway.figures", { used: figureText(used), total: allowanceText(total) });
}

/** How long it is until then, and the day. */
export function rowWhen(row: RunwayRowView, now: number): { left: string; day: string } {
  const out = row.runs_out;
  switch (out.kind) {
    case "over":
      return { left: "", day: t("runway.over") };
    case "full":
      return { left: "", day: t("runway.full") };
    case "no_forecast":
      return { left: "", day: "—" };
    case "plan_ended":
      return { left: "", day: shortDay(ownDay(out.at)) };
    case "plan_ends":
      return { left: inDays(daysUntil(out.at, now)), day: shortDay(ownDay(out.at)) };
    case "on":
      return { left: inDays(row.days ?? 0), day: shortDay(out.likely) };
  }
}

function inDays(days: number): string {
  return days <= 0 ? t("runway.today_out") : tn("runway.in", days);
}

/** The time without, or why no day is known. */
export function rowNote(row: RunwayRowView): string {
  const { runs_out: out, days_without: days, resets_on: reset } = row;
  if (out.kind === "no_forecast") {
    return t("runway.no_forecast", { days: count(out.days), needed: count(out.needed) });
  }
  if (days === null || reset === null) return "";
  if (row.has_run_out) return tn("runway.until_reset", days);
  return tn("runway.without", days, { reset: shortDay(reset) });
}

/** How old the figures are, if they are not of today. */
export function oldAge(takenAt: string, now: number): string {
  const ago = now - Date.parse(takenAt) < OLD_MS ? null : age(takenAt, now);
  return ago === null ? "" : t("runway.as_of", { age: ago });
}

/** The range, and what the forecast is made from. */
export function rowBasis({ runs_out: out, history_days: days }: RunwayRowView): string {
  if (out.kind === "over" && out.since) {
    return t("runway.over.since", { date: shortDay(out.since) });
  }
  if (out.kind === "plan_ends" || out.kind === "plan_ended")
    return endDay(out.on, out.at, shortDay);
  if (out.kind !== "on") return "";
  const first = shortDay(out.first);
  const range = out.last
    ? t("runway.between", { first, last: shortDay(out.last) })
    : t("runway.from", { first });
  return [range, days > 0 && t("runway.basis", { days: count(days) })].filter(Boolean).join(", ");
}

function rowRange({ runs_out: out }: RunwayRowView): string {
  if (out.kind !== "on") return "—";
  const first = shortDay(out.first);
  if (!out.last) return t("runway.range.from", { first });
  return out.first === out.last
    ? first
    : t("runway.range.cell", { first, last: shortDay(out.last) });
}

/** The runway as a table: the same rows in words. */
export function runwayTable(rows: RunwayRowView[], now: number): Table {
  const row = (row: RunwayRowView) => {
    const { left, day } = rowWhen(row, now);
    const said = row.runs_out.kind === "on" ? "" : rowBasis(row);
    return {
      head: rowName(row),
      note: row.pool_name,
      cells: [
        rowFigures(row),
        left ? `${said || day} (${left})` : said || day,
        rowRange(row),
        rowNote(row) || (row.resets_on ? shortDay(row.resets_on) : "—"),
        age(row.taken_at, now) ?? t("age.moment"),
      ],
    };
  };
  return {
    isText: true,
    caption: `${t("runway.title")} (${t("runway.table")})`,
    columns: [
      t("runway.column.what"),
      t("runway.column.used"),
      t("runway.column.when"),
      t("runway.column.range"),
      t("runway.column.reset"),
      t("runway.column.age"),
    ],
    rows: rows.map(row),
  };
}

/** Benefits whose names are too long for a column's head. */
const SHORT_HEADS = [
  "admins",
  "sms",
  "email",
  "customdomains",
  "enterpriseconnections",
  "selfbuiltapps",
  "socialconnections",
  "organizations",
  "syncedusers",
] as const;

export function columnHead(column: HeatColumnView): string {
  if (column.mau) return t("heat.mau");
  const short = SHORT_HEADS.find((code) => code === column.code.toLowerCase());
  return short ? t(`heat.head.${short}`) : column.name || column.code;
}

/** A word that would be broken in a narrow column. */
export function hasLongWord(name: string): boolean {
  return /[^\s\p{Script=Han}]{10,}/u.test(name);
}

/** A cell as its column shows it. An unknown is never a number. */
export function cellText(cell: HeatCellView | null): string {
  if (cell === null || cell.level === "not_included") return "—";
  if (cell.level === "unlimited") return "∞";
  if (cell.percent !== null) return percent(cell.percent);
  if (cell.level === "over") return t("sidebar.over");
  // Without a percentage of a known use, it is hidden.
  return cell.level === "not_reported" ? "?" : HIDDEN;
}

/** A cell in words. */
export function cellTitle(cell: HeatCellView | null, name: string): string {
  if (cell === null) return t("heat.absent");
  const figures = t("runway.figures", {
    used: figureText(cell.used),
    total: allowanceText(cell.total),
  });
  const level = t(`level.${cell.level}`);
  const text = t("heat.cell", { name, figures, level });
  return cell.trial ? t("heat.cell.trial", { cell: text }) : text;
}
