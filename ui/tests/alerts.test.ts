import { describe, expect, it, vi } from "vitest";

import type { AlertKind, HooksFileProblem, InboxRow, WebhookState } from "../src/backend/types";
import { alertText } from "../src/text/alerts";
import { parsePercents } from "../src/text/percents";
import { alert, alerts } from "./fixtures/alerts";
import { FakeBackend } from "./fixtures/backend";
import { inDays } from "./fixtures/cards";
import { failure, overview, settings } from "./fixtures/pools";
import { find, findAll, open, settle, words } from "./window";

const withAlerts = () => new FakeBackend(overview({ alerts: alerts(), unseen_alerts: 3 }));
const item = (kind: string) => {
  const found = findAll("alert-item").find((one) => one.dataset.kind === kind);
  if (!found) throw new Error(`no alert ${kind}`);
  return found;
};
const inside = (element: HTMLElement, testid: string) =>
  element.querySelector(`[data-testid="${testid}"]`) as HTMLElement;

describe("the bell", () => {
  it("shows the number of unseen alerts, with a label for screen readers", async () => {
    await open(withAlerts());
    expect(find("bell").dataset.unseen).toBe("3");
    expect(words(find("bell"))).toBe("Alerts 3 3 new");
  });

  it("shows no number when all alerts were seen", async () => {
    await open(new FakeBackend());
    expect(find("bell").dataset.unseen).toBe("0");
    expect(words(find("bell"))).toBe("Alerts");
  });
});

