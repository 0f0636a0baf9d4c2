import { describe, expect, it } from "vitest";

import { picked, type Order, type Show } from "../src/text/benefits";
import { oddCards, plainCards } from "./fixtures/cards";

const codes = (show: Show, filter: string, order: Order, cards = plainCards()) =>
  picked(cards, show, filter, order, "en").map((card) => card.code);

describe("the cards shown", () => {
  it("come most used first, what has no percentage last", () => {
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

  it("put what is over a total of nothing before everything", () => {
    expect(codes("all", "", "used", oddCards())[0]).toBe("OverNothing");
  });

  it("come by name or as in the plan", () => {
    expect(codes("all", "", "name")[0]).toBe("Admins");
    expect(codes("all", "", "name").at(-1)).toBe("SocialConnections");
    expect(codes("all", "", "plan")).toEqual(plainCards().map((card) => card.code));
  });

  it("are near, critical or over when only those near the limit are asked for", () => {
    expect(codes("near", "", "plan")).toEqual(["Admins", "Sms", "Mau", "CustomDomains"]);
  });

  it("are found by name and by code, whatever the case", () => {
    expect(codes("all", " email ", "plan")).toEqual(["Email"]);
    expect(codes("all", "IDPS", "plan")).toEqual(["EnterpriseIdps"]);
    expect(codes("trial", "s", "plan")).toEqual(["Sms", "CustomDomains", "SocialConnections"]);
  });
});
