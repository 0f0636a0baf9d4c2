import { describe, expect, it } from "vitest";

import type { PoolView } from "../src/backend/types";
import { FakeBackend } from "./fixtures/backend";
import { HOSTILE, inDays, manyCards, oddCards, plainCards } from "./fixtures/cards";
import { failure, minutesAgo, overview, planEnds, pool } from "./fixtures/pools";
import { card, find, findAll, inside, open, settle, words } from "./window";

const backendOf = (part: Parameters<typeof pool>[0]) => new FakeBackend(overview(), [pool(part)]);

describe("a card", () => {
  it("shows used of total, percent and what is left", async () => {
    await open(backendOf({}));
    const sms = card("Sms");
    expect(sms.dataset.level).toBe("critical");
    expect(inside(sms, "figure-used")?.dataset.value).toBe("1379");
    expect(inside(sms, "figure-total")?.dataset.value).toBe("1500");
    expect(inside(sms, "figure-percent")?.dataset.value).toBe("91");
    expect(words(sms)).toMatch(/SMS messages Trial 1,379 of 1,500 91% .*121 left Runs out around /);
    expect(inside(sms, "trial-badge")).not.toBeNull();
    expect(inside(card("Admins"), "trial-badge")).toBeNull();
  });

  it("has text for each state", async () => {
    await open(backendOf({ cards: oddCards() }));
    expect(words(card("Admins"))).toContain("2 over the limit");
    expect(words(card("OverNothing"))).toContain("3 of 0 3 over the limit");
    expect(words(card("Apps"))).toContain("7 Unlimited");
    expect(words(card("SocialConnections"))).toContain("Not in this plan");
    expect(words(card("Full"))).toContain("Nothing left");
    expect(words(card("Unread"))).toMatch(/— of 100 Not reported; the server sent “N\/A”$/);
    expect(words(card("Silent"))).toContain("Not reported");
    expect(inside(card("Unread"), "figure-percent")).toBeNull();
    expect(inside(card("Unread"), "figure-used")?.dataset.value).toBeUndefined();
  });

  it("shows a hostile name as text", async () => {
    await open(backendOf({ name: HOSTILE, cards: oddCards() }));
    expect(words(card("Hostile"))).toContain("<img src=x onerror=alert(1)>");
    expect(document.querySelector("img")).toBeNull();
  });

  it("says its level in words", async () => {
    await open(backendOf({}));
    expect(words(card("EnterpriseIdps"))).toMatch(/^within its limit /);
    expect(card("Sms").closest(".grid")).not.toBeNull();
    expect(card("Email").closest(".room")).not.toBeNull();
  });

  it("says since when it is over, what comes before a reset, and how long nothing changed", async () => {
    await open(backendOf({}));
    expect(words(card("Admins"))).toMatch(/2 over the limit Since \w+ \d+$/);
    expect(words(card("Mau"))).toMatch(/1,880 left About 8,600 by \w+ \d+$/);
    expect(words(card("CustomDomains"))).toMatch(/1 left Unchanged for 24 days$/);
  });

  it("claims no reset that comes before the likely day", async () => {
    const sms = (resets: number) =>
      plainCards()
        .filter(({ code }) => code === "Sms")
        .map((one) => ({ ...one, resets_on: inDays(resets) }));
    const backend = backendOf({ cards: sms(13) });
    await open(backend);
    expect(words(card("Sms"))).toContain(", resets ");
    backend.emit("pool_changed", pool({ revision: 2, cards: sms(11) }));
    await settle();
    expect(words(card("Sms"))).not.toContain("resets");
  });
});

describe("the cards", () => {
  it("show every benefit", async () => {
    await open(backendOf({ cards: manyCards(200) }));
    expect(findAll("benefit-card")).toHaveLength(200);
  });

  it("are filtered", async () => {
    const { user } = await open(backendOf({}));
    await user.type(find("filter"), "sms");
    expect(findAll("benefit-card")).toHaveLength(1);
    await user.clear(find("filter"));
    await user.type(find("filter"), "nothing like it");
    expect(findAll("benefit-card")).toHaveLength(0);
    expect(words(document.body)).toContain("No benefit matches.");
  });

  it("explain that there are none", async () => {
    await open(backendOf({ cards: [] }));
    expect(words(document.body)).toContain("The server lists no benefits for this pool.");
  });

  it("are dimmed with their age if stored earlier", async () => {
    await open(backendOf({ reading: { taken_at: minutesAgo(190), source: "kept" } }));
    expect(card("Sms").parentElement?.classList).toContain("kept");
    expect(words(find("reading-age"))).toBe("From 3 hours ago");
  });

  it("are placeholders only before the first figures", async () => {
    const backend = backendOf({ cards: null, reading: null, refreshing: true, notices: [] });
    await open(backend);
    expect(document.querySelector("[aria-busy=true]")).not.toBeNull();
    backend.emit("pool_changed", pool());
    await settle();
    backend.emit("pool_changed", pool({ refreshing: true }));
    await settle();
    expect(document.querySelector("[aria-busy=true]")).toBeNull();
    expect(findAll("benefit-card")).toHaveLength(8);
  });
});

it("an older revision does not replace a newer one", async () => {
  const backend = backendOf({ revision: 5 });
  await open(backend);
  backend.emit("pool_changed", pool({ revision: 4, cards: [] }));
  backend.emit("overview_changed", overview({ revision: 0, pools: [] }));
  await settle();
  expect(findAll("benefit-card")).toHaveLength(8);
});