describe("the list of alerts", () => {
  const show = async (user: { click: (element: Element) => Promise<void> }, tab: string) => {
    await user.click(find(`alerts-${tab}`));
    await settle();
  };
  const rows = () => findAll("alert-item").map((row) => [row.dataset.kind, row.dataset.alert]);
  const focusRow = (kind: string) => inside(item(kind), "alert-open").focus();

  it("has one row for each matter, in four tabs with counts", async () => {
    const { user } = await open(withAlerts());
    await user.click(find("bell"));
    expect(rows()).toEqual([
      ["threshold", "9"],
      ["threshold", "8"],
    ]);
    expect(words(find("alerts-open"))).toBe("Open 2");
    expect(words(find("alerts-snoozed"))).toBe("Snoozed 1");
    expect(words(find("alerts-muted"))).toBe("Muted 1");
    expect(words(find("alerts-resolved"))).toBe("Resolved 2");
  });

  it("shows what happened, when, and what to do", async () => {
    const { user } = await open(withAlerts());
    await user.click(find("bell"));
    expect(words(item("threshold"))).toMatch(
      /SMS messages has reached 90% of its limit. Acme Production 4 min ago New 1,362 of 1,500 used. Upgrade/,
    );
    await show(user, "resolved");
    expect(words(item("key_rejected"))).toContain("Resolved");
    await show(user, "muted");
    expect(words(item("trial_at_risk"))).toMatch(/Muted.*end users can’t sign in/);
  });

  it("folds the earlier alerts of a matter under its newest", async () => {
    const { user } = await open(withAlerts());
    await user.click(find("bell"));
    const fold = inside(item("threshold"), "alert-fold");
    expect(words(fold)).toBe("1 earlier");
    expect(fold.getAttribute("aria-expanded")).toBe("false");
    await user.click(fold);
    expect(fold.getAttribute("aria-expanded")).toBe("true");
    expect(words(inside(item("threshold"), "alert-folded"))).toContain("will probably run out");
  });

  it("moves between tabs by arrow keys", async () => {
    const { user } = await open(withAlerts());
    await user.click(find("bell"));
    find("alerts-open").focus();
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(document.activeElement).toBe(find("alerts-muted"));
    expect(find("alerts-muted").getAttribute("aria-selected")).toBe("true");
    expect(rows()).toEqual([["trial_at_risk", "5"]]);
  });

  it("marks alerts as seen when opened, and as new until closed", async () => {
    const backend = withAlerts();
    const { user } = await open(backend);
    await user.click(find("bell"));
    expect(backend.called("see_alerts")).toHaveLength(1);
    const seen = alerts().map((one) => ({ ...one, seen: true }));
    backend.emit("overview_changed", overview({ revision: 2, alerts: seen }));
    await settle();
    expect(words(item("threshold"))).toContain("New");
    const more = [alert(10, { kind: "pool" }, { kind: "key_rejected" }, 0), ...seen];
    backend.emit("overview_changed", overview({ revision: 3, alerts: more, unseen_alerts: 1 }));
    await settle();
    expect(backend.called("see_alerts")).toHaveLength(2);
  });

  it("opens the alert's benefit", async () => {
    const { user } = await open(withAlerts());
    await user.click(find("bell"));
    await user.click(inside(item("threshold"), "alert-open"));
    expect(find("benefit-detail").dataset.code).toBe("Sms");
  });

  it("resolves, snoozes and mutes the row that has the focus by E, H and M", async () => {
    const backend = withAlerts();
    const { user } = await open(backend);
    await user.click(find("bell"));
    focusRow("threshold");
    await user.keyboard("e");
    // A matter is resolved with all of it that holds.
    expect(backend.called("resolve_alert").map((call) => call.args.alert)).toEqual([9, 7]);
    await user.keyboard("{ArrowDown}h");
    expect(backend.called("snooze_alert").map((call) => call.args)).toEqual([
      { alert: 8, hours: 24 },
    ]);
    await user.keyboard("m");
    expect(backend.called("mute").map((call) => call.args)).toEqual([
      { pool: "p1", scope: "benefit:Admins", muted: true },
    ]);
  });

  it("passes the focus on when a row leaves the list", async () => {
    const backend = withAlerts();
    const { user } = await open(backend);
    await user.click(find("bell"));
    focusRow("threshold");
    const left = alerts().map((one) =>
      one.id === 9 || one.id === 7 ? { ...one, over: true } : one,
    );
    backend.emit("overview_changed", overview({ revision: 2, alerts: left }));
    await settle();
    await settle();
    expect(document.activeElement).toBe(inside(item("threshold"), "alert-open"));
    expect(item("threshold").dataset.alert).toBe("8");
  });

  it("snoozes for a week, and ends a snooze by its button", async () => {
    const snoozed = alerts().map((one) =>
      one.id === 8 ? { ...one, snoozed_until: `${inDays(1)}T09:00:00Z` } : one,
    );
    const backend = new FakeBackend(overview({ alerts: snoozed }));
    const { user } = await open(backend);
    await user.click(find("bell"));
    await user.click(inside(item("threshold"), "alert-more"));
    await user.click(find("alert-snooze-168"));
    await show(user, "snoozed");
    expect(words(item("threshold"))).toMatch(/Snoozed until/);
    await user.click(find("alert-snooze-0"));
    expect(backend.called("snooze_alert").map((call) => call.args)).toEqual([
      { alert: 9, hours: 168 },
      { alert: 7, hours: 168 },
      { alert: 8, hours: 0 },
    ]);
  });

  it("mutes what an alert is about and nothing else", async () => {
    const backend = withAlerts();
    const { user } = await open(backend);
    await user.click(find("bell"));
    await user.click(inside(item("threshold"), "alert-more"));
    await user.click(find("alert-mute"));
    await show(user, "resolved");
    for (const kind of ["key_rejected", "figures_old"]) {
      await user.click(inside(item(kind), "alert-more"));
      await user.click(find("alert-mute"));
    }
    await show(user, "muted");
    await user.click(inside(item("trial_at_risk"), "alert-mute"));
    expect(backend.called("mute").map((call) => [call.args.scope, call.args.muted])).toEqual([
      ["benefit:Sms", true],
      ["key", true],
      ["age", true],
      ["plan", false],
    ]);
  });

  it("asks before it mutes all alerts of a pool", async () => {
    const backend = withAlerts();
    const { user } = await open(backend);
    await user.click(find("bell"));
    const ask = async () => {
      await user.click(inside(item("threshold"), "alert-more"));
      expect(words(find("alert-mute-pool"))).toBe("Mute all alerts of Acme Production…");
      await user.click(find("alert-mute-pool"));
    };
    await ask();
    expect(words(find("mute-pool"))).toContain("Mute all alerts of Acme Production?");
    await user.click(find("cancel-mute-pool"));
    expect(backend.called("mute")).toHaveLength(0);
    await ask();
    await user.click(find("confirm-mute-pool"));
    await settle();
    expect(backend.called("mute").map((call) => call.args)).toEqual([
      { pool: "p1", scope: "pool", muted: true },
    ]);
    expect(findAll("mute-pool")).toHaveLength(0);
  });

  it("says that a whole pool is muted, and unmutes the whole pool", async () => {
    const all = alerts().map((alert) => ({ ...alert, muted: true, pool_muted: true }));
    const backend = new FakeBackend(overview({ alerts: all }));
    const { user } = await open(backend);
    await user.click(find("bell"));
    await show(user, "muted");
    expect(words(inside(item("threshold"), "alert-state"))).toBe(
      "All alerts of this pool are muted",
    );
    await user.click(inside(item("threshold"), "alert-more"));
    expect(findAll("alert-mute-pool")).toHaveLength(0);
    expect(words(inside(item("threshold"), "alert-mute"))).toBe("Unmute pool");
    await user.click(inside(item("threshold"), "alert-mute"));
    expect(backend.called("mute").map((call) => call.args)).toEqual([
      { pool: "p1", scope: "pool", muted: false },
    ]);
  });

  it("sums up what was already so when a pool was added", async () => {
    const three = alerts().slice(0, 3);
    const inbox = [
      { state: "open", tone: "critical", alerts: [9, 8], summary: true, unseen: true },
    ] satisfies InboxRow[];
    const backend = new FakeBackend(overview({ alerts: three, inbox, unseen_alerts: 1 }));
    const { user } = await open(backend);
    expect(words(find("bell"))).toBe("Alerts 1 1 new");
    await user.click(find("bell"));
    expect(rows()).toEqual([["summary", "9"]]);
    expect(words(item("summary"))).toContain(
      "2 things already needed attention when you added this pool.",
    );
    await user.click(inside(item("summary"), "alert-fold"));
    expect(inside(item("summary"), "alert-folded").querySelectorAll("li")).toHaveLength(2);
    await user.click(inside(item("summary"), "alert-resolve"));
    // The messages' forecast goes with their threshold.
    expect(backend.called("resolve_alert").map((call) => call.args.alert)).toEqual([9, 8, 7]);
    focusRow("summary");
    await user.keyboard("m");
    expect(words(find("mute-pool"))).toContain("Mute all alerts of Acme Production?");
  });

  it("has the colour that the application gives each row", async () => {
    const red = alerts().map((alert) => ({ ...alert, tone: "critical" as const }));
    const { user } = await open(new FakeBackend(overview({ alerts: red })));
    await user.click(find("bell"));
    const all = findAll("alert-item");
    expect(all.map((row) => row.classList.contains("critical"))).toEqual(all.map(() => true));
  });

  it("shows an error if the mute could not be saved", async () => {
    const backend = withAlerts().answer("mute", () => {
      throw failure("store_failed");
    });
    const { user } = await open(backend);
    await user.click(find("bell"));
    focusRow("threshold");
    await user.keyboard("m");
    expect(find("error").dataset.code).toBe("store_failed");
  });

  it("explains empty tabs", async () => {
    const backend = new FakeBackend(overview({ alerts: alerts().slice(6) }));
    const { user } = await open(backend);
    await user.click(find("bell"));
    expect(words(find("alerts-empty"))).toBe("No open alerts.");
    backend.emit("overview_changed", overview({ revision: 2 }));
    await settle();
    expect(words(find("alerts-empty"))).toContain("No alerts. Authgauge tells you here");
    await user.keyboard("{Escape}");
    expect(findAll("benefit-card")).toHaveLength(8);
  });

  it("states the end of the plan, not of a trial", () => {
    const trial = alert(
      1,
      { kind: "pool" },
      { kind: "trial_at_risk", on: inDays(7), days: 7, ends_at: null, count: 3 },
      0,
    );
    const { what, next } = alertText(trial, true, Date.now());
    expect(what).toMatch(/^The plan ends on /);
    expect(next).not.toMatch(/\d{4}/);
  });
});

