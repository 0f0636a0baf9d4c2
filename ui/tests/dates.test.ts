import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type {
  AlertView,
  Notice,
  OutlookView,
  PlanView,
  PoolView,
  RunwayRowView,
} from "../src/backend/types";
import { appearance } from "../src/state/appearance.svelte";
import { alertText } from "../src/text/alerts";
import { worstOf } from "../src/text/benefits";
import { days, daysUntil, endDay, serverDays } from "../src/text/dates";
import { t } from "../src/text/messages";
import { noticeRows } from "../src/text/notices";
import { outlookText } from "../src/text/outlook";
import { planTexts } from "../src/text/plan";
import { rowBasis, rowWhen } from "../src/text/portfolio";

/** Zone, now, the plan's end, its day in China, and the notice in both languages. */
const planEnds: [string, string, string, string, string, string][] = [
  [
    "America/Los_Angeles",
    "2026-11-27T21:38:00Z",
    "2026-11-26T16:00:00Z",
    "2026-11-27",
    "Plan ended yesterday, on Nov 26, 2026 (Nov 27 in Beijing).",
    "套餐已于昨天（2026 年 11 月 26 日，即北京时间 11 月 27 日）到期。",
  ],
  [
    "America/Los_Angeles",
    "2026-11-26T21:38:00Z",
    "2026-11-26T16:00:00Z",
    "2026-11-27",
    "Plan ended today, Nov 26, 2026 (Nov 27 in Beijing).",
    "套餐已于今天（2026 年 11 月 26 日，即北京时间 11 月 27 日）到期。",
  ],
  [
    "America/Los_Angeles",
    "2026-11-25T21:38:00Z",
    "2026-11-26T16:00:00Z",
    "2026-11-27",
    "Plan ends tomorrow, on Nov 26, 2026 (Nov 27 in Beijing).",
    "套餐将于明天（2026 年 11 月 26 日，即北京时间 11 月 27 日）到期。",
  ],
  [
    "Asia/Shanghai",
    "2026-11-26T15:59:59Z",
    "2026-11-26T16:00:00Z",
    "2026-11-27",
    "Plan ends tomorrow, on Nov 27, 2026.",
    "套餐将于明天（2026 年 11 月 27 日）到期。",
  ],
  [
    "Pacific/Kiritimati",
    "2026-11-26T09:59:59Z",
    "2026-11-27T15:59:59Z",
    "2026-11-27",
    "Plan ends on Nov 28, 2026 (Nov 27 in Beijing).",
    "套餐将于 2026 年 11 月 28 日，即北京时间 11 月 27 日到期。",
  ],
  [
    "Pacific/Pago_Pago",
    "2026-11-26T10:59:00Z",
    "2026-11-26T11:00:00Z",
    "2026-11-26",
    "Plan ends tomorrow, on Nov 26, 2026.",
    "套餐将于明天（2026 年 11 月 26 日）到期。",
  ],
  [
    "Asia/Kathmandu",
    "2026-11-26T12:00:00Z",
    "2026-11-26T18:15:00Z",
    "2026-11-27",
    "Plan ends tomorrow, on Nov 27, 2026.",
    "套餐将于明天（2026 年 11 月 27 日）到期。",
  ],
  // 14 March 2027 has 23 hours in New York, 7 November 2027 has 25.
  [
    "America/New_York",
    "2027-03-14T04:59:00Z",
    "2027-03-15T04:00:00Z",
    "2027-03-15",
    "Plan ends on Mar 15, 2027.",
    "套餐将于 2027 年 3 月 15 日到期。",
  ],
  [
    "America/New_York",
    "2027-11-08T05:30:00Z",
    "2027-11-07T04:00:00Z",
    "2027-11-07",
    "Plan ended yesterday, on Nov 7, 2027.",
    "套餐已于昨天（2027 年 11 月 7 日）到期。",
  ],
  [
    "Australia/Sydney",
    "2027-04-03T12:59:00Z",
    "2027-04-04T14:00:00Z",
    "2027-04-04",
    "Plan ends on Apr 5, 2027 (Apr 4 in Beijing).",
    "套餐将于 2027 年 4 月 5 日，即北京时间 4 月 4 日到期。",
  ],
  [
    "Europe/Berlin",
    "2028-02-27T23:30:00Z",
    "2028-02-28T16:00:00Z",
    "2028-02-29",
    "Plan ends today, Feb 28, 2028 (Feb 29 in Beijing).",
    "套餐将于今天（2028 年 2 月 28 日，即北京时间 2 月 29 日）到期。",
  ],
  [
    "America/Sao_Paulo",
    "2027-01-01T03:30:00Z",
    "2026-12-31T16:00:00Z",
    "2027-01-01",
    "Plan ended yesterday, on Dec 31, 2026 (Jan 1 in Beijing).",
    "套餐已于昨天（2026 年 12 月 31 日，即北京时间 1 月 1 日）到期。",
  ],
];

