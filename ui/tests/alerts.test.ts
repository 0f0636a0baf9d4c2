import { describe, expect, it } from "vitest";

import { alertWords } from "../src/text/alerts";
import { readPercents } from "../src/text/percents";
import { alert, alerts } from "./fixtures/alerts";
import { inDays } from "./fixtures/cards";
import { failure, overview, settings } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { find, findAll, open, settle, words } from "./window";

const told = () => new FakeShell(overview({ alerts: alerts(), unseen_alerts: 3 }));
const item = (kind: string) => {
  const found = findAll("alert-item").find((one) => one.dataset.kind === kind);
  if (!found) throw new Error(`no alert ${kind}`);
  return found;
};
const inside = (element: HTMLElement, testid: string) =>
  element.querySelector(`[data-testid="${testid}"]`) as HTMLElement;

describe("the bell", () => {
  it("counts what was not seen, in words too", async () => {
    await open(told());
    expect(find("bell").dataset.unseen).toBe("3");
    expect(words(find("bell"))).toBe("Alerts 3 3 new");
  });

  it("is quiet when everything was seen", async () => {
    await open(new FakeShell());
    expect(find("bell").dataset.unseen).toBe("0");
    expect(words(find("bell"))).toBe("Alerts");
  });
});

describe("the list of alerts", () => {
  it("says what, when and what to do", async () => {
    const { user } = await open(told());
    await user.click(find("bell"));
    expect(findAll("alert-item")).toHaveLength(9);
    expect(words(item("threshold"))).toMatch(
      /Acme Production 4 min ago New SMS messages has reached 90% of its limit. 1,362 of 1,500 used. Upgrade/,
    );
    expect(words(item("key_rejected"))).toContain("No longer so");
    expect(words(item("trial_at_risk"))).toMatch(/Snoozed until .*end users can’t sign in/);
    expect(words(item("plan_ends"))).toContain("Muted");
  });

  it("counts as seen once it is open, and marks what was new as long as it stays so", async () => {
    const shell = told();
    const { user } = await open(shell);
    await user.click(find("bell"));
    expect(shell.called("see_alerts")).toHaveLength(1);
    const seen = alerts().map((one) => ({ ...one, seen: true }));
    shell.emit("overview_changed", overview({ revision: 2, alerts: seen }));
    await settle();
    expect(words(item("threshold"))).toContain("New");
    const more = [alert(10, { kind: "pool" }, { kind: "key_rejected" }, 0), ...seen];
    shell.emit("overview_changed", overview({ revision: 3, alerts: more, unseen_alerts: 1 }));
    await settle();
    expect(shell.called("see_alerts")).toHaveLength(2);
  });

  it("opens the benefit it is about", async () => {
    const { user } = await open(told());
    await user.click(find("bell"));
    await user.click(inside(item("threshold"), "alert-open"));
    expect(find("benefit-detail").dataset.code).toBe("Sms");
  });

  it("snoozes for a day or a week, and wakes", async () => {
    const shell = told();
    const { user } = await open(shell);
    await user.click(find("bell"));
    await user.click(inside(item("threshold"), "alert-snooze"));
    await user.click(find("alert-snooze-168"));
    await user.click(inside(item("trial_at_risk"), "alert-snooze"));
    await user.click(find("alert-snooze-0"));
    expect(shell.called("snooze_alert").map((call) => call.args)).toEqual([
      { alert: 9, hours: 168 },
      { alert: 5, hours: 0 },
    ]);
  });

  it("mutes the benefit or the pool, and lets it speak again", async () => {
    const shell = told();
    const { user } = await open(shell);
    await user.click(find("bell"));
    await user.click(inside(item("threshold"), "alert-mute"));
    await user.click(inside(item("plan_ends"), "alert-mute"));
    expect(shell.called("mute").map((call) => call.args)).toEqual([
      { pool: "p1", benefit: "Sms", muted: true },
      { pool: "p1", benefit: null, muted: false },
    ]);
  });

  it("says so when that cannot be stored", async () => {
    const shell = told().answer("mute", () => {
      throw failure("store_failed");
    });
    const { user } = await open(shell);
    await user.click(find("bell"));
    await user.click(inside(item("threshold"), "alert-mute"));
    expect(find("error").dataset.code).toBe("store_failed");
  });

  it("says what comes here while there is nothing", async () => {
    const { user } = await open(new FakeShell());
    await user.click(find("bell"));
    expect(words(find("alerts-empty"))).toContain("No alerts.");
    await user.keyboard("{Escape}");
    expect(findAll("benefit-card")).toHaveLength(8);
  });

  it("never claims the end of a trial", () => {
    const trial = alert(
      1,
      { kind: "pool" },
      { kind: "trial_at_risk", on: inDays(7), days: 7, count: 3 },
      0,
    );
    const { what, next } = alertWords(trial, true, Date.now());
    expect(what).toMatch(/^The plan ends on /);
    expect(next).not.toMatch(/\d{4}/);
  });
});

describe("percentages", () => {
  it("are read as an owner writes them", () => {
    expect(readPercents("80, 90,100")).toEqual([80, 90, 100]);
    expect(readPercents(" 95 %，50、50")).toEqual([50, 95]);
    expect(readPercents("")).toEqual([]);
    expect(readPercents("0")).toBeNull();
    expect(readPercents("101")).toBeNull();
    expect(readPercents("8o")).toBeNull();
    expect(readPercents("-5")).toBeNull();
    expect(readPercents("1 2 3 4 5 6 7 8 9 10 11")).toBeNull();
  });
});

