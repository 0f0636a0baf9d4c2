import { describe, expect, it, vi } from "vitest";

import type { PortfolioCountsView } from "../src/backend/types";
import { FakeBackend } from "./fixtures/backend";
import { failure, overview, settings, summaries } from "./fixtures/pools";
import { cell, heatRow, portfolioView, runwayRow } from "./fixtures/portfolio";
import { expectAccessible, find, findAll, inside, open, settle, words } from "./window";

const worstFirst = () =>
  new FakeBackend(overview({ settings: { ...settings, pool_order: "worst_first" } }));

const firstStart = (backend = worstFirst()) => backend.at("first");

const rows = () => findAll("runway-row");
const pools = () => findAll("heat-row").map((row) => row.dataset.pool);

describe("the overview", () => {
  it("is the first screen from two pools on", async () => {
    const { app } = await open(firstStart());
    expect(app.screen).toBe("overview");
    expect(words(find("headline"))).toBe("1 benefit is over its limit, 1 more runs out this week");
    expect(words(find("extent"))).toBe(
      "4 user pools, 36 benefits · Updated 2 min ago · oldest figures from 3 days ago",
    );
  });

  it("leaves a single pool the first screen", async () => {
    const single = overview({ pools: summaries().slice(0, 1) });
    const { app } = await open(firstStart(new FakeBackend(single)));
    expect(app.screen).toBe("pool");
  });

  it("lists what runs out with day, time without and reset", async () => {
    await open(firstStart());
    expect(rows().map((row) => row.dataset.kind)).toEqual(["over", "on", "plan_ends", "on"]);
    const [over, soon, plan] = rows().map(words);
    expect(over).toContain("over its limit Admins Acme Production 12 / 10");
    expect(over).toContain("Over now");
    expect(soon).toContain("SMS messages Acme Production 1,379 / 1,500");
    expect(soon).toMatch(/6 days without, resets \w+ \d+ 3 days/);
    expect(plan).toContain("Plan ends Acme Production 3 on trial");
  });

  it("claims no reset that is not known", async () => {
    await open(firstStart());
    const [over] = rows();
    expect(over?.querySelector(".reset")).toBeNull();
    expect(words(over as HTMLElement)).not.toContain("reset");
    expect(over?.querySelector(".nothing")?.getAttribute("width")).toBe("100%");
  });

  it("opens a row's benefit", async () => {
    const { app, user } = await open(firstStart());
    await user.click(rows()[1] as HTMLElement);
    expect([app.screen, app.selected, app.benefit]).toEqual(["pool", "p1", "Sms"]);
    app.openBenefit(null);
    await user.keyboard("{Control>}0{/Control}");
    expect(app.screen).toBe("overview");
  });

  it("filters rows and pools by a tile, and back", async () => {
    const { user } = await open(firstStart());
    expect(rows()).toHaveLength(4);
    await user.click(find("tile-out"));
    expect(find("tile-out").getAttribute("aria-pressed")).toBe("true");
    expect(rows()).toHaveLength(1);
    expect(pools()).toEqual(["p1"]);
    await user.click(find("tile-unread"));
    expect(words(find("runway-none"))).toBe("Nothing of this runs out within 30 days.");
    expect(pools()).toEqual(["p4"]);
    await user.click(find("tile-room"));
    expect(pools()).toEqual(["p2"]);
    await user.click(find("tile-room"));
    expect(pools()).toEqual(["p4", "p1", "p3", "p2"]);
  });

  it("shows 7, 30 or 90 days", async () => {
    const { user } = await open(firstStart());
    await user.click(find("runway-days-7"));
    expect(rows()).toHaveLength(3);
    await user.click(find("runway-days-90"));
    expect(rows()).toHaveLength(4);
  });

  it("says the same in a table", async () => {
    const { user } = await open(firstStart());
    await user.click(find("runway-table-toggle"));
    expect(rows()).toEqual([]);
    const cells = Array.from(find("runway-table").querySelectorAll("tbody tr:nth-child(2) > *"));
    const [what, used, when, range, reset] = cells.map((cell) => words(cell as HTMLElement));
    expect([what, used]).toEqual(["SMS messages Acme Production", "1,379 / 1,500"]);
    expect(when).toMatch(/^\w+ \d+ \(3 days\)$/);
    expect(range).toMatch(/^\w+ \d+ to \w+ \d+$/);
    expect(reset).toContain("6 days without");
    await expectAccessible();
  });

  it("lists the pools worst first or in the owner's order, by group", async () => {
    const { app, user } = await open(firstStart());
    expect(pools()).toEqual(["p4", "p1", "p3", "p2"]);
    await user.click(find("heat-order-own"));
    expect(pools()).toEqual(["p1", "p2", "p3", "p4"]);
    expect((find("pool-order") as HTMLSelectElement).value).toBe("own");
    await app.setPoolOrder("worst_first");
    await settle();
    expect(pools()).toEqual(["p4", "p1", "p3", "p2"]);
    await app.setPoolOrder("own");
    await settle();
    await user.click(find("heat-attention"));
    expect(pools()).toEqual(["p1", "p3", "p4"]);
    await user.click(find("heat-room"));
    expect(pools()).toEqual(["p2"]);
  });

  it("never shows an unknown figure as a number", async () => {
    const unknown = { kind: "not_reported" as const, raw: null };
    const cells = [
      { ...cell("MAU", null, "not_reported"), used: unknown, total: unknown },
      cell("Sms", null, "unlimited"),
      cell("Admins", null, "not_included"),
    ];
    const backend = firstStart();
    backend.answer("portfolio", () =>
      portfolioView(backend.overview, { pools: [heatRow({ pool: "p1", cells })] }),
    );
    await open(backend);
    const shown = Array.from(find("heat-row").querySelectorAll("td .cell .tabular"), (text) =>
      words(text as HTMLElement),
    );
    expect(shown).toEqual(["?", "∞", "—"]);
  });

  it("says why a pool can't be read, and mends its key in place", async () => {
    const backend = firstStart();
    const { app, user } = await open(backend);
    const row = findAll("heat-row")[0] as HTMLElement;
    expect(words(row)).toContain("The access key was rejected · figures from 3 days ago");
    await user.click(inside(row, "heat-fix") as HTMLElement);
    await settle();
    await settle();
    expect(app.screen).toBe("overview");
    await user.type(document.getElementById("replace-id") as HTMLElement, "a".repeat(24));
    await user.type(document.getElementById("replace-secret") as HTMLElement, "b".repeat(32));
    await user.keyboard("{Enter}");
    await settle();
    expect(backend.called("replace_key")[0]?.args.pool).toBe("p4");
  });

  it("lists what has no forecast with its reason, by keyboard", async () => {
    const view = portfolioView(overview());
    const counts = { ...view.counts, without_forecast: 2 };
    const backend = new FakeBackend().at("first");
    backend.answer("portfolio", () => ({ ...view, counts }));
    backend.answer("findable", () => [
      {
        pool: "p2",
        benefits: [],
        without_forecast: [
          {
            code: "Sms",
            name: "SMS messages",
            mau: false,
            reason: { kind: "too_little_history", days: 6, needed: 14 },
          },
          { code: "MAU", name: "", mau: true, reason: { kind: "not_reported" } },
        ],
      },
    ]);
    const { user } = await open(backend);
    await settle();
    const list = find("without-forecast") as HTMLDetailsElement;
    expect(words(list)).toBe("2 without a forecast");
    expect(backend.called("findable")).toHaveLength(0);
    list.querySelector("summary")?.focus();
    list.open = true;
    await vi.waitUntil(() => list.querySelectorAll("li").length === 2);
    const rows = Array.from(list.querySelectorAll("li"), (row) => words(row));
    expect(rows).toEqual([
      "SMS messages Acme Staging No forecast yet: 6 of 14 days of readings",
      "Monthly active users Acme Staging Not reported",
    ]);
    await expectAccessible();
    await user.tab();
    await user.keyboard("{Enter}");
    await settle();
    expect(find("benefit-detail").dataset.code).toBe("Sms");
  });

  it("keeps figures in sight while only the connection fails", async () => {
    const trouble = {
      failure: failure("unreachable"),
      fix: "try_again" as const,
      taken_at: heatRow({ pool: "p1" }).taken_at,
    };
    const backend = firstStart();
    backend.answer("portfolio", () =>
      portfolioView(backend.overview, { pools: [heatRow({ pool: "p1", trouble })] }),
    );
    const { user } = await open(backend);
    expect(words(find("heat-row"))).toContain("40%");
    expect(words(find("heat-row"))).toContain("can’t be reached");
    await user.click(find("heat-fix"));
    expect(backend.called("refresh_pool").map((call) => call.args.pool)).toEqual(["p1"]);
  });

  it("refreshes all pools", async () => {
    const backend = firstStart();
    const { user } = await open(backend);
    await user.click(find("refresh-all"));
    expect(backend.called("refresh_pool").map((call) => call.args.pool)).toEqual([
      "p1",
      "p2",
      "p3",
      "p4",
    ]);
  });

  it("is shared by keyboard as it is seen", async () => {
    const backend = firstStart();
    const { user } = await open(backend);
    await user.click(find("runway-days-90"));
    find("share").focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await settle();
    const request = { format: "markdown", days: 90, theme: "light", language: "en" };
    expect(backend.called("share_portfolio")[0]?.args).toEqual({ request });
    await settle();
    expect(words(find("announcer"))).toBe("Saved to /home/ada/authgauge.md.");
  });

  it("asks again once after a burst of changes", async () => {
    const backend = firstStart();
    await open(backend);
    const before = backend.called("portfolio").length;
    for (let revision = 2; revision < 60; revision++) {
      backend.emit("overview_changed", overview({ revision }));
    }
    await settle();
    await settle();
    const requests = backend.called("portfolio").length - before;
    expect(requests).toBeGreaterThan(0);
    expect(requests).toBeLessThan(5);
  });

  it("renders hundreds of pools as they come into sight", async () => {
    const backend = firstStart();
    const many = Array.from({ length: 200 }, (_, place) => heatRow({ pool: `p${place}`, place }));
    const runway = many.slice(0, 40).map(({ pool }) => runwayRow({ pool }));
    backend.answer("portfolio", () => portfolioView(backend.overview, { pools: many, runway }));
    const { user } = await open(backend);
    expect(pools()).toHaveLength(60);
    await user.click(find("heat-more"));
    expect(pools()).toHaveLength(120);
    expect(rows()).toHaveLength(12);
    await user.click(find("runway-more"));
    expect(rows()).toHaveLength(40);
  });

  it.each(["en", "zh"] as const)("is accessible: %s", async (language) => {
    await open(firstStart(new FakeBackend(overview({ settings: { ...settings, language } }))));
    await expectAccessible();
  });

  it("returns to where it was left", async () => {
    const { app, user } = await open(firstStart());
    app.show("settings");
    await settle();
    await user.keyboard("{Escape}");
    expect(app.screen).toBe("overview");
  });
});

