import { describe, expect, it, vi } from "vitest";

import type { PoolSummary } from "../src/backend/types";
import { find as search, searchable, type Entry } from "../src/features/search/find";
import { FakeBackend } from "./fixtures/backend";
import { failure, overview, settings, summaries } from "./fixtures/pools";
import { portfolioView } from "./fixtures/portfolio";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

const results = () => findAll("search-result").map((row) => row.dataset.key);
const chosen = () => findAll("search-result").find((row) => row.ariaSelected === "true");

/** The dialog is loaded when it is opened first. */
const fieldFocused = () =>
  vi.waitFor(() => expect(document.activeElement).toBe(find("search-field")), { timeout: 30_000 });

async function openSearch(backend = new FakeBackend()) {
  const opened = await open(backend);
  await opened.user.keyboard("{Control>}k{/Control}");
  await fieldFocused();
  return opened;
}

describe("the search", () => {
  it("opens by Ctrl+K and by its button, and closes by Escape with the focus back", async () => {
    const { user } = await open(new FakeBackend());
    await user.click(find("find"));
    await fieldFocused();
    find("search").dispatchEvent(new Event("cancel", { cancelable: true }));
    await settle();
    expect(findAll("search")).toHaveLength(0);
    expect(document.activeElement).toBe(find("find"));
  });

  it("lists pools and commands before anything is typed", async () => {
    await openSearch();
    const kinds = findAll("search-result").map((row) => row.dataset.kind);
    expect(new Set(kinds)).toEqual(new Set(["pools", "commands"]));
    expect(results().slice(0, 4)).toEqual(["p1", "p2", "p3", "p4"]);
  });

  it("finds a pool, a benefit of a pool by two words, and a command", async () => {
    const { user } = await openSearch();
    await user.keyboard("集团");
    expect(results()[0]).toBe("p3");
    await user.clear(find("search-field"));
    await user.keyboard("sms stag");
    expect(results()).toEqual(["p2 Sms"]);
    await user.keyboard("{Enter}");
    await settle();
    expect(find("benefit-detail").dataset.code).toBe("Sms");
    expect(find("pool-item").parentElement).toBeTruthy();
  });

  it("chooses by arrow keys, round the ends, and opens by Enter", async () => {
    const { user } = await openSearch();
    expect(chosen()?.dataset.key).toBe("p1");
    await user.keyboard("{ArrowDown}");
    expect(chosen()?.dataset.key).toBe("p2");
    expect(find("search-field").getAttribute("aria-activedescendant")).toBe(chosen()?.id);
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(chosen()?.dataset.key).toBe(results().at(-1));
    await user.keyboard("sett{Enter}");
    await settle();
    expect(findAll("search")).toHaveLength(0);
    expect(find("settings")).toBeTruthy();
  });

  it("says how many there are, and that there are none", async () => {
    const { user } = await openSearch();
    await user.keyboard("nothing of the sort");
    expect(words(find("search-none"))).toBe("Nothing found for “nothing of the sort”.");
    expect(find("search-field").getAttribute("aria-expanded")).toBe("false");
  });

  it("finds pools though the benefits could not be read", async () => {
    const backend = new FakeBackend().answer("findable", () => {
      throw failure("busy");
    });
    const { user } = await openSearch(backend);
    await user.keyboard("acme");
    expect(results().slice(0, 3)).toEqual(["p1", "p2", "p4"]);
    expect(results()).toContain("refresh");
  });

  const named: ["en" | "zh", string, string[]][] = [
    ["en", "mute", ["mute p1", "mute p2"]],
    ["en", "mute mails staging", ["mute p2"]],
    ["en", "mail", ["alerts", "alert-settings"]],
    ["en", "notifications", ["alerts", "alert-settings"]],
    ["en", "stop", ["alerts", "alert-settings", "mute p1"]],
    ["en", "share", ["share"]],
    ["en", "export", ["share", "export p1"]],
    ["en", "key", ["add", "key p1"]],
    ["en", "forecast", ["forecast"]],
    ["zh", "提醒", ["alerts", "alert-settings", "rules p1"]],
    ["zh", "静音", ["alerts", "alert-settings", "mute p1"]],
    ["zh", "分享", ["share"]],
    ["zh", "导出", ["share", "export p1"]],
    ["zh", "密钥", ["add", "key p1"]],
    ["zh", "预测", ["forecast"]],
  ];
  it.each(named)("in %s finds by “%s” the commands %j", async (language, query, keys) => {
    const backend = new FakeBackend(overview({ settings: { ...settings, language } }));
    const { user } = await openSearch(backend);
    expect(results()).not.toContain("mute p1");
    await user.keyboard(query);
    expect(results()).toEqual(expect.arrayContaining(keys));
    // What does it comes before benefits that merely contain the word.
    expect(findAll("search-result")[0]?.dataset.kind).toBe("commands");
  });

  const does: [string, string, (backend: FakeBackend) => void][] = [
    ["the dialog", "mute all staging", () => expect(find("mute-pool")).toBeTruthy()],
    ["the dialog", "alerts for staging", () => expect(find("settings-rules")).toBeTruthy()],
    ["the dialog", "access key staging", () => expect(find("test-new-key")).toBeTruthy()],
    ["the settings", "notifications settings", () => isFocused("alerts")],
    ["the menu", "share", () => expect(find("share-png")).toBe(document.activeElement)],
    ["the menu", "export staging", () => expect(find("export")).toBe(document.activeElement)],
  ];
  const isFocused = (id: string) =>
    expect(document.activeElement).toBe(document.getElementById(id));
  it.each(does)("opens %s by “%s”", async (_what, query, check) => {
    const backend = new FakeBackend();
    const { user } = await openSearch(backend);
    await user.keyboard(`${query}{Enter}`);
    await vi.waitFor(() => check(backend), { timeout: 5_000 });
  });

  it("opens the list of what has no forecast", async () => {
    const view = portfolioView(overview());
    const counts = { ...view.counts, without_forecast: 1 };
    const backend = new FakeBackend().answer("portfolio", () => ({ ...view, counts }));
    const { user } = await openSearch(backend);
    await user.keyboard("forecast{Enter}");
    await vi.waitFor(() => {
      expect((find("without-forecast") as HTMLDetailsElement).open).toBe(true);
    });
  });

  it.each(["en", "zh"] as const)("is accessible: %s", async (language) => {
    const backend = new FakeBackend(overview({ settings: { ...settings, language } }));
    const { user } = await openSearch(backend);
    await user.keyboard("s");
    await expectAccessible();
  });
});

