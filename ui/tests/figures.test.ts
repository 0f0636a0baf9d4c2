// The page shows the figures of documents. `crates/authgauge-cli/tests/console/one_truth` makes the files: view models
// as the window gets them, and what documents say of the same pools.

import { readdirSync, readFileSync } from "node:fs";

import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";

import type {
  Level,
  OutlookView,
  PoolSummary,
  PoolView,
  PortfolioView,
} from "../src/backend/types";
import { en } from "../src/text/en";
import { zh } from "../src/text/zh";
import { FakeBackend } from "./fixtures/backend";
import { overview, settings } from "./fixtures/pools";
import { findAll, inside, open, settle, words } from "./window";

type Figure = { kind: string; value?: string; raw?: string };
type Entry = {
  code: string;
  used: Figure;
  limit: Figure;
  left: string | null;
  over: string | null;
  percent: number | null;
  level: Level;
  trial: boolean;
  outlook: OutlookView;
};
type Plan = { ends_on: string | null; ends_raw: string | null; mau: Figure };
type Mau = { level: Level; percent: number | null; outlook: OutlookView };
type Period = { running: boolean; used: Figure; limit: Figure };
type Summary = { level: Level | null; plan_ends_at: string | null; runs_out: RunsOut | null };
type RunsOut = { subject: { kind: string; code?: string }; days: number | null };
type Named<T> = T & { id: string; name: string };

type Figures = {
  at: string;
  summaries: PoolSummary[];
  views: PoolView[];
  portfolio: PortfolioView;
  documents: {
    usage: Named<{ benefits: Entry[] | null }>[];
    mau: Named<Mau & { periods: Period[] | null }>[];
    plan: Named<{ plan: Plan | null }>[];
    overview: Named<Summary>[];
  };
};

const FOLDER = "tests/figures";
const languages = { en: { text: en, locale: "en-US" }, zh: { text: zh, locale: "zh-CN" } } as const;
type Language = (typeof languages)["en" | "zh"];

let compared = 0;

function same(shown: unknown, expected: unknown, what: string): void {
  compared += 1;
  expect(shown, what).toEqual(expected);
}

function says(text: string, part: string): void {
  compared += 1;
  expect(text).toContain(part);
}

const grouped = (value: string, { locale }: Language) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(
    value as Intl.StringNumericLiteral,
  );

