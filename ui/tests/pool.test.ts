import { describe, expect, it } from "vitest";

import { HOSTILE, manyCards, oddCards } from "./fixtures/cards";
import { failure, minutesAgo, overview, pool } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { find, findAll, open, settle, words } from "./window";

const shellOf = (part: Parameters<typeof pool>[0]) => new FakeShell(overview(), [pool(part)]);
const card = (code: string) => {
  const found = findAll("benefit-card").find((one) => one.dataset.code === code);
  if (!found) throw new Error(`no card ${code}`);
  return found;
};
const inside = (element: HTMLElement, testid: string) =>
  element.querySelector<HTMLElement>(`[data-testid="${testid}"]`);

describe("a card", () => {
  it("shows used of total, percent and what is left", async () => {
    await open(shellOf({}));
    const sms = card("Sms");
    expect(sms.dataset.level).toBe("critical");
    expect(inside(sms, "figure-used")?.dataset.value).toBe("1379");
    expect(inside(sms, "figure-total")?.dataset.value).toBe("1500");
    expect(inside(sms, "figure-percent")?.dataset.value).toBe("91");
    expect(words(sms)).toMatch(/SMS messages Trial 1,379 of 1,500 91% 121 left/);
    expect(inside(sms, "trial-badge")).not.toBeNull();
    expect(inside(card("Admins"), "trial-badge")).toBeNull();
  });

  it("has words for each state", async () => {
    await open(shellOf({ cards: oddCards() }));
    expect(words(card("Admins"))).toContain("2 over the limit");
    expect(words(card("OverNothing"))).toContain("3 of 0 3 over the limit");
    expect(words(card("Apps"))).toContain("7 Unlimited");
    expect(words(card("SocialConnections"))).toContain("Not in this plan");
    expect(words(card("Full"))).toContain("Nothing left");
    expect(words(card("Unread"))).toContain("— of 100 Not reported; the server sent “N/A”");
    expect(words(card("Silent"))).toContain("Not reported");
    expect(inside(card("Unread"), "figure-percent")).toBeNull();
    expect(inside(card("Unread"), "figure-used")?.dataset.value).toBeUndefined();
  });

  it("shows a hostile name as text", async () => {
    await open(shellOf({ name: HOSTILE, cards: oddCards() }));
    expect(words(card("Hostile"))).toContain("<img src=x onerror=alert(1)>");
    expect(document.querySelector("img")).toBeNull();
  });

  it("copies its code", async () => {
    const { user } = await open(shellOf({}));
    await user.click(inside(card("Sms"), "copy-code") as HTMLElement);
    expect(await navigator.clipboard.readText()).toBe("Sms");
  });
});

describe("the cards", () => {
  it("are as many as there are", async () => {
    await open(shellOf({ cards: manyCards(200) }));
    expect(findAll("benefit-card")).toHaveLength(200);
  });

  it("are picked by the filters", async () => {
    const { user } = await open(shellOf({}));
    await user.click(find("show-near"));
    expect(findAll("benefit-card")).toHaveLength(4);
    await user.type(find("filter"), "nothing like it");
    expect(findAll("benefit-card")).toHaveLength(0);
    expect(words(document.body)).toContain("No benefit matches.");
  });

  it("say so when there are none", async () => {
    await open(shellOf({ cards: [] }));
    expect(words(document.body)).toContain("The server reports no benefits for this pool.");
  });

  it("are dimmed when kept from earlier, with their age", async () => {
    await open(shellOf({ reading: { taken_at: minutesAgo(190), source: "kept" } }));
    expect(card("Sms").parentElement?.classList).toContain("kept");
    expect(words(find("reading-age"))).toBe("Figures from 3 hours ago");
  });

  it("are only blank before the very first figures", async () => {
    const shell = shellOf({ cards: null, reading: null, refreshing: true, notices: [] });
    await open(shell);
    expect(document.querySelector("[aria-busy=true]")).not.toBeNull();
    shell.emit("pool_changed", pool());
    await settle();
    shell.emit("pool_changed", pool({ refreshing: true }));
    await settle();
    expect(document.querySelector("[aria-busy=true]")).toBeNull();
    expect(findAll("benefit-card")).toHaveLength(8);
  });
});

it("an answer overtaken by an event does not bring old figures back", async () => {
  const shell = shellOf({ revision: 5 });
  await open(shell);
  shell.emit("pool_changed", pool({ revision: 4, cards: [] }));
  shell.emit("overview_changed", overview({ revision: 0, pools: [] }));
  await settle();
  expect(findAll("benefit-card")).toHaveLength(8);
});

describe("a refresh", () => {
  it("is asked for by button and by Ctrl+R, and its end is said aloud", async () => {
    const shell = shellOf({});
    const { user } = await open(shell);
    await user.click(find("refresh"));
    await user.keyboard("{Control>}r{/Control}");
    expect(shell.called("refresh_pool").map((call) => call.args)).toEqual([
      { pool: "p1" },
      { pool: "p1" },
    ]);
    shell.emit("pool_changed", pool({ refreshing: true }));
    shell.emit("pool_changed", pool());
    await settle();
    expect(words(find("announcer"))).toBe("Acme Production: figures updated.");
  });

  it("that fails leaves the figures and shows the server's words under Details", async () => {
    const shell = shellOf({});
    await open(shell);
    const refused = failure("key_rejected", { message: "<b>no</b>", request_id: "r-1" });
    shell.emit(
      "pool_changed",
      pool({
        reading: { taken_at: minutesAgo(65), source: "kept" },
        notices: [{ kind: "failed", failure: refused, kept_from: minutesAgo(65) }],
      }),
    );
    await settle();
    expect(findAll("benefit-card")).toHaveLength(8);
    const error = find("error");
    expect(error.dataset.code).toBe("key_rejected");
    expect(find("notice").contains(error)).toBe(true);
    expect(words(error)).toContain("The access key was rejected. The figures from 1 hour ago");
    expect(error.querySelector("details")?.textContent).toContain("<b>no</b>");
    expect(error.querySelector("details")?.textContent).toContain("r-1");
  });
});

it("leads to the console and to replacing the key from the strip", async () => {
  const shell = shellOf({});
  const { user } = await open(shell);
  await user.click(find("notice-console"));
  expect(shell.called("open_console")).toHaveLength(1);
});

it("leaves a refusal with the pool it was for", async () => {
  const shell = shellOf({}).answer("open_console", () => {
    throw failure("open_failed");
  });
  const { user } = await open(shell);
  // Known already, so that nothing is taken off the screen in between.
  await user.click(findAll("pool-item")[1] as HTMLElement);
  await user.click(findAll("pool-item")[0] as HTMLElement);
  await user.click(find("notice-console"));
  expect(find("error").dataset.code).toBe("open_failed");
  await user.click(findAll("pool-item")[1] as HTMLElement);
  expect(findAll("error")).toHaveLength(0);
});