describe("find", () => {
  const entry = (label: string, kind: Entry["kind"] = "benefits", detail = "") =>
    searchable(
      {
        key: label,
        kind,
        label,
        detail,
        state: "",
        shape: null,
        level: null,
        act: () => undefined,
      },
      detail,
    );
  const labels = (entries: Entry[], query: string) =>
    search(entries, query).groups.flatMap((group) => group.entries.map(({ label }) => label));

  it("puts beginnings first, then beginnings of words", () => {
    const entries = ["Transmission", "Direct mail", "Mail", "Email"].map((name) => entry(name));
    expect(labels(entries, "mail")).toEqual(["Mail", "Direct mail", "Email"]);
  });

  it("needs all words, in the name or in what it belongs to", () => {
    const entries = [entry("SMS", "benefits", "Acme"), entry("SMS", "benefits", "Globex")];
    expect(search(entries, "glo sms").groups[0]?.entries[0]?.detail).toBe("Globex");
    expect(labels(entries, "sms initech")).toEqual([]);
  });

  it("shows few of 8,000 benefits and says how many more there are", () => {
    const entries = Array.from({ length: 8_000 }, (_, index) => entry(`Benefit ${index}`));
    const found = search(entries, "benefit");
    expect(found.groups[0]?.entries).toHaveLength(24);
    expect(found.more).toBe(7_976);
  });
});

it("lists the pools in the worst condition first, or in the owner's order", async () => {
  const pools = summaries() as [PoolSummary, ...PoolSummary[]];
  const worst_first = ["p3", "p1", "p2", "p4"];
  const byWorst = { ...settings, pool_order: "worst_first" as const };
  const backend = new FakeBackend(overview({ pools, worst_first, settings: byWorst }));
  const { user } = await open(backend);
  const order = () => findAll("pool-item").map((item) => item.dataset.pool);
  expect(order()).toEqual(worst_first);
  await user.keyboard("{Control>}1{/Control}");
  expect(words(document.querySelector("h1") as HTMLElement)).toBe("集团员工");
  await user.selectOptions(find("pool-order"), "own");
  expect(backend.called("change_settings").at(-1)?.args).toEqual({
    settings: { ...byWorst, pool_order: "own" },
  });
  expect(order()).toEqual(["p1", "p2", "p3", "p4"]);
});
