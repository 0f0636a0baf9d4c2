import { describe, expect, it, vi } from "vitest";

import type { BenefitCard, HistoryRequest, OutlookView } from "../src/backend/types";
import { outlookText } from "../src/text/outlook";
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
    const email = plainCards().filter(({ code }) => code === "Email");
    const cards = email.map((one) => ({ ...one, urgency: "near" as const }));
    await open(new FakeBackend(overview(), [pool({ cards })]));
    const svg = inside(card("Email"), "sparkline") as HTMLElement;
    const pieces = svg.querySelector(".line")?.getAttribute("d")?.split("M").filter(Boolean) ?? [];
    expect(pieces).toHaveLength(3);
    expect(pieces[0]).toMatch(/^2\.0 [\d.]+h\.1$/);
    expect(pieces[1]?.split("L")).toHaveLength(16);
    expect(Number(svg.querySelector(".now")?.getAttribute("cx"))).toBeCloseTo(122.4, 0);
  });

  it("has every limit at one height, what is over it tinted, and the likely day ringed", async () => {
    await open(new FakeBackend());
    const limits = Array.from(document.querySelectorAll(".limit"), (line) =>
      line.getAttribute("d"),
    );
    expect(new Set(limits).size).toBe(1);
    expect(limits).toHaveLength(4);
    const over = (code: string) => inside(card(code), "sparkline")?.querySelector(".excess");
    expect(over("Admins")?.getAttribute("d")).toMatch(/V19H/);
    expect(over("CustomDomains")?.getAttribute("d")).toBe("");
    expect(inside(card("Sms"), "sparkline")?.querySelector(".ring")).not.toBeNull();
  });

  it("is hidden from screen readers, with the forecast as text", async () => {
    await open(new FakeBackend());
    expect(inside(card("Sms"), "sparkline")?.getAttribute("aria-hidden")).toBe("true");
    expect(words(inside(card("Sms"), "card-outlook") as HTMLElement)).toMatch(
      /^121 left Runs out around /,
    );
    expect(inside(card("Sms"), "open-benefit")?.title).toContain("within 120 days: 97%");
  });
});

describe("a card's outlook", () => {
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
    expect(words(find("detail-basis"))).toMatch(
      /^Made from the weekdays of the last 8 weeks\. So far, .* by 2\.4% of the total on average\.$/,
    );
  });

  it.each(["detail-back", "{Escape}"])("close by %s and focus the card", async (way) => {
    const { user } = await openBenefit();
    await (way.startsWith("{") ? user.keyboard(way) : user.click(find(way)));
    expect(findAll("benefit-card")).toHaveLength(8);
    expect(document.activeElement).toBe(inside(card("Sms"), "open-benefit"));
  });

  it("keep the filter of the cards", async () => {
    const { user } = await open(new FakeBackend());
    await user.type(find("filter"), "sms");
    await user.click(inside(card("Sms"), "open-benefit") as HTMLElement);
    await user.keyboard("{Escape}");
    expect(findAll("benefit-card")).toHaveLength(1);
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
    expect(notes).toHaveLength(93);
    expect(notes.filter((note) => note?.includes("(reset)"))).toHaveLength(2);
    expect(notes.filter((note) => note?.includes("(total changed)"))).toHaveLength(1);
    await user.keyboard("{Escape}");
    expect(findAll("detail-tooltip")).toHaveLength(0);
    expect(findAll("benefit-detail")).toHaveLength(1);
  });

  it("show the days ahead by arrow keys, from today on", async () => {
    const { user } = await openBenefit();
    find("detail-bars").focus();
    await settle();
    expect(words(find("detail-tooltip"))).toMatch(/Used.*Total1,500$/);
    await user.keyboard("{ArrowRight}");
    expect(words(find("detail-tooltip"))).toMatch(/Likely1,420 ?80% range1,381–1,470 ?Estimate$/);
    await user.keyboard("{End}");
    const chosen = document.querySelector("[data-testid=detail-bar][aria-selected=true]");
    expect(chosen?.getAttribute("aria-label")).toMatch(
      /: probably 1,460, 80% chance between 1,383 and 1,570$/,
    );
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
    const differences = rows.map((row) => row.querySelector("td")?.textContent ?? "");
    expect(differences.at(-1)).toBe("—");
    expect(differences.slice(0, -1).every((text) => /^(\+[\d,]+|−[\d,]+|0)$/.test(text))).toBe(
      true,
    );
    expect(differences.some((text) => text.startsWith("−"))).toBe(true);
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

describe("the running MAU period", () => {
  const mau = plainCards()
    .filter(({ code }) => code === "Mau")
    .map((one) => ({ ...one, code: "MAU", name: "" }))[0] as BenefitCard;

  it("is a card that leads to its chart, unless it is among the benefits", async () => {
    const rest = plainCards().filter(({ code }) => code !== "Mau");
    const backend = new FakeBackend(overview(), [pool({ cards: rest, mau })]);
    const { user } = await open(backend);
    expect(findAll("benefit-card")).toHaveLength(8);
    expect(words(card("MAU"))).toContain("Monthly active users 8,120 of 10,000 81%");
    await user.click(inside(card("MAU"), "open-benefit") as HTMLElement);
    expect(document.activeElement?.id).toBe("mau");
    expect(findAll("benefit-detail")).toHaveLength(0);
    backend.emit("pool_changed", pool({ cards: rest, mau, mau_in_cards: true }));
    await settle();
    expect(findAll("benefit-card")).toHaveLength(7);
  });

  it("has its forecast below the chart, or by how much it is over", async () => {
    const perhaps: OutlookView = {
      kind: "full_on",
      first: inDays(3),
      likely: null,
      last: null,
      percent: 20,
    };
    const backend = new FakeBackend(overview(), [pool({ mau: { ...mau, outlook: perhaps } })]);
    await open(backend);
    await vi.waitUntil(() => findAll("mau-outlook").length > 0);
    expect(words(find("mau-outlook"))).toMatch(/^This period: Could run out from /);
    const over = { ...mau, over: "1200", outlook: { kind: "full" as const } };
    backend.emit("pool_changed", pool({ mau: over }));
    await settle();
    expect(words(find("mau-outlook"))).toBe("Over this period’s limit by 1,200.");
  });
});

describe("a benefit's history", () => {
  it("is exported in the range that is shown", async () => {
    const backend = new FakeBackend();
    const { user } = await openBenefit(backend);
    await user.click(find("detail-range-30"));
    await settle();
    await user.click(find("export"));
    await user.click(find("export-csv"));
    const { request, format } = backend.called("export_benefit")[0]?.args ?? {};
    expect([(request as HistoryRequest).days, format]).toEqual([30, "csv"]);
    expect(words(find("benefit-detail"))).toContain("Saved as /home/ada/benefit.csv");
  });
});