describe("alertText of a number that the owner set", () => {
  const sms = { kind: "benefit", code: "Sms", name: "SMS messages" } as const;
  const text = (kind: AlertKind) => alertText(alert(1, sms, kind, 0), true, Date.now());

  it("says how many are left, or used", () => {
    expect(text({ kind: "amount_left", amount: "500", used: "9501", total: "10000" })).toEqual({
      what: "SMS messages has fewer than 500 left.",
      next: "9,501 of 10,000 used. Upgrade the plan or reduce usage.",
    });
    expect(text({ kind: "amount_used", amount: "12000", used: "12345" })).toEqual({
      what: "SMS messages has reached a use of 12,000.",
      next: "12,345 used. You asked to be told at this number.",
    });
  });
});

describe("parsePercents", () => {
  it("accepts several separators, and rejects what is not 1 to 100", () => {
    expect(parsePercents("80, 90,100")).toEqual([80, 90, 100]);
    expect(parsePercents(" 95 %，50、50")).toEqual([50, 95]);
    expect(parsePercents("")).toEqual([]);
    expect(parsePercents("0")).toBeNull();
    expect(parsePercents("101")).toBeNull();
    expect(parsePercents("8o")).toBeNull();
    expect(parsePercents("-5")).toBeNull();
    expect(parsePercents("1 2 3 4 5 6 7 8 9 10 11")).toBeNull();
  });
});

