import { describe, expect, it } from "vitest";

import { BenefitFilter, type Order, type Show } from "../src/features/benefit/filter.svelte";
import { FakeBackend } from "./fixtures/backend";
import { manyCards, oddCards, plainCards } from "./fixtures/cards";
import { overview, pool } from "./fixtures/pools";
import { find, findAll, open, settle, words } from "./window";

function codes(show: Show, text: string, order: Order, cards = plainCards()): string[] {
  const filter = Object.assign(new BenefitFilter(), { show, text, order });
  return filter.apply(cards, "en").map((card) => card.code);
}

describe("the benefit filter", () => {
  it("sorts by use, benefits without a percentage last", () => {
    expect(codes("all", "", "used")).toEqual([
      "Admins",
      "Sms",
      "Mau",
      "CustomDomains",
      "EnterpriseIdps",
      "Email",
      "Apps",
      "SocialConnections",
    ]);
  });

  it("sorts use over a total of 0 first", () => {
    expect(codes("all", "", "used", oddCards())[0]).toBe("OverNothing");
  });

  it("sorts by name, or keeps the plan's order", () => {
    expect(codes("all", "", "name")[0]).toBe("Admins");
    expect(codes("all", "", "name").at(-1)).toBe("SocialConnections");
    expect(codes("all", "", "plan")).toEqual(plainCards().map((card) => card.code));
  });

  it("counts near, critical and over as near the limit", () => {
    expect(codes("near", "", "plan")).toEqual(["Admins", "Sms", "Mau", "CustomDomains"]);
  });

  it("matches names and codes, ignoring case", () => {
    expect(codes("all", " email ", "plan")).toEqual(["Email"]);
    expect(codes("all", "IDPS", "plan")).toEqual(["EnterpriseIdps"]);
    expect(codes("trial", "s", "plan")).toEqual(["Sms", "CustomDomains", "SocialConnections"]);
  });
});

describe("5,000 benefits", () => {
  const thousands = () => new FakeBackend(overview(), [pool({ cards: manyCards(5000) })]);

  it("are shown 200 at a time", async () => {
    const { user } = await open(thousands());
    expect(findAll("benefit-card")).toHaveLength(200);
    expect(words(document.body)).toContain("200 of 5,000 are shown.");
    expect(words(document.body)).toContain("All 5,000");
    await user.click(find("show-more"));
    expect(findAll("benefit-card")).toHaveLength(400);
  });

  it("are all found by the filter", async () => {
    const cards = manyCards(5000);
    const last = cards.at(-1);
    const { user } = await open(new FakeBackend(overview(), [pool({ cards })]));
    await user.click(find("filter"));
    await user.paste(last?.code ?? "");
    await settle();
    expect(findAll("benefit-card").some((card) => card.dataset.code === last?.code)).toBe(true);
  });

  it("beyond those that are read are counted", async () => {
    const notices = [{ kind: "benefits_omitted" as const, read: 5000, omitted: 1200 }];
    await open(new FakeBackend(overview(), [pool({ notices })]));
    expect(words(find("notice"))).toContain("1,200 more benefits were not read.");
    expect(words(find("notice"))).toContain("reads the first 5,000");
  });

  it("have their alert rules 200 at a time", async () => {
    const backend = thousands();
    const benefits = manyCards(5000).map(({ code, name }) => ({
      code,
      name,
      thresholds: null,
      muted: false,
    }));
    const rules = { thresholds: null, muted: false, muted_parts: [], benefits };
    backend.answer("watch_rules", () => rules);
    const { user } = await open(backend);
    await user.click(find("pool-menu"));
    await user.click(find("pool-rules"));
    await settle();
    await settle();
    expect(findAll("rule")).toHaveLength(200);
  });
});
