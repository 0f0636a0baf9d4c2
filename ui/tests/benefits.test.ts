import { describe, expect, it } from "vitest";

import { BenefitFilter, needsAttention, type Order } from "../src/features/benefit/filter.svelte";
import { FakeBackend } from "./fixtures/backend";
import { manyCards, oddCards, plainCards } from "./fixtures/cards";
import { overview, pool } from "./fixtures/pools";
import { find, findAll, open, settle, words } from "./window";

function codes(text: string, order: Order, cards = plainCards()): string[] {
  const filter = Object.assign(new BenefitFilter(), { text, order });
  return filter.apply(cards, "en").map((card) => card.code);
}

describe("the benefit filter", () => {
  it("sorts by the places that the backend gives", () => {
    const cards = plainCards();
    const places = [3, 0, 5, 1, 2, 7, 6, 4];
    const moved = cards.map((card, index) => ({ ...card, place: places[index] ?? 0 }));
    expect(codes("", "urgent", moved)).toEqual(
      [1, 3, 4, 0, 7, 2, 6, 5].map((index) => cards[index]?.code),
    );
    expect(codes("", "urgent", oddCards())[0]).toBe("OverNothing");
  });

  it("sorts by name, or keeps the plan's order", () => {
    expect(codes("", "name")[0]).toBe("Admins");
    expect(codes("", "name").at(-1)).toBe("SocialConnections");
    expect(codes("", "plan")).toEqual(plainCards().map((card) => card.code));
  });

  it("matches names and codes, ignoring case", () => {
    expect(codes(" email ", "plan")).toEqual(["Email"]);
    expect(codes("IDPS", "plan")).toEqual(["EnterpriseIdps"]);
  });
});

it("what is near or worse by its urgency needs attention", () => {
  const [ok] = plainCards().slice(4, 5);
  expect(plainCards().filter(needsAttention)).toHaveLength(4);
  // A benefit that runs out soon, whatever its percentage.
  expect(ok && needsAttention({ ...ok, urgency: "critical" })).toBe(true);
});

describe("5,000 benefits", () => {
  const thousands = () => new FakeBackend(overview(), [pool({ cards: manyCards(5000) })]);

  it("are shown 200 cards and 200 rows at a time", async () => {
    const { user } = await open(thousands());
    expect(findAll("benefit-card")).toHaveLength(400);
    expect(words(document.body)).toContain("Needs attention 1,000");
    expect(words(document.body)).toContain("200 of 1,000 are shown.");
    expect(words(document.body)).toContain("200 of 4,000 are shown.");
    await user.click(find("show-more"));
    expect(findAll("benefit-card")).toHaveLength(600);
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
