import { describe, expect, it, vi } from "vitest";

import type { HistoryRequest, OutlookView } from "../src/backend/types";
import { fullSoon, outlookText } from "../src/text/outlook";
import { FakeBackend } from "./fixtures/backend";
import { inDays, plainCards } from "./fixtures/cards";
import { historyView } from "./fixtures/history";
import { failure, minutesAgo, overview, pool, settings } from "./fixtures/pools";
import { card, find, findAll, inside, open, settle, words } from "./window";

async function openBenefit(backend = new FakeBackend(), code = "Sms") {
  const opened = await open(backend);
  await opened.user.click(inside(card(code), "open-benefit") as HTMLElement);
  await vi.waitUntil(() => backend.called("benefit_history").length > 0);
  await settle();
  await settle();
  return opened;
}

const requests = (backend: FakeBackend) =>
  backend.called("benefit_history").map((call) => call.args.request as HistoryRequest);

describe("a card's trend", () => {
  it("draws one line per piece, and a dot at the last point", async () => {
    await open(new FakeBackend());
    const [line, now] = (inside(card("Email"), "sparkline") as HTMLElement).querySelectorAll(
      "path",
    );
    const pieces = line?.getAttribute("d")?.split("M").filter(Boolean) ?? [];
    expect(pieces).toHaveLength(3);
    expect(pieces[0]).toMatch(/^0 \d+h\.1$/);
    expect(pieces[1]?.split("L")).toHaveLength(20);
    expect(now?.getAttribute("d")).toMatch(/^M1000 \d+h\.1$/);
  });

  it("is hidden from screen readers, with the forecast as text", async () => {
    await open(new FakeBackend());
    expect(inside(card("Sms"), "sparkline")?.getAttribute("aria-hidden")).toBe("true");
    expect(words(inside(card("Sms"), "card-outlook") as HTMLElement)).toMatch(/^Runs out around /);
    expect(inside(card("Sms"), "open-benefit")?.title).toContain("within 120 days: 97%");
  });

  it("takes no space if no card has one", async () => {
    const cards = plainCards().map((one) => ({ ...one, trend: null }));
    await open(new FakeBackend(overview(), [pool({ cards })]));
    expect(document.querySelector(".trend")).toBeNull();
  });
});

describe("a card's outlook", () => {
  const now = Date.parse("2026-11-22T03:00:00Z");
  const fullOn = (likely: string | null): OutlookView => ({
    kind: "full_on",
    first: "2026-12-01",
    likely,
    last: null,
    percent: 80,
  });

  it("is shown only if the benefit is full within 30 days", async () => {
    await open(new FakeBackend());
    const shown = findAll("benefit-card").filter((one) => inside(one, "card-outlook"));
    expect(shown.map((one) => one.dataset.code)).toEqual(["Sms", "Mau"]);
    expect(fullSoon(fullOn("2026-12-22"), now)).toBe("2026-12-22");
    expect(fullSoon(fullOn("2026-12-23"), now)).toBeNull();
    expect(fullSoon(fullOn(null), now)).toBeNull();
    expect(fullSoon({ kind: "full" }, now)).toBeNull();
  });

  it("has text for each kind, and none without a forecast", () => {
    const range: OutlookView = {
      kind: "full_on",
      first: "2026-12-01",
      likely: "2026-12-03",
      last: "2026-12-09",
      percent: 92,
    };
    const cases: [OutlookView, RegExp][] = [
      [range, /^Runs out around Dec 3 \(80% chance between Dec 1 and Dec 9\)\. .*92%\.$/],
      [{ ...range, last: null }, /^Runs out around Dec 3, on Dec 1 at the earliest\./],
      [{ ...range, likely: null, last: null }, /^Could run out from Dec 1,/],
      [{ kind: "full" }, /^Nothing is left\.$/],
      [{ kind: "not_at_this_pace" }, /^At this pace, it won’t run out within 120 days\.$/],
      [{ kind: "too_little_history", days: 6, needed: 14 }, /6 of 14 days\.$/],
      [{ kind: "no_limit" }, /no limit/],
      [{ kind: "not_told" }, /^$/],
    ];
    for (const [outlook, words] of cases) expect(outlookText(outlook)).toMatch(words);
  });
});