/** A day without its year, in words. */
function dayText(date: string, language: Language): string {
  const [, month, day] = date.split("-").map(Number);
  if (language.locale === "zh-CN") return `${month} 月 ${day} 日`;
  const names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  return `${names[(month ?? 0) - 1]} ${day}`;
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

const figureOf = (article: HTMLElement, name: string) => inside(article, `figure-${name}`);

function assertCard(article: HTMLElement, entry: Entry, language: Language): void {
  const { text } = language;
  const shown = words(article);
  same(article.dataset.level, entry.level, shown);
  same(figureOf(article, "used")?.dataset.value ?? null, entry.used.value ?? null, shown);
  same(figureOf(article, "total")?.dataset.value ?? null, entry.limit.value ?? null, shown);
  same(inside(article, "trial-badge") !== null, entry.trial, shown);
  const isIncluded = entry.level !== "not_included";
  for (const figure of [entry.used, entry.limit]) {
    if (figure.value && isIncluded) says(shown, grouped(figure.value, language));
  }
  const percent = figureOf(article, "percent");
  same(percent && words(percent), percentOf(entry, isIncluded), shown);
  if (entry.limit.kind === "unlimited") says(shown, text["card.unlimited"]);
  if (!isIncluded) says(shown, text["card.not_included"]);
  const day = dayOf(entry.outlook);
  if (day) says(inside(article, "open-benefit")?.title ?? "", dayText(day, language));
  // A row with room has no place for more.
  if (!article.classList.contains("card")) return;
  assertRest(shown, entry, language);
}

const dayOf = (outlook: OutlookView) =>
  outlook.kind === "full_on" ? (outlook.likely ?? outlook.first) : null;

const percentOf = ({ percent }: Entry, isIncluded: boolean) =>
  percent === null || !isIncluded ? null : `${percent}%`;

/** What is left, and the day of the forecast. */
function assertRest(shown: string, entry: Entry, language: Language): void {
  const { text } = language;
  const { left, over, outlook } = entry;
  if (over !== null) says(shown, fill(text["card.over"], { count: grouped(over, language) }));
  else if (left === "0") says(shown, text["card.full"]);
  else if (left !== null) says(shown, fill(text["card.left"], { count: grouped(left, language) }));
  if (outlook.kind === "full_on" && outlook.likely) says(shown, dayText(outlook.likely, language));
}

/** By code, since the page sorts them; of one code in the server's order of figures. */
function assertCards(entries: Entry[], language: Language): void {
  const key = (code: string, used = "", total = "") => [code, used, total].join(" ");
  const ofEntry = (it: Entry) => key(it.code, it.used.value, it.limit.value);
  const ofCard = (it: HTMLElement) =>
    key(
      it.dataset.code ?? "",
      figureOf(it, "used")?.dataset.value,
      figureOf(it, "total")?.dataset.value,
    );
  const cards = new Map(findAll("benefit-card").map((card) => [ofCard(card), card]));
  same([...cards.keys()].sort(), [...new Set(entries.map(ofEntry))].sort(), "cards");
  for (const entry of entries) {
    const card = cards.get(ofEntry(entry));
    if (card) assertCard(card, entry, language);
  }
}

/** The running period is a card of its own, unless the server has it among the benefits. */
function withMau(entries: Entry[], view: PoolView, mau: Mau & { periods: Period[] | null }) {
  const running = mau.periods?.find((period) => period.running);
  if (!running || view.mau_in_cards || !view.mau) return entries;
  const { level, percent, outlook } = mau;
  const { used, limit } = running;
  const rest = { left: view.mau.left, over: view.mau.over, trial: false };
  return [...entries, { code: view.mau.code, used, limit, level, percent, outlook, ...rest }];
}

function assertPlan(plan: Plan | null, language: Language): void {
  const page = words(document.body);
  if (plan?.ends_on) says(page, dayText(plan.ends_on, language));
  if (plan?.mau.value) {
    says(page, fill(language.text["plan.mau"], { mau: grouped(plan.mau.value, language) }));
  }
}

/** Its cells say level and percentage of the same benefits. */
function assertOverview(figures: Figures, language: Language): void {
  const { columns } = figures.portfolio;
  for (const row of findAll("heat-row")) {
    const { usage, overview } = figures.documents;
    const pool = usage.find(({ id }) => id === row.dataset.pool);
    const summary = overview.find(({ id }) => id === row.dataset.pool);
    const head = words(row.querySelector("th") as HTMLElement);
    if (summary?.level) says(head, language.text[`level.${summary.level}`]);
    says(head, pool?.name.replace(/\s+/g, " ").trim() ?? "");
    const cells = Array.from(row.querySelectorAll<HTMLElement>("td")).slice(0, columns.length);
    if (row.querySelector("td.why")) continue;
    cells.forEach((cell, index) => {
      const entry = worst(pool?.benefits ?? [], columns[index]?.code);
      if (entry) assertCell(cell, entry, language);
    });
  }
  for (const row of findAll("runway-row")) assertRunway(row, figures, language);
}

function worst(entries: Entry[], code: string | undefined): Entry | undefined {
  const of = entries.filter((entry) => entry.code === code);
  return of.sort((one, other) => (other.percent ?? -1) - (one.percent ?? -1))[0];
}

function assertCell(cell: HTMLElement, entry: Entry, language: Language): void {
  const shown = words(cell);
  same(cell.querySelector<HTMLElement>(".cell")?.dataset.level, entry.level, shown);
  says(shown, language.text[`level.${entry.level}`]);
  if (entry.percent !== null) says(shown, `${entry.percent}%`);
}

function assertRunway(row: HTMLElement, { portfolio, documents }: Figures, language: Language) {
  const shown = words(row);
  const of = (matter: string) => (it: PortfolioView["runway"][number]) =>
    it.pool === row.dataset.pool && it.matter.kind === matter;
  const benefits = portfolio.runway.filter(of("benefit"));
  const pool = documents.usage.find(({ id }) => id === row.dataset.pool);
  for (const { matter } of benefits) {
    if (matter.kind !== "benefit" || !shown.includes(`${matter.name || matter.code} `)) continue;
    const entry = worst(pool?.benefits ?? [], matter.code);
    if (!entry || !shown.includes(grouped(entry.used.value ?? "", language))) continue;
    const { outlook } = entry;
    if (outlook.kind === "full_on" && outlook.likely)
      says(shown, dayText(outlook.likely, language));
  }
}

const files = readdirSync(FOLDER).sort();
const read = (file: string) => JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")) as Figures;

function backendOf(figures: Figures, language: "en" | "zh"): FakeBackend {
  const { summaries: pools, views, portfolio } = figures;
  const state = overview({ pools, settings: { ...settings, language } });
  return new FakeBackend(state, views).answer("portfolio", () => portfolio);
}

describe.each(files)("the page of %s", (file) => {
  const figures = read(file);
  const { usage, mau, plan } = figures.documents;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(figures.at) });
    return () => vi.useRealTimers();
  });

  it.each(["en", "zh"] as const)("shows the figures of documents in %s", async (name) => {
    const language = languages[name];
    const place = { screen: "overview", pool: null, benefit: null } as const;
    const { app } = await open(backendOf(figures, name).at(place));
    assertOverview(figures, language);
    for (const view of figures.views) {
      await app.select(view.id);
      await settle();
      const of = <T extends { id: string }>(pools: T[]) => pools.find(({ id }) => id === view.id);
      const [entries, periods] = [of(usage)?.benefits ?? [], of(mau)];
      assertCards(periods ? withMau(entries, view, periods) : entries, language);
      assertPlan(of(plan)?.plan ?? null, language);
    }
  });
});

afterAll(() => {
  // eslint-disable-next-line no-console
  console.log(`count: ${compared} figures of the page that documents have too`);
});