describe("a refresh", () => {
  it("starts by button and Ctrl+R, and its end is announced", async () => {
    const backend = backendOf({});
    const { user } = await open(backend);
    await user.click(find("refresh"));
    await user.keyboard("{Control>}r{/Control}");
    expect(backend.called("refresh_pool").map((call) => call.args)).toEqual([
      { pool: "p1" },
      { pool: "p1" },
    ]);
    backend.emit("pool_changed", pool({ refreshing: true }));
    backend.emit("pool_changed", pool());
    await settle();
    expect(words(find("announcer"))).toBe("Acme Production: figures updated.");
  });

  it("that fails keeps the figures and shows the server's message under Details", async () => {
    const backend = backendOf({});
    await open(backend);
    const rejected = failure("key_rejected", { message: "<b>no</b>", request_id: "r-1" });
    backend.emit(
      "pool_changed",
      pool({
        reading: { taken_at: minutesAgo(65), source: "kept" },
        notices: [{ kind: "failed", failure: rejected, kept_from: minutesAgo(65) }],
      }),
    );
    await settle();
    expect(findAll("benefit-card")).toHaveLength(8);
    const error = find("error");
    expect(error.dataset.code).toBe("key_rejected");
    expect(find("notice").contains(error)).toBe(true);
    expect(words(error)).toContain(
      "The access key was rejected. The figures shown are from 1 hour ago",
    );
    expect(error.querySelector("details")?.textContent).toContain("<b>no</b>");
    expect(error.querySelector("details")?.textContent).toContain("r-1");
  });
});

describe("the plan's end", () => {
  it("is counted in days, with the consequence and the benefits on trial by name", async () => {
    await open(backendOf({ notices: [planEnds(6), { kind: "trial", count: 3 }] }));
    const text = words(find("notice"));
    expect(text).toMatch(
      /^6 days left Plan ends on .*\. 3 benefits are on trial\. When a trial ends/,
    );
    const names = Array.from(find("notice").querySelectorAll("li"), (name) => name.textContent);
    expect(names).toEqual(["SMS messages", "Custom domains", "Social connections"]);
    expect(findAll("notice-console")).toHaveLength(1);
  });

  it("is what is counted for trials too: they have no end of their own", async () => {
    const at = new Date(Date.now() + 200 * 86_400_000).toISOString();
    const plan = { ...pool().plan, ends_at: at } as PoolView["plan"];
    const backend = backendOf({ plan, notices: [{ kind: "trial", count: 3 }] });
    await open(backend);
    expect(words(find("notice"))).toMatch(/^200 days left 3 benefits are on trial\./);
    backend.emit("pool_changed", pool({ plan: null, notices: [{ kind: "trial", count: 3 }] }));
    await settle();
    expect(words(find("notice"))).toMatch(/^3 benefits are on trial\./);
  });

  it("leaves what is over its limit to the cards, which else is a notice", async () => {
    const over = { kind: "over_limit" as const, count: 1, name: "Admins" };
    const backend = backendOf({ notices: [planEnds(6), over] });
    await open(backend);
    expect(words(find("notice"))).not.toContain("Over the limit");
    backend.emit("pool_changed", pool({ notices: [over] }));
    await settle();
    expect(words(find("notice"))).toContain("Over the limit: Admins.");
  });

  it("is not on the screen of a benefit, where only what concerns its figures is", async () => {
    const failed = { kind: "failed" as const, failure: failure("timed_out"), kept_from: null };
    const { user } = await open(backendOf({ notices: [planEnds(6), failed] }));
    await user.click(inside(card("Sms"), "open-benefit") as HTMLElement);
    expect(Array.from(find("notice").children, (row) => (row as HTMLElement).dataset.kind)).toEqual(
      ["failed"],
    );
  });
});

it("reads a new notice aloud, but none that was there", async () => {
  const backend = backendOf({ notices: [planEnds(6)] });
  await open(backend);
  expect(words(find("announcer"))).toBe("");
  const failed = { kind: "failed" as const, failure: failure("timed_out"), kept_from: null };
  backend.emit("pool_changed", pool({ notices: [failed, planEnds(6)] }));
  await settle();
  expect(words(find("announcer"))).toBe("api.genauth.ai did not answer in time.");
  const button = find("notice-refresh");
  const about = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(words(about as HTMLElement)).toContain("did not answer in time");
});

it("renames with the old name selected", async () => {
  const { user } = await open(backendOf({}));
  await user.click(find("pool-menu"));
  await user.click(find("rename-pool"));
  const field = find("rename-name") as HTMLInputElement;
  expect(document.activeElement).toBe(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, "Acme Production".length]);
});

it("opens the console from a notice", async () => {
  const backend = backendOf({});
  const { user } = await open(backend);
  await user.click(find("notice-console"));
  expect(backend.called("open_console")).toHaveLength(1);
});

it("shows an error for its pool only", async () => {
  const backend = backendOf({}).answer("open_console", () => {
    throw failure("open_failed");
  });
  const { user } = await open(backend);
  // Loads both views first, so that switching does not clear the screen.
  await user.click(findAll("pool-item")[1] as HTMLElement);
  await user.click(findAll("pool-item")[0] as HTMLElement);
  await user.click(find("notice-console"));
  expect(find("error").dataset.code).toBe("open_failed");
  await user.click(findAll("pool-item")[1] as HTMLElement);
  expect(findAll("error")).toHaveLength(0);
});