describe("the rules of a pool", () => {
  const rule = (code: string | undefined) => {
    const found = findAll("rule").find((one) => one.dataset.code === code);
    if (!found) throw new Error(`no rule for ${code ?? "the pool"}`);
    return found;
  };

  async function openRules(shell = new FakeShell()) {
    const opened = await open(shell);
    await opened.user.click(find("pool-menu"));
    await opened.user.click(find("pool-rules"));
    await settle();
    return opened;
  }

  it("are the pool's own and each benefit's, stored as they are typed", async () => {
    const shell = new FakeShell();
    const { user } = await openRules(shell);
    expect(findAll("rule")).toHaveLength(9);
    const field = inside(rule("Sms"), "rule-thresholds") as HTMLInputElement;
    expect(field.placeholder).toBe("80, 90, 100");
    await user.type(field, "95, 50");
    await user.tab();
    await settle();
    expect(shell.called("set_thresholds").at(-1)?.args).toEqual({
      pool: "p1",
      benefit: "Sms",
      thresholds: [50, 95],
    });
    expect((inside(rule("Sms"), "rule-thresholds") as HTMLInputElement).value).toBe("50, 95");
    await user.click(inside(rule(undefined), "rule-muted"));
    await settle();
    expect(shell.called("mute").at(-1)?.args).toEqual({ pool: "p1", benefit: null, muted: true });
    expect((inside(rule(undefined), "rule-muted") as HTMLInputElement).checked).toBe(true);
  });

  it("are as above when empty, and never with 0", async () => {
    const shell = new FakeShell();
    const { user } = await openRules(shell);
    const field = inside(rule(undefined), "rule-thresholds") as HTMLInputElement;
    await user.type(field, "0");
    await user.tab();
    await settle();
    await user.clear(field);
    await user.tab();
    expect(shell.called("set_thresholds").map((call) => call.args.thresholds)).toEqual([[], null]);
  });

  it("say what is wrong beside the field, and store nothing", async () => {
    const shell = new FakeShell();
    const { user } = await openRules(shell);
    await user.type(inside(rule("Sms"), "rule-thresholds"), "120");
    await user.tab();
    expect(words(inside(rule("Sms"), "error"))).toBe("Up to 10 whole numbers from 1 to 100.");
    expect(shell.called("set_thresholds")).toHaveLength(0);
  });

  it("are one benefit's alone from its own screen", async () => {
    const { user } = await open(new FakeShell());
    await user.click(inside(findAll("benefit-card")[1] as HTMLElement, "open-benefit"));
    await user.click(find("detail-rules"));
    await settle();
    expect(findAll("rule").map((one) => one.dataset.code)).toEqual(["Sms"]);
    await user.click(find("close-rules"));
    expect(findAll("benefit-detail")).toHaveLength(1);
  });
});

describe("the settings of alerts", () => {
  async function openSettings(shell = new FakeShell()) {
    const opened = await open(shell);
    await opened.user.click(find("open-settings"));
    return opened;
  }

  it("turn notifications off and set from when to tell", async () => {
    const shell = new FakeShell();
    const { user } = await openSettings(shell);
    await user.click(find("settings-notify"));
    expect(shell.called("change_settings").at(-1)?.args).toEqual({
      settings: { ...settings, notify: false },
    });
    await user.clear(find("settings-alert-percents"));
    await user.type(find("settings-alert-percents"), "70 95");
    await user.tab();
    expect(shell.called("change_settings").at(-1)?.args).toEqual({
      settings: { ...settings, notify: false, alert_percents: [70, 95] },
    });
    await user.clear(find("settings-alert-percents"));
    await user.type(find("settings-alert-percents"), "0");
    await user.tab();
    expect(words(find("error"))).toBe("Up to 10 whole numbers from 1 to 100.");
  });

  it("store a webhook when asked to, and send a sample only of what is stored", async () => {
    const shell = new FakeShell();
    const { user } = await openSettings(shell);
    await user.click(find("hook-webhook"));
    expect(shell.called("change_settings")).toHaveLength(0);
    await user.type(find("hook-url"), "https://hooks.example.com/a");
    expect(find("hook-test").hasAttribute("disabled")).toBe(true);
    await user.click(find("hook-save"));
    expect(shell.called("change_settings").at(-1)?.args).toEqual({
      settings: { ...settings, hook: { kind: "webhook", url: "https://hooks.example.com/a" } },
    });
    await user.click(find("hook-test"));
    await settle();
    expect(words(find("hook-worked"))).toBe("The sample arrived.");
    shell.answer("test_hook", () => {
      throw failure("hook_failed", { reason: "refused", status: "502" });
    });
    await user.click(find("hook-test"));
    await settle();
    expect(words(find("error"))).toContain("The server answered with status 502.");
    expect(findAll("hook-worked")).toHaveLength(0);
  });

  it("hand a program its arguments one by one", async () => {
    const shell = new FakeShell();
    const { user } = await openSettings(shell);
    await user.click(find("hook-command"));
    await user.type(find("hook-program"), "/usr/bin/notify");
    await user.type(find("hook-arguments"), "--to{Enter}ops team; rm -rf $HOME");
    await user.click(find("hook-save"));
    expect(shell.overview.settings.hook).toEqual({
      kind: "command",
      program: "/usr/bin/notify",
      arguments: ["--to", "ops team; rm -rf $HOME"],
    });
    await user.click(find("hook-off"));
    expect(shell.overview.settings.hook).toEqual({ kind: "off" });
  });

  it("say beside the field what an address must be", async () => {
    const shell = new FakeShell().answer("change_settings", () => {
      throw failure("settings_invalid", { field: "hook" });
    });
    const { user } = await openSettings(shell);
    await user.click(find("hook-webhook"));
    await user.type(find("hook-url"), "ftp://x");
    await user.click(find("hook-save"));
    await settle();
    expect(find("error").dataset.field).toBe("hook-url");
    expect(document.activeElement).toBe(find("hook-url"));
  });
});