afterEach(() => vi.unstubAllEnvs());
beforeEach(() => appearance.choose("en", "light"));

function lead(notice: Notice, now: string): string | undefined {
  return noticeRows({ notices: [notice], has_console: true } as PoolView, Date.parse(now))[0]?.lead;
}

describe("the plan's end", () => {
  it.each(planEnds)("follows the owner's calendar in %s at %s", (zone, now, at, on, en, zh) => {
    vi.stubEnv("TZ", zone);
    const kind = Date.parse(at) <= Date.parse(now) ? "plan_ended" : "plan_ends";
    expect(lead({ kind, on, at }, now)).toBe(en);
    appearance.choose("zh", "light");
    expect(lead({ kind, on, at }, now)).toBe(zh);
  });

  it("counts whole days in every zone, at any time of the day and year", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      vi.stubEnv("TZ", zone);
      for (const start of [
        "2027-03-13T11:00:00Z",
        "2027-10-31T23:30:00Z",
        "2026-12-31T16:00:00Z",
      ]) {
        for (const hours of [-50, -25, -1, 0, 1, 23, 25, 49, 24 * 366]) {
          const now = Date.parse(start);
          const end = new Date(now + hours * 3_600_000);
          // Steps through the owner's days at noon.
          const noon = (time: Date) =>
            new Date(time.getFullYear(), time.getMonth(), time.getDate(), 12);
          const apart = noon(end).getTime() - noon(new Date(now)).getTime();
          expect(daysUntil(end.toISOString(), now), `${zone} ${start} ${hours}`).toBe(
            Math.round(apart / 86_400_000) + 0,
          );
        }
      }
    }
  });

  it("names China's day where an older alert has no moment", () => {
    vi.stubEnv("TZ", "America/Los_Angeles");
    expect(endDay("2026-11-27", null)).toBe("Nov 26, 2026 (Nov 27 in Beijing)");
    vi.stubEnv("TZ", "Asia/Shanghai");
    expect(endDay("2026-11-27", null)).toBe("Nov 27, 2026");
  });

  it("names China's day in the header and in alerts", () => {
    vi.stubEnv("TZ", "America/Los_Angeles");
    const ends_at = "2026-11-26T16:00:00Z";
    const plan = { ends_on: "2026-11-27", ends_at, ends_raw: null, mau: { kind: "not_reported" } };
    const pool = (notices: Notice[], changed: Partial<PlanView> = {}) =>
      ({ plan: { ...plan, ...changed }, notices }) as unknown as PoolView;
    expect(planTexts(pool([]))).toEqual(["ends Nov 26, 2026 (Nov 27 in Beijing)"]);
    expect(planTexts(pool([{ kind: "plan_ends", on: "2026-11-27", at: ends_at }]))).toEqual([]);
    const alert = (kind: AlertView["kind"]) =>
      alertText({ kind, subject: { kind: "pool" } } as AlertView, true, Date.now()).what;
    expect(alert({ kind: "plan_ended", on: "2026-11-27", ends_at })).toBe(
      "The plan ended on Nov 26, 2026 (Nov 27 in Beijing).",
    );
    expect(alert({ kind: "plan_ends", on: "2026-11-27", days: 3, ends_at })).toBe(
      "The plan ends on Nov 26, 2026 (Nov 27 in Beijing).",
    );
    expect(alert({ kind: "trial_at_risk", on: "2026-11-27", days: 3, count: 1, ends_at })).toBe(
      "The plan ends on Nov 26, 2026 (Nov 27 in Beijing).",
    );
  });

  it("is the same day on the overview and on the pool's screen", () => {
    vi.stubEnv("TZ", "America/Los_Angeles");
    const [on, at] = ["2026-11-27", "2026-11-26T16:00:00Z"];
    const row = { runs_out: { kind: "plan_ends", on, at }, matter: { kind: "plan", trials: 0 } };
    const shown = row as unknown as RunwayRowView;
    const now = Date.parse("2026-11-25T21:38:00Z");
    expect(rowWhen(shown, now)).toEqual({ left: "1 day", day: "Nov 26" });
    expect(rowBasis(shown)).toBe("Nov 26 (Nov 27 in Beijing)");
    expect(lead({ kind: "plan_ends", on, at }, "2026-11-25T21:38:00Z")).toBe(
      "Plan ends tomorrow, on Nov 26, 2026 (Nov 27 in Beijing).",
    );
    vi.stubEnv("TZ", "Asia/Shanghai");
    expect(rowBasis(shown)).toBe("Nov 27");
  });

  it("is not reported where it is not understood, and shows what the server sent", () => {
    const plan = {
      ends_on: null,
      ends_at: null,
      ends_raw: "11/12/2026",
      mau: { kind: "not_reported" },
    };
    const pool = { plan, notices: [] } as unknown as PoolView;
    expect(planTexts(pool)).toEqual(["end date not reported; the server sent “11/12/2026”"]);
    appearance.choose("zh", "light");
    expect(planTexts(pool)).toEqual(["到期日未提供；服务器返回“11/12/2026”"]);
  });
});

