import { describe, expect, it } from "vitest";

import { extent } from "../src/text/portfolio";
import { FakeBackend } from "./fixtures/backend";
import { plainCards } from "./fixtures/cards";
import { overview, pool, settings } from "./fixtures/pools";
import { portfolioView } from "./fixtures/portfolio";
import { card, expectAccessible, find, findAll, inside, open, settle, words } from "./window";

const unlisted = (backend: FakeBackend) => backend.overview.settings.unlisted;

/** The pool with these benefits hidden. */
function hidden(...codes: string[]) {
  const cards = plainCards().map((card) => ({ ...card, unlisted: codes.includes(card.code) }));
  return pool({ revision: 2, cards });
}

const backendWith = (...codes: string[]) => {
  const state = overview({ settings: { ...settings, unlisted: { p1: codes } } });
  return new FakeBackend(state, [hidden(...codes)]);
};

describe("a hidden benefit", () => {
  it("is hidden from its own screen by keyboard, which says what that means", async () => {
    const backend = new FakeBackend(overview(), [pool()]);
    const { user } = await open(backend);
    await user.click(inside(card("Sms"), "open-benefit") as HTMLElement);
    find("detail-hide").focus();
    await user.keyboard("{Enter}");
    expect(unlisted(backend)).toEqual({ p1: ["Sms"] });
    expect(words(find("announcer"))).toBe("SMS messages is hidden. Alerts about it still come.");
    backend.emit("pool_changed", hidden("Sms"));
    await settle();
    expect(words(find("detail-hidden"))).toContain("unless you mute them");
    expect(words(find("detail-hide"))).toBe("Show again");
    await user.keyboard("{Enter}");
    expect(unlisted(backend)).toEqual({});
  });

  it("is no card and is counted below the cards, where it can be shown again", async () => {
    const backend = backendWith("Sms", "Email");
    const { user } = await open(backend);
    expect(findAll("benefit-card")).toHaveLength(6);
    expect(words(find("hidden-benefits"))).toMatch(/^2 hidden benefits/);
    find("hidden-benefits").querySelector("summary")?.focus();
    await user.tab();
    await user.tab();
    expect(document.activeElement?.getAttribute("data-testid")).toBe("show-benefit");
    await user.keyboard("{Enter}");
    expect(unlisted(backend)).toEqual({ p1: ["Email"] });
    expect(document.activeElement?.tagName).toBe("SUMMARY");
    backend.emit("pool_changed", { ...hidden("Email"), revision: 3 });
    await settle();
    await user.click(find("show-benefit"));
    expect(unlisted(backend)).toEqual({});
    expect(document.activeElement?.getAttribute("data-testid")).toBe("open-benefit");
  });

  it("opens from that list, and gives the focus back to it", async () => {
    const { user } = await open(backendWith("Sms"));
    await user.click(find("hidden-benefits").querySelector(".link") as HTMLElement);
    expect(find("benefit-detail").dataset.code).toBe("Sms");
    await user.keyboard("{Escape}");
    expect(document.activeElement?.tagName).toBe("SUMMARY");
  });

  it("leaves other pools' choices alone", async () => {
    const unlistedBefore = { p2: ["Sms"] };
    const state = overview({ settings: { ...settings, unlisted: unlistedBefore } });
    const backend = new FakeBackend(state, [pool()]);
    const { user } = await open(backend);
    await user.click(inside(card("Sms"), "open-benefit") as HTMLElement);
    await user.click(find("detail-hide"));
    expect(unlisted(backend)).toEqual({ p2: ["Sms"], p1: ["Sms"] });
  });

  it("is accessible, also where all are hidden", async () => {
    await open(backendWith(...plainCards().map(({ code }) => code)));
    expect(findAll("benefit-card")).toHaveLength(0);
    expect(words(find("hidden-benefits"))).toMatch(/^8 hidden benefits/);
    await expectAccessible();
  });

  it("is counted on the overview", () => {
    const { counts } = portfolioView(overview());
    expect(extent({ ...counts, unlisted: 2 }, Date.now())).toMatch(/ · 2 hidden$/);
    expect(extent(counts, Date.now())).not.toContain("hidden");
  });
});
