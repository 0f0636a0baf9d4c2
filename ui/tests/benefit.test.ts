import { describe, expect, it, vi } from "vitest";

import type { HistoryRequest, OutlookView } from "../src/backend/generated";
import { fullSoon, outlookWords } from "../src/text/outlook";
import { inDays, plainCards } from "./fixtures/cards";
import { historyView } from "./fixtures/history";
import { failure, minutesAgo, overview, pool, settings } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { find, findAll, open, settle, words } from "./window";

const card = (code: string) => {
  const found = findAll("benefit-card").find((one) => one.dataset.code === code);
  if (!found) throw new Error(`no card ${code}`);
  return found;
};
const inside = (element: HTMLElement, testid: string) =>
  element.querySelector<HTMLElement>(`[data-testid="${testid}"]`);

async function openBenefit(shell = new FakeShell(), code = "Sms") {
  const opened = await open(shell);
  await opened.user.click(inside(card(code), "open-benefit") as HTMLElement);
  await vi.waitUntil(() => shell.called("benefit_history").length > 0);
  await settle();
  await settle();
  return opened;
}

const requests = (shell: FakeShell) =>
  shell.called("benefit_history").map((call) => call.args.request as HistoryRequest);

describe("a card's trend", () => {
  it("is a line for each piece, its gaps left open, a dot where it stands", async () => {
    await open(new FakeShell());
    const [line, now] = (inside(card("Email"), "sparkline") as HTMLElement).querySelectorAll(
      "path",
    );
    const pieces = line?.getAttribute("d")?.split("M").filter(Boolean) ?? [];
    expect(pieces).toHaveLength(3);
    expect(pieces[0]).toMatch(/^0 \d+h\.1$/);
    expect(pieces[1]?.split("L")).toHaveLength(20);
    expect(now?.getAttribute("d")).toMatch(/^M1000 \d+h\.1$/);
  });

  it("is only drawn: what it says is said in words", async () => {
    await open(new FakeShell());
    expect(inside(card("Sms"), "sparkline")?.getAttribute("aria-hidden")).toBe("true");
    expect(words(inside(card("Sms"), "card-outlook") as HTMLElement)).toMatch(/^Full around /);
    expect(inside(card("Sms"), "open-benefit")?.title).toContain("probability of 97%");
  });

  it("leaves no room where no card has one", async () => {
    const cards = plainCards().map((one) => ({ ...one, trend: null }));
    await open(new FakeShell(overview(), [pool({ cards })]));
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

  it("is shown only where it will be full within 30 days", async () => {
    await open(new FakeShell());
    const shown = findAll("benefit-card").filter((one) => inside(one, "card-outlook"));
    expect(shown.map((one) => one.dataset.code)).toEqual(["Sms", "Mau"]);
    expect(fullSoon(fullOn("2026-12-22"), now)).toBe("2026-12-22");
    expect(fullSoon(fullOn("2026-12-23"), now)).toBeNull();
    expect(fullSoon(fullOn(null), now)).toBeNull();
    expect(fullSoon({ kind: "full" }, now)).toBeNull();
  });

  it("has a sentence for each way it may be, and none where there is nothing to say", () => {
    const range: OutlookView = {
      kind: "full_on",
      first: "2026-12-01",
      likely: "2026-12-03",
      last: "2026-12-09",
      percent: 92,
    };
    const said: [OutlookView, RegExp][] = [
      [range, /^Full between Dec 1 and Dec 9 in 8 of 10 cases.*around Dec 3\. .*92%\.$/],
      [{ ...range, last: null }, /^Full from Dec 1 on, most likely around Dec 3\./],
      [{ ...range, likely: null, last: null }, /^Possibly full from Dec 1 on/],
      [{ kind: "full" }, /^Nothing is left\.$/],
      [{ kind: "not_at_this_pace" }, /^At this pace, not full within 120 days\.$/],
      [{ kind: "too_little_history", days: 6, needed: 14 }, /6 of 14 days\.$/],
      [{ kind: "no_limit" }, /no limit/],
      [{ kind: "not_told" }, /^$/],
    ];
    for (const [outlook, words] of said) expect(outlookWords(outlook)).toMatch(words);
  });
});

describe("a benefit's own screen", () => {
  it("takes the place of cards and chart, and has the focus on its name", async () => {
    await openBenefit();
    expect(findAll("benefit-card")).toHaveLength(0);
    expect(findAll("mau-chart")).toHaveLength(0);
    expect(words(document.activeElement as HTMLElement)).toBe("SMS messages");
    expect(find("figure-used").dataset.value).toBe("1379");
    expect(find("detail-outlook").dataset.kind).toBe("full_on");
    expect(words(find("detail-outlook"))).toContain("in 8 of 10 cases");
  });

  it.each(["detail-back", "{Escape}"])(
    "leads back by %s, to the card it came from",
    async (way) => {
      const { user } = await openBenefit();
      await (way.startsWith("{") ? user.keyboard(way) : user.click(find(way)));
      expect(findAll("benefit-card")).toHaveLength(8);
      expect(document.activeElement).toBe(inside(card("Sms"), "open-benefit"));
    },
  );

  it("keeps what was filtered while it is looked at", async () => {
    const { user } = await open(new FakeShell());
    await user.click(find("show-near"));
    await user.click(inside(card("Sms"), "open-benefit") as HTMLElement);
    await user.keyboard("{Escape}");
    expect(findAll("benefit-card")).toHaveLength(4);
  });

  it("asks for its days as wide as it is, and again for a range, a theme and new figures", async () => {
    const shell = new FakeShell();
    const { user } = await openBenefit(shell);
    expect(requests(shell)).toEqual([
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
    shell.emit("overview_changed", overview({ settings: { ...settings, theme: "dark" } }));
    await settle();
    shell.emit("pool_changed", pool({ reading: { taken_at: minutesAgo(0), source: "live" } }));
    await settle();
    expect(requests(shell).map(({ days, theme }) => [days, theme])).toEqual([
      [90, "light"],
      [365, "light"],
      [365, "dark"],
      [365, "dark"],
    ]);
  });

  it("gives a day's figures to the arrow keys, what happened on it too", async () => {
    const { user } = await openBenefit();
    find("detail-bars").focus();
    await user.keyboard("{Home}");
    expect(words(find("detail-tooltip"))).toMatch(/Used.*Least.*Most.*Total1,000$/);
    const notes = findAll("detail-bar").map((bar) => bar.getAttribute("aria-label"));
    expect(notes).toHaveLength(90);
    expect(notes.filter((note) => note?.includes("(reset)"))).toHaveLength(2);
    expect(notes.filter((note) => note?.includes("(total changed)"))).toHaveLength(1);
    await user.keyboard("{Escape}");
    expect(findAll("detail-tooltip")).toHaveLength(0);
    expect(findAll("benefit-detail")).toHaveLength(1);
  });

  it("gives the same as a table, the latest first", async () => {
    const { user } = await openBenefit();
    await user.click(find("detail-show-table"));
    const rows = Array.from(find("detail-table").querySelectorAll<HTMLElement>("tbody tr"));
    expect(rows).toHaveLength(90);
    expect(words(rows[0] as HTMLElement)).toContain("1,500");
    expect(rows.filter((row) => words(row).includes("reset"))).toHaveLength(2);
    expect(find("detail-table").querySelectorAll("th[scope=col]")).toHaveLength(6);
  });

  it("lists when it changed, with what was a reset and what a new total", async () => {
    await openBenefit();
    const rows = Array.from(find("detail-change-list").querySelectorAll<HTMLElement>("tbody tr"));
    expect(rows.filter((row) => words(row).includes("reset"))).toHaveLength(2);
    expect(rows.filter((row) => words(row).includes("total changed"))).toHaveLength(1);
  });

  it("says so when nothing is known yet, and when it cannot be had", async () => {
    const shell = new FakeShell().answer("benefit_history", ({ request }) =>
      historyView(request as HistoryRequest, { chart: null, days: [], changes: [] }),
    );
    const { user } = await openBenefit(shell);
    expect(words(find("detail-empty"))).toBe("No history has been read yet.");
    expect(words(find("detail-changes"))).toContain("Nothing changed in this time.");
    shell.answer("benefit_history", () => {
      throw failure("store_failed");
    });
    await user.click(find("detail-range-30"));
    await settle();
    expect(find("error").dataset.code).toBe("store_failed");
    expect(find("figure-used").dataset.value).toBe("1379");
  });

  it("shows the days of one that the server no longer lists, under the name it had", async () => {
    const shell = new FakeShell(overview(), [pool({ cards: plainCards().slice(2) })]);
    await open(shell);
    shell.emit("open_at", { pool: "p1", benefit: "Sms" });
    await vi.waitUntil(() => shell.called("benefit_history").length > 0);
    await settle();
    expect(words(find("benefit-detail"))).toContain("SMS messages");
    expect(findAll("figure-used")).toHaveLength(0);
    expect(findAll("detail-chart")).toHaveLength(1);
  });
});

it("the MAU card says what the running period comes to", async () => {
  const outlook: OutlookView = {
    kind: "full_on",
    first: inDays(3),
    likely: null,
    last: null,
    percent: 20,
  };
  const shell = new FakeShell(overview(), [pool({ mau_outlook: outlook })]);
  await open(shell);
  await vi.waitUntil(() => findAll("mau-outlook").length > 0);
  expect(words(find("mau-outlook"))).toMatch(/^This period: Possibly full from /);
});