describe("ranges", () => {
  const full = (first: string, likely: string | null, last: string | null): OutlookView => ({
    kind: "full_on",
    first,
    likely,
    last,
    percent: 99,
  });

  it("of one day name one date", () => {
    const day = "2026-12-02";
    const text = () => outlookText(full(day, day, day));
    expect(text()).toMatch(/^Runs out on Dec 2 \(80% chance\)\. /);
    expect(text().match(/Dec 2/g)).toHaveLength(1);
    expect(outlookText(full(day, day, null)).match(/Dec 2/g)).toHaveLength(1);
    expect(days(day, day)).toBe("Dec 2, 2026");
    expect(t("mau.caption", { days: days(day, day) }).match(/Dec 2/g)).toHaveLength(1);
    appearance.choose("zh", "light");
    expect(text().match(/12 月 2 日/g)).toHaveLength(1);
    expect(outlookText(full(day, day, null)).match(/12 月 2 日/g)).toHaveLength(1);
    expect(days(day, day)).toBe("2026 年 12 月 2 日");
  });

  it("name the zone of their days where the owner's clocks differ", () => {
    const now = Date.parse("2026-11-27T12:00:00Z");
    vi.stubEnv("TZ", "America/New_York");
    expect(serverDays("Day", now)).toBe("Day (Beijing time)");
    vi.stubEnv("TZ", "Asia/Singapore");
    expect(serverDays("Day", now)).toBe("Day");
  });
});

it("opens the benefit that is used most of those with one code, in any order", () => {
  const card = (percent: number | null, over: string | null = null) =>
    ({ percent, over }) as Parameters<typeof worstOf>[0] extends (infer Card)[] | undefined
      ? Card
      : never;
  const [low, high, none] = [card(10), card(95), card(null, "5")];
  expect(worstOf([low, high])).toBe(high);
  expect(worstOf([high, low])).toBe(high);
  expect(worstOf([none, high])).toBe(none);
  expect(worstOf([])).toBeUndefined();
});