describe("the dialog of alert rules", () => {
  const rule = (code: string | undefined) => {
    const found = findAll("rule").find((one) => one.dataset.code === code);
    if (!found) throw new Error(`no rule for ${code ?? "the pool"}`);
    return found;
  };

  async function openRules(backend = new FakeBackend()) {
    const opened = await open(backend);
    await opened.user.click(find("pool-menu"));
    await opened.user.click(find("pool-rules"));
    await settle();
    return opened;
  }

  const save = async (user: Awaited<ReturnType<typeof open>>["user"]) => {
    await user.click(find("save-rules"));
    await settle();
  };
  const field = (code: string | undefined) =>
    inside(rule(code), "rule-thresholds") as HTMLInputElement;
  const amountField = (code: string) => inside(rule(code), "rule-amount") as HTMLInputElement;
  const toggle = (code: string | undefined) => inside(rule(code), "rule-muted") as HTMLInputElement;
  const applied = (code: string | undefined) =>
    words(inside(rule(code), "rule-applied") as HTMLElement);

  it("lists the pool and its benefits, and saves all changes at once", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    expect(findAll("rule")).toHaveLength(9);
    await user.type(field("Sms"), "95, 50");
    await user.click(toggle("Sms"));
    expect(toggle("Sms").checked).toBe(true);
    expect(backend.called("set_thresholds")).toHaveLength(0);
    expect(backend.called("mute")).toHaveLength(0);
    await save(user);
    expect(backend.called("set_thresholds").map((call) => call.args)).toEqual([
      { pool: "p1", benefit: "Sms", thresholds: [50, 95], amount: null },
    ]);
    const sms = { pool: "p1", scope: "benefit:Sms", muted: true };
    expect(backend.called("mute").map((call) => call.args)).toEqual([sms]);
    expect(findAll("rule")).toHaveLength(0);
  });

  it("saves nothing when it is cancelled", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    await user.type(field("Sms"), "95");
    await user.click(toggle("Sms"));
    await user.click(find("close-rules"));
    expect(backend.called("set_thresholds")).toHaveLength(0);
    expect(backend.called("mute")).toHaveLength(0);
  });

  it("says which thresholds apply, and where they come from", async () => {
    const benefit = { muted: false, amount: null, counts: "left" as const };
    const rules = {
      thresholds: null as number[] | null,
      muted: false,
      muted_parts: [],
      benefits: [
        { ...benefit, code: "Sms", name: "SMS messages", thresholds: [50, 95] },
        { ...benefit, code: "Email", name: "Email messages", thresholds: null },
        { ...benefit, code: "Admins", name: "Admins", thresholds: [] },
      ],
    };
    const backend = new FakeBackend().answer("watch_rules", () => rules);
    const { user } = await openRules(backend);
    expect(applied("Sms")).toBe("Now: 50, 95, set for this benefit.");
    expect(applied("Email")).toBe("Now: 80, 90, 100, from the settings.");
    expect(applied("Admins")).toBe("Now: no alerts, set for this benefit.");
    await user.click(find("close-rules"));
    rules.thresholds = [70];
    await user.click(find("pool-menu"));
    await user.click(find("pool-rules"));
    await settle();
    expect(applied("Email")).toBe("Now: 70, set for the pool.");
  });

  it("says which number applies, and that percents need a limit", async () => {
    const benefit = { muted: false, name: "", thresholds: null };
    const number = (of: "left" | "used") => ({ of, value: "12500" });
    const rules = {
      thresholds: null,
      muted: false,
      muted_parts: [],
      benefits: [
        { ...benefit, code: "Left", amount: number("left"), counts: "left" as const },
        { ...benefit, code: "Used", amount: number("used"), counts: "used" as const },
        { ...benefit, code: "Waits", amount: number("left"), counts: "used" as const },
        { ...benefit, code: "None", amount: null, counts: "used" as const },
      ],
    };
    await openRules(new FakeBackend().answer("watch_rules", () => rules));
    const percents = "No limit is reported, so percents don’t apply.";
    expect(applied("Left")).toBe(
      "Now: 80, 90, 100, from the settings. Fewer than 12,500 left, set for this benefit.",
    );
    expect(applied("Used")).toBe(`${percents} A use of 12,500, set for this benefit.`);
    expect(applied("Waits")).toBe(
      `${percents} Fewer than 12,500 left: waits until there is a limit.`,
    );
    expect(applied("None")).toBe(percents);
    expect(words(rule("Used"))).toContain("Alert me at (number used)");
    expect(words(rule("Waits"))).toContain("Alert me below (number left)");
    expect(amountField("Left").value).toBe("12,500");
    const asksForPercents = (code: string) =>
      rule(code).querySelector("[data-testid=rule-thresholds]") !== null;
    expect(["Left", "Used", "Waits", "None"].filter(asksForPercents)).toEqual(["Left"]);
  });

  it("saves a number left or used, and none for an empty field", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    await user.type(amountField("Sms"), "1 2,00");
    await save(user);
    await user.click(find("pool-menu"));
    await user.click(find("pool-rules"));
    await settle();
    expect(amountField("Sms").value).toBe("1,200");
    await user.clear(amountField("Sms"));
    await save(user);
    const saved = { pool: "p1", benefit: "Sms", thresholds: null };
    expect(backend.called("set_thresholds").map((call) => call.args)).toEqual([
      { ...saved, amount: { of: "left", value: "1200" } },
      { ...saved, amount: null },
    ]);
  });

  it("shows a number that is none beside its field, and saves nothing", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    await user.type(amountField("Sms"), "-5");
    await save(user);
    expect(words(inside(rule("Sms"), "error") as HTMLElement)).toBe("A number, e.g. 500.");
    expect(document.activeElement).toBe(amountField("Sms"));
    expect(backend.called("set_thresholds")).toHaveLength(0);
  });

  it("mutes the whole pool only after asking", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    await user.click(toggle(undefined));
    await save(user);
    expect(backend.called("mute")).toHaveLength(0);
    await user.click(find("confirm-mute-pool"));
    await settle();
    const pool = { pool: "p1", scope: "pool", muted: true };
    expect(backend.called("mute").map((call) => call.args)).toEqual([pool]);
    expect(findAll("rule")).toHaveLength(0);
  });

  it("lists the plan, the key, the figures' age and the MAU, and mutes each by itself", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    for (const part of ["plan", "key", "age", "mau"]) {
      const row = findAll("rule-part").find((row) => row.dataset.part === part) as HTMLElement;
      await user.click(inside(row, "rule-muted") as HTMLElement);
    }
    expect(toggle(undefined).checked).toBe(false);
    await save(user);
    expect(backend.called("mute").map((call) => call.args)).toEqual(
      ["plan", "key", "age", "mau"].map((scope) => ({ pool: "p1", scope, muted: true })),
    );
  });

  it("saves null for an empty field and an empty list for 0", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    await user.type(field(undefined), "0");
    await user.type(field("Sms"), "9");
    await user.clear(field("Sms"));
    await save(user);
    expect(backend.called("set_thresholds").map((call) => call.args.thresholds)).toEqual([
      [],
      null,
    ]);
  });

  it("shows an invalid value beside its field, which gets the focus, and saves nothing", async () => {
    const backend = new FakeBackend();
    const { user } = await openRules(backend);
    await user.type(field("Sms"), "120");
    await user.type(field("Admins"), "50");
    await save(user);
    expect(words(inside(rule("Sms"), "error") as HTMLElement)).toBe(
      "Up to 10 whole numbers from 1 to 100.",
    );
    expect(document.activeElement).toBe(field("Sms"));
    expect(backend.called("set_thresholds")).toHaveLength(0);
  });

  it("is about one benefit, and named after it, when opened from its details", async () => {
    const { user } = await open(new FakeBackend());
    await user.click(inside(findAll("benefit-card")[1] as HTMLElement, "open-benefit"));
    await user.click(find("detail-rules"));
    await settle();
    expect(findAll("rule").map((one) => one.dataset.code)).toEqual(["Sms"]);
    expect(words(find("settings-rules"))).toMatch(/^Alerts for SMS messages/);
    expect(document.activeElement).toBe(field("Sms"));
    await user.click(find("close-rules"));
    expect(findAll("benefit-detail")).toHaveLength(1);
  });
});