describe("the details of a benefit", () => {
  it("replace cards and chart, and focus the name", async () => {
    await openBenefit();
    expect(findAll("benefit-card")).toHaveLength(0);
    expect(findAll("mau-chart")).toHaveLength(0);
    expect(words(document.activeElement as HTMLElement)).toBe("SMS messages");
    expect(find("figure-used").dataset.value).toBe("1379");
    expect(find("detail-outlook").dataset.kind).toBe("full_on");
    expect(words(find("detail-outlook"))).toContain("80% chance between");
  });

  it.each(["detail-back", "{Escape}"])("close by %s and focus the card", async (way) => {
    const { user } = await openBenefit();
    await (way.startsWith("{") ? user.keyboard(way) : user.click(find(way)));
    expect(findAll("benefit-card")).toHaveLength(8);
    expect(document.activeElement).toBe(inside(card("Sms"), "open-benefit"));
  });

  it("keep the filter of the cards", async () => {
    const { user } = await open(new FakeBackend());
    await user.click(find("show-near"));
    await user.click(inside(card("Sms"), "open-benefit") as HTMLElement);
    await user.keyboard("{Escape}");
    expect(findAll("benefit-card")).toHaveLength(4);
  });

  it("request the history for the width, and again for a range, theme and new figures", async () => {
    const backend = new FakeBackend();
    const { user } = await openBenefit(backend);
    expect(requests(backend)).toEqual([
      {
        pool: "p1",
        code: "Sms",
        days: 90,
        theme: "light",
        language: "en",
        width: 800,
        height: 236,
      },
    ]);
    await user.click(find("detail-range-365"));
    backend.emit("overview_changed", overview({ settings: { ...settings, theme: "dark" } }));
    await settle();
    backend.emit("pool_changed", pool({ reading: { taken_at: minutesAgo(0), source: "live" } }));
    await settle();
    expect(requests(backend).map(({ days, theme }) => [days, theme])).toEqual([
      [90, "light"],
      [365, "light"],
      [365, "dark"],
      [365, "dark"],
    ]);
  });

  it("show a day's figures and notes by arrow keys", async () => {
    const { user } = await openBenefit();
    find("detail-bars").focus();
    await user.keyboard("{Home}");
    expect(words(find("detail-tooltip"))).toMatch(/Used.*Low.*High.*Total1,000$/);
    const notes = findAll("detail-bar").map((bar) => bar.getAttribute("aria-label"));
    expect(notes).toHaveLength(90);
    expect(notes.filter((note) => note?.includes("(reset)"))).toHaveLength(2);
    expect(notes.filter((note) => note?.includes("(total changed)"))).toHaveLength(1);
    await user.keyboard("{Escape}");
    expect(findAll("detail-tooltip")).toHaveLength(0);
    expect(findAll("benefit-detail")).toHaveLength(1);
  });

  it("show the same as a table, latest first", async () => {
    const { user } = await openBenefit();
    await user.click(find("detail-show-table"));
    const rows = Array.from(find("detail-table").querySelectorAll<HTMLElement>("tbody tr"));
    expect(rows).toHaveLength(90);
    expect(words(rows[0] as HTMLElement)).toContain("1,500");
    expect(rows.filter((row) => words(row).includes("reset"))).toHaveLength(2);
    expect(find("detail-table").querySelectorAll("th[scope=col]")).toHaveLength(6);
  });

  it("list changes, resets and new totals", async () => {
    await openBenefit();
    const rows = Array.from(find("detail-change-list").querySelectorAll<HTMLElement>("tbody tr"));
    expect(rows.filter((row) => words(row).includes("reset"))).toHaveLength(2);
    expect(rows.filter((row) => words(row).includes("total changed"))).toHaveLength(1);
  });

  it("explain an empty history, and show why it could not be loaded", async () => {
    const backend = new FakeBackend().answer("benefit_history", ({ request }) =>
      historyView(request as HistoryRequest, { chart: null, days: [], changes: [] }),
    );
    const { user } = await openBenefit(backend);
    expect(words(find("detail-empty"))).toBe("No history yet.");
    expect(words(find("detail-changes"))).toContain("No changes in this time.");
    backend.answer("benefit_history", () => {
      throw failure("store_failed");
    });
    await user.click(find("detail-range-30"));
    await settle();
    expect(find("error").dataset.code).toBe("store_failed");
    expect(find("figure-used").dataset.value).toBe("1379");
  });

  it("show the history of a benefit the server no longer lists", async () => {
    const backend = new FakeBackend(overview(), [pool({ cards: plainCards().slice(2) })]);
    await open(backend);
    backend.emit("open_at", { pool: "p1", benefit: "Sms" });
    await vi.waitUntil(() => backend.called("benefit_history").length > 0);
    await settle();
    expect(words(find("benefit-detail"))).toContain("SMS messages");
    expect(findAll("figure-used")).toHaveLength(0);
    expect(findAll("detail-chart")).toHaveLength(1);
  });
});

it("the MAU card shows the forecast of the running period", async () => {
  const outlook: OutlookView = {
    kind: "full_on",
    first: inDays(3),
    likely: null,
    last: null,
    percent: 20,
  };
  const backend = new FakeBackend(overview(), [pool({ mau_outlook: outlook })]);
  await open(backend);
  await vi.waitUntil(() => findAll("mau-outlook").length > 0);
  expect(words(find("mau-outlook"))).toMatch(/^This period: Could run out from /);
});
