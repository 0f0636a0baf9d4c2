// The overview of the design's picture: 24 pools, what runs out in them, and one that can't be read.

import type { HeatRowView, Level, Overview, PortfolioView } from "../src/backend/types";
import { failure, minutesAgo, summaries } from "../tests/fixtures/pools";
import {
  cell,
  heatRow,
  inDays,
  overRow,
  planRow,
  portfolioView,
  runwayRow,
} from "../tests/fixtures/portfolio";

const codes = [
  "MAU",
  "SMS messages",
  "Email messages",
  "Admins",
  "Organizations",
  "Directory-synced users",
  "Identity providers",
  "Domains",
];
const table: [name: string, percents: (number | null)[], plan: string][] = [
  ["集团员工", [108, 131, 36, 75, 82, 95, 80, 20], "2027-02-01"],
  ["Acme Production", [81, 92, 18, 120, null, null, 30, 80], ""],
  ["Northwind CN", [64, 97, 41, 50, 22, null, 20, 33], "2027-05-01"],
  ["Globex EU", [91, 12, 38, 60, 45, null, 70, 40], "2027-08-01"],
  ["Contoso Retail", [58, 44, 86, 40, null, null, 10, 60], "2027-03-01"],
  ["Acme Partners", [68, 1, null, 30, 19, null, 84, 25], "2027-01-01"],
  ["Umbrella HR", [49, null, 27, 70, 64, 82, 50, null], "2027-06-01"],
  ["Initech Apps", [], ""],
  [
    "Hooli Docs, the one with a name that does not fit",
    [66, 61, 55, 40, 30, null, 20, 50],
    "2027-09-01",
  ],
];

function levelOf(percent: number): Level {
  if (percent > 100) return "over";
  return percent >= 90 ? "critical" : percent >= 80 ? "near" : "ok";
}

function row([name, percents, plan]: (typeof table)[number], place: number): HeatRowView {
  const worst = levelOf(Math.max(0, ...percents.map((one) => one ?? 0)));
  const cells = codes.map((code, index) => {
    const percent = percents[index];
    return percent === null || percent === undefined
      ? null
      : cell(code, percent, levelOf(percent), name === "Acme Production" && percent > 80);
  });
  const base = heatRow({ pool: `p${place + 1}`, name, place, cells, level: worst });
  if (percents.length === 0) {
    const trouble = {
      failure: failure("key_rejected"),
      fix: "replace_key" as const,
      taken_at: minutesAgo(4320),
    };
    return { ...base, trouble, level: "over" };
  }
  const plan_end = plan
    ? { at: `${plan}T00:00:00Z`, on: plan, ended: false, soon: false }
    : { at: `${inDays(6)}T04:00:00Z`, on: inDays(6), ended: false, soon: true };
  return { ...base, plan_end };
}

export function picture(overview: Overview): PortfolioView {
  const rows = table.map(row);
  const reset = { resets_on: inDays(9), days_without: 9 };
  const none = { room: null, range: null, likely: null, reset: null, plan_end: null };
  const out = { ...reset, marks: { ...none, nothing: [0, 9] as [number, number], reset: 9 } };
  const named = (pool: string, name: string) => ({ pool, pool_name: name });
  return portfolioView(overview, {
    columns: codes.map((code) => ({ code, name: code, mau: code === "MAU" })),
    pools: rows,
    runway: [
      { ...overRow("p1"), ...named("p1", "集团员工"), ...out },
      { ...overRow("p1"), ...named("p1", "集团员工"), ...out, matter: { kind: "mau" } },
      { ...overRow("p2"), ...named("p2", "Acme Production") },
      runwayRow({
        ...named("p3", "Northwind CN"),
        days: 2,
        runs_out: { kind: "on", first: inDays(1), likely: inDays(2), last: inDays(2), percent: 99 },
        days_without: 7,
        marks: { ...none, room: 1, range: [1, 2], likely: 2, nothing: [2, 9], reset: 9 },
      }),
      runwayRow({ ...named("p2", "Acme Production") }),
      { ...planRow("p2"), pool_name: "Acme Production" },
      runwayRow({
        ...named("p1", "集团员工"),
        matter: { kind: "benefit", code: "D", name: "Directory-synced users", trial: false },
        days: 10,
        resets_on: null,
        days_without: null,
        marks: { ...none, room: 8, range: [8, 13], likely: 10, nothing: [10, null] },
      }),
      runwayRow({
        ...named("p5", "Contoso Retail"),
        level: "near",
        matter: { kind: "benefit", code: "E", name: "Email messages", trial: false },
        days: 20,
        runs_out: {
          kind: "on",
          first: inDays(15),
          likely: inDays(20),
          last: inDays(26),
          percent: 99,
        },
        resets_on: inDays(28),
        days_without: 8,
        marks: { ...none, room: 15, range: [15, 26], likely: 20, nothing: [20, 28], reset: 28 },
      }),
    ],
  });
}

export const manyPools = () =>
  table.map(([name], place) => ({
    ...(summaries()[0] as NonNullable<ReturnType<typeof summaries>[0]>),
    id: `p${place + 1}`,
    name,
  }));