describe("the headline", () => {
  const none: PortfolioCountsView = {
    ...portfolioView(overview()).counts,
    ...{ over: 0, full: 0, within_week: 0, within_month: 0, plans_ending: 0, unreadable: 0 },
  };
  const cases: [Partial<PortfolioCountsView>, string, string][] = [
    [
      { over: 3, within_week: 2, within_month: 5 },
      "3 benefits are over their limit, 2 more run out this week",
      "3 项权益已超出上限，本周还有 2 项将用尽",
    ],
    [
      { full: 1, within_month: 1 },
      "1 benefit has nothing left, 1 more runs out within 30 days",
      "1 项权益已无余量，30 天内还有 1 项将用尽",
    ],
    [{ over: 1 }, "1 benefit is over its limit", "1 项权益已超出上限"],
    [{ within_week: 1, within_month: 3 }, "1 benefit runs out this week", "1 项权益将在本周用尽"],
    [{ within_month: 3 }, "3 benefits run out within 30 days", "3 项权益将在 30 天内用尽"],
    [{ plans_ended: 1 }, "1 plan has ended", "1 个套餐已到期"],
    [{ plans_ending: 2 }, "2 plans end within 30 days", "2 个套餐将在 30 天内到期"],
    [
      { with_forecast: 0, without_forecast: 9 },
      "Nothing is over its limit; there is no forecast yet",
      "没有权益超出上限，暂无预测",
    ],
    [
      { unreadable: 1 },
      "Nothing runs out within 30 days, but 1 pool can’t be read",
      "30 天内没有权益会用尽，但有 1 个用户池无法读取",
    ],
    [{ known_pools: 0 }, "No pool has been read yet", "尚未读取任何用户池"],
    [{}, "Nothing runs out within 30 days", "30 天内没有权益会用尽"],
  ];

  it.each(cases)("of %j is %s", async (part, english, chinese) => {
    for (const [language, text] of [
      ["en", english],
      ["zh", chinese],
    ] as const) {
      document.body.replaceChildren();
      const backend = firstStart(
        new FakeBackend(overview({ settings: { ...settings, language } })),
      );
      const counts = { ...none, ...part };
      backend.answer("portfolio", () => portfolioView(backend.overview, { counts }));
      await open(backend);
      expect(words(find("headline"))).toBe(text);
    }
  });
});