describe("the alert settings", () => {
  async function openSettings(backend = new FakeBackend()) {
    const opened = await open(backend);
    await opened.user.click(find("open-settings"));
    return opened;
  }

  it("saves the notification switch and the thresholds", async () => {
    const backend = new FakeBackend();
    const { user } = await openSettings(backend);
    await user.click(find("settings-notify"));
    expect(backend.called("change_settings").at(-1)?.args).toEqual({
      settings: { ...settings, notify: false },
    });
    await user.clear(find("settings-alert-percents"));
    await user.type(find("settings-alert-percents"), "70 95");
    await user.tab();
    expect(backend.called("change_settings").at(-1)?.args).toEqual({
      settings: {
        ...settings,
        notify: false,
        alert_percents: [70, 95],
        near_percent: 70,
        critical_percent: 95,
      },
    });
    await user.clear(find("settings-alert-percents"));
    await user.type(find("settings-alert-percents"), "0");
    await user.tab();
    expect(words(find("error"))).toBe("Up to 10 whole numbers from 1 to 100.");
  });

  it("offers to tell of resets while notifications are shown", async () => {
    const backend = new FakeBackend();
    const { user } = await openSettings(backend);
    await user.click(find("settings-notify-resets"));
    await settle();
    expect(backend.called("change_settings").map((call) => call.args)).toEqual([
      { settings: { ...settings, notify_resets: true } },
    ]);
    await user.click(find("settings-notify"));
    await settle();
    expect(findAll("settings-notify-resets")).toHaveLength(0);
  });

  it("saves a webhook on request, and tests the saved one only", async () => {
    const backend = new FakeBackend();
    const { user } = await openSettings(backend);
    await user.click(find("hook-webhook"));
    expect(backend.called("change_settings")).toHaveLength(0);
    await user.type(find("hook-url"), "https://hooks.example.com/a");
    expect(find("hook-test").hasAttribute("disabled")).toBe(true);
    await user.click(find("hook-save"));
    expect(backend.called("change_settings").at(-1)?.args).toEqual({
      settings: { ...settings, hook: { kind: "webhook", url: "https://hooks.example.com/a" } },
    });
    await user.click(find("hook-test"));
    await settle();
    expect(words(find("hook-worked"))).toBe("The sample arrived.");
    backend.answer("test_hook", () => {
      throw failure("hook_failed", { reason: "refused", status: 502 });
    });
    await user.click(find("hook-test"));
    await settle();
    expect(words(find("error"))).toContain("The server answered with status 502.");
    expect(findAll("hook-worked")).toHaveLength(0);
  });

  it("says that a webhook is not agreed to, and asks again", async () => {
    const hook = { kind: "webhook", url: "https://hooks.example.com/a" } as const;
    const of = (webhook: WebhookState) =>
      new FakeBackend(overview({ settings: { ...settings, hook }, webhook }));
    const backend = of("not_agreed");
    const { user } = await openSettings(backend);
    expect(words(find("hook-not-agreed"))).toContain("Nothing is sent to it.");
    await user.click(find("hook-agree"));
    expect(backend.called("agree_to_webhook")).toHaveLength(1);
    document.body.replaceChildren();
    await openSettings(of("unknown"));
    expect(words(find("hook-not-agreed"))).toContain("Alerts wait until the keychain says");
    document.body.replaceChildren();
    await openSettings(of("agreed_for_session"));
    expect(words(find("hook-session"))).toContain("until Authgauge ends");
    document.body.replaceChildren();
    await openSettings(of("agreed"));
    expect([...findAll("hook-session"), ...findAll("hook-not-agreed")]).toHaveLength(0);
  });

  it("shows the programs of hooks.toml, and how to name one", async () => {
    const file = "/home/ada/.config/org.authgauge.Authgauge/hooks.toml";
    const program = { path: "/usr/bin/notify", arguments: ["--to", "ops team; rm -rf $HOME"] };
    const programs = { file, programs: [program], refused: null };
    const backend = new FakeBackend(overview({ hook_programs: programs }));
    const { user } = await openSettings(backend);
    expect(words(find("programs"))).toContain("/usr/bin/notify --to ops team; rm -rf $HOME");
    expect(words(find("programs-file"))).toBe(file);
    expect(words(find("programs"))).toContain("[[program]]");
    expect(find("programs").querySelectorAll("input, textarea")).toHaveLength(0);
    await user.click(find("programs-test"));
    await settle();
    expect(backend.called("test_hook")).toHaveLength(1);
    // The owner edits the file in another window and comes back.
    backend.overview = overview({
      revision: 2,
      hook_programs: { ...programs, programs: [], refused: { kind: "not_private" } },
    });
    window.dispatchEvent(new Event("focus"));
    await vi.waitFor(() =>
      expect(words(find("programs-refused"))).toContain("Give it the mode 600."),
    );
    expect(findAll("programs-test")).toHaveLength(0);
  });

  it("says why hooks.toml is refused", async () => {
    const file = "/home/ada/.config/org.authgauge.Authgauge/hooks.toml";
    const problems: [HooksFileProblem, string][] = [
      [{ kind: "unreadable" }, "It can’t be read."],
      [{ kind: "not_a_file" }, "a link, a folder or a device"],
      [{ kind: "foreign" }, "another user"],
      [{ kind: "not_private" }, "mode 600"],
      [{ kind: "folder_not_private" }, "mode 700"],
      [{ kind: "in_data_folder" }, "in the data folder"],
      [{ kind: "too_long" }, "64 kB"],
      [{ kind: "not_understood", line: 3, message: "unknown field" }, "Line 3 is not understood."],
      [{ kind: "too_many" }, "16 programs"],
      [{ kind: "program", number: 2 }, "Program 2"],
    ];
    const backend = new FakeBackend(
      overview({ hook_programs: { file, programs: [], refused: { kind: "unreadable" } } }),
    );
    await openSettings(backend);
    for (const [index, [refused, text]] of problems.entries()) {
      backend.overview = overview({
        revision: index + 2,
        hook_programs: { file, programs: [], refused },
      });
      window.dispatchEvent(new Event("focus"));
      await vi.waitFor(() => expect(words(find("programs-refused"))).toContain(text));
    }
    expect(words(find("programs-refused"))).not.toContain("unknown field");
  });

  it("proposes the service at the address, shows what is sent, and saves the choice", async () => {
    const backend = new FakeBackend();
    const { user } = await openSettings(backend);
    await user.click(find("hook-webhook"));
    await user.type(find("hook-url"), "https://hooks.slack.com/services/T/B/x");
    await settle();
    expect(words(find("hook-preview"))).toBe('{ "shape": "slack" }');
    expect(findAll("hook-sign")).toHaveLength(0);
    await user.click(find("hook-save"));
    const url = "https://hooks.slack.com/services/T/B/x";
    expect(backend.overview.settings.hook).toEqual({ kind: "webhook", url, format: "slack" });
    await user.click(find("hook-format-plain"));
    await settle();
    expect(words(find("hook-preview"))).toBe('{ "shape": "plain" }');
    await user.click(find("hook-save"));
    expect(backend.overview.settings.hook).toEqual({ kind: "webhook", url });
  });

  it("keeps the service that was saved for an address", async () => {
    const backend = new FakeBackend();
    const url = "https://hooks.slack.com/services/T/B/x";
    const hook = { kind: "webhook" as const, url };
    backend.overview = { ...backend.overview, settings: { ...settings, hook } };
    await openSettings(backend);
    await settle();
    expect(words(find("hook-preview"))).toBe('{ "shape": "plain" }');
  });

  it("sends the signing secret sealed, once, and says when it is missing", async () => {
    const backend = new FakeBackend();
    const { user } = await openSettings(backend);
    await user.click(find("hook-webhook"));
    await user.type(find("hook-url"), "https://hooks.example.com/a");
    await user.click(find("hook-sign"));
    await user.type(find("hook-secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    await user.click(find("hook-save"));
    await settle();
    const call = backend.called("change_settings").at(-1);
    expect(Object.keys(call?.args ?? {})).toEqual(["settings", "hookSecret"]);
    expect(call?.args.hookSecret).toBe(
      "sealed for public key 1: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    );
    expect(backend.overview.settings.hook).toEqual({
      kind: "webhook",
      url: "https://hooks.example.com/a",
      signed: true,
    });
    expect((find("hook-secret") as HTMLInputElement).value).toBe("");
    backend.answer("change_settings", () => {
      throw failure("settings_invalid", { field: "hook_secret" });
    });
    await user.type(find("hook-secret"), "x");
    await user.click(find("hook-save"));
    await settle();
    expect(find("error").dataset.field).toBe("hook-secret");
  });

  it("says how many alerts did not reach the webhook, and why", async () => {
    const backend = new FakeBackend();
    const undelivered = {
      count: 3,
      at: "2026-11-21T04:00:00Z",
      failure: {
        code: "hook_failed" as const,
        params: { reason: "service_refused", service_code: 310000, message: "sign not match" },
      },
    };
    backend.overview = { ...backend.overview, undelivered };
    await openSettings(backend);
    const text = words(find("undelivered"));
    expect(text).toContain("3 alerts did not reach your webhook or program");
    expect(text).toContain("The service refused it with code 310000: sign not match");
  });

  it("says why the webhook can't be reached, without the rest of its address", async () => {
    const backend = new FakeBackend();
    backend.overview = {
      ...backend.overview,
      settings: {
        ...backend.overview.settings,
        hook: { kind: "webhook", url: "https://hooks.acme.example/t0ken", signed: false },
      },
      undelivered: {
        count: 3,
        at: "2026-11-21T04:00:00Z",
        failure: { code: "unreachable", params: { reason: "refused" } },
      },
    };
    await openSettings(backend);
    const text = words(find("undelivered"));
    expect(text).toContain("hooks.acme.example refused the connection.");
    expect(text).not.toContain("t0ken");
  });

  it("shows a rejected address beside its field", async () => {
    const backend = new FakeBackend().answer("change_settings", () => {
      throw failure("settings_invalid", { field: "hook" });
    });
    const { user } = await openSettings(backend);
    await user.click(find("hook-webhook"));
    await user.type(find("hook-url"), "ftp://x");
    await user.click(find("hook-save"));
    await settle();
    expect(find("error").dataset.field).toBe("hook-url");
    expect(document.activeElement).toBe(find("hook-url"));
  });
});
