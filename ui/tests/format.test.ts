import { beforeEach, describe, expect, it } from "vitest";

import { appearance } from "../src/state/appearance.svelte";
import { age, duration } from "../src/text/ages";
import { day, days, isDay, today } from "../src/text/dates";
import { t, tn } from "../src/text/messages";
import { decimal, percent } from "../src/text/numbers";

const now = Date.parse("2026-11-21T12:00:00Z");

describe("in English", () => {
  beforeEach(() => appearance.choose("en", "light"));

  it("writes decimals exactly and never abbreviated", () => {
    expect(decimal("1234567.25")).toBe("1,234,567.25");
    expect(decimal("90071992547409931234")).toBe("90,071,992,547,409,931,234");
    expect(decimal("0.1234567890123")).toBe("0.1234567890123");
    expect(decimal("not a number")).toBe("not a number");
  });

  it("isolates right-to-left names", () => {
    const lead = (name: string) => tn("notice.over.lead", 1, { name });
    expect(lead("رسائل 3")).toBe("Over the limit: \u2068رسائل 3\u2069.");
    expect(lead("SMS 3")).toBe("Over the limit: SMS 3.");
  });

  it("writes percentages", () => expect(percent(1200)).toBe("1,200%"));

  it("writes ages from one minute on, rounded down", () => {
    expect(age("2026-11-21T11:59:01Z", now)).toBeNull();
    expect(age("2026-11-21T11:57:01Z", now)).toBe("2 min ago");
    expect(age("2026-11-21T08:30:00Z", now)).toBe("3 hours ago");
    expect(age("2026-11-19T08:30:00Z", now)).toBe("2 days ago");
  });

  it("treats a future reading as fresh", () => {
    expect(age("2026-11-21T12:05:00Z", now)).toBeNull();
  });

  it("writes durations", () => {
    expect(duration(-400)).toBe("0.4 sec");
    expect(duration(6 * 60_000)).toBe("6 min");
  });

  it("writes days independently of the time zone", () => {
    expect(day("2026-11-27")).toContain("27");
    expect(days("2026-09-01", "2026-09-30")).toMatch(/Sep/);
  });
});

describe("in Chinese", () => {
  beforeEach(() => appearance.choose("zh", "light"));

  it("leaves repeated parts out of a range's end", () => {
    expect(days("2026-09-01", "2026-09-30")).toBe("2026 年 9 月 1 日至 30 日");
    expect(days("2026-09-01", "2026-10-31")).toBe("2026 年 9 月 1 日至 10 月 31 日");
    expect(days("2025-09-01", "2026-08-31")).toBe("2025 年 9 月 1 日至 2026 年 8 月 31 日");
  });

  it("spaces numbers in a sentence", () => {
    expect(day("2026-11-27")).toBe("2026 年 11 月 27 日");
    expect(t("age.kept", { age: "3 小时前" })).toBe("3 小时前的数据");
    expect(t("age.kept", { age: "刚才" })).toBe("刚才的数据");
  });

  it("spaces Latin names in a sentence, but not Chinese ones", () => {
    expect(tn("notice.over.lead", 1, { name: "MAU" })).toBe("已超出上限：MAU。");
    expect(tn("notice.over.lead", 1, { name: "短信" })).toBe("已超出上限：短信。");
    expect(t("remove.anyway.what", { keychain: "GNOME Keyring" })).toContain(
      "会留在 GNOME Keyring 中",
    );
  });

  it("spaces a date in a sentence once", () => {
    const date = day("2026-11-27");
    expect(tn("notice.plan_ends", 6, { date })).toBe("套餐将于 2026 年 11 月 27 日到期。");
  });

  it("writes ages", () => expect(age("2026-11-21T11:57:01Z", now)).toBe("2 分钟前"));
});

describe("isDay", () => {
  it.each(["2026-02-28", "2024-02-29"])("accepts %s", (text) => expect(isDay(text)).toBe(true));
  it.each(["2026-02-30", "2026-13-01", "26-1-1", "", "tomorrow"])("rejects %s", (text) =>
    expect(isDay(text)).toBe(false),
  );
});

it("writes today's local date", () => {
  expect(today(new Date(2026, 0, 5))).toBe("2026-01-05");
});
