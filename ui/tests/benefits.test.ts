import { describe, expect, it } from "vitest";

import { BenefitFilter, type Order, type Show } from "../src/features/benefit/filter.svelte";
import { oddCards, plainCards } from "./fixtures/cards";

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
