import { describe, expect, it, vi } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { overview, settings } from "./fixtures/pools";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

const savedPlaces = (backend: FakeBackend) =>
  backend.called("remember_place").map((call) => call.args.place as Record<string, unknown>);

async function openDialog(backend = new FakeBackend()) {
  const opened = await open(backend);
  backend.emit("close_asked", null);
  await settle();
  return opened;
}

describe("the close dialog", () => {
  it.each([
    ["close-keep", true],
    ["close-quit", false],
  ])("closes the window with %s", async (button, keep) => {
    const backend = new FakeBackend();
    const { user } = await openDialog(backend);
    expect(words(find("close-question"))).toContain("Keep Authgauge running in the background?");
    await user.click(find(button));
    expect(backend.called("close_window")[0]?.args).toEqual({ keep, always: false });
    expect(findAll("close-question")).toHaveLength(0);
  });

  it("saves the answer if asked not to show again", async () => {
    const backend = new FakeBackend();
    const { user } = await openDialog(backend);
    await user.click(find("close-always"));
    await user.click(find("close-keep"));
    expect(backend.called("close_window")[0]?.args).toEqual({ keep: true, always: true });
  });

  it("keeps the window open when cancelled", async () => {
    const backend = new FakeBackend();
    const { user } = await openDialog(backend);
    await user.click(find("close-cancel"));
    expect(findAll("close-question")).toHaveLength(0);
    expect(backend.called("close_window")).toHaveLength(0);
  });
});

describe("the tray", () => {
  const options = (testid: string) =>
    Array.from(find(testid).querySelectorAll("option"), (option) => words(option));

  it("follows the worst, a pool, or a benefit of it", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    expect(options("tray-pool").slice(0, 2)).toEqual(["Whatever is worst", "Acme Production"]);
    expect(findAll("tray-benefit")).toHaveLength(0);
    await user.selectOptions(find("tray-pool"), "p2");
    expect(backend.overview.settings.tray).toEqual({ kind: "pool", pool: "p2" });
    const offered = options("tray-benefit");
    expect(offered.slice(0, 2)).toEqual(["Whatever is worst in it", "Monthly active users"]);
    await user.selectOptions(find("tray-benefit"), "Sms");
    const sms = { kind: "benefit", pool: "p2", code: "Sms" };
    expect(backend.overview.settings.tray).toEqual(sms);
    await expectAccessible();
    await user.selectOptions(find("tray-benefit"), "");
    expect(backend.overview.settings.tray).toEqual({ kind: "pool", pool: "p2" });
    await user.selectOptions(find("tray-pool"), "");
    expect(backend.overview.settings.tray).toEqual({ kind: "worst" });
  });

  it("names a followed benefit that is not reported", async () => {
    const gone = { kind: "benefit", pool: "p1", code: "Gone" } as const;
    const state = overview({ settings: { ...settings, tray: gone } });
    const { user } = await open(new FakeBackend(state));
    await user.click(find("open-settings"));
    expect((find("tray-benefit") as HTMLSelectElement).value).toBe("Gone");
  });

  it("offers no benefit of a pool that is gone", async () => {
    const removed = { kind: "pool", pool: "p9" } as const;
    const state = overview({ settings: { ...settings, tray: removed } });
    const { user } = await open(new FakeBackend(state));
    await user.click(find("open-settings"));
    expect(findAll("tray-pool")).toHaveLength(1);
    expect(findAll("tray-benefit")).toHaveLength(0);
  });
});

describe("the background settings", () => {
  it("save the close action and the login entry", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    expect((find("close-to-tray-ask") as HTMLInputElement).checked).toBe(true);
    await user.click(find("close-to-tray-quit"));
    expect(backend.overview.settings.close_to_tray).toBe(false);
    await user.click(find("close-to-tray-ask"));
    expect(backend.overview.settings.close_to_tray).toBeNull();
    await user.click(find("settings-start-at-login"));
    expect(backend.overview.settings).toEqual({ ...settings, start_at_login: true });
  });

  it("let assistants read once they are switched on", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    expect(words(find("settings"))).toContain("authgauge mcp");
    await user.click(find("settings-assistants"));
    expect(backend.overview.settings).toEqual({ ...settings, assistants: true });
  });

  it("explain that there is no tray", async () => {
    const backend = new FakeBackend().answer("tray_state", () => ({ available: false }));
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    await settle();
    expect(words(find("no-tray"))).toContain("This desktop has no tray");
    expect(findAll("close-to-tray-keep")).toHaveLength(0);
    expect(find("settings-start-at-login")).not.toBeNull();
  });
});

describe("the place to open the window at", () => {
  it("is saved on each change", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(findAll("open-benefit")[1] as HTMLElement);
    await user.click(find("bell"));
    await user.click(findAll("pool-item")[1] as HTMLElement);
    expect(savedPlaces(backend)).toEqual([
      { screen: "pool", pool: "p1", benefit: null },
      { screen: "pool", pool: "p1", benefit: "Sms" },
      { screen: "alerts", pool: "p1", benefit: "Sms" },
      { screen: "pool", pool: "p2", benefit: null },
    ]);
  });

  it("is restored", async () => {
    await open(new FakeBackend().at({ screen: "pool", pool: "p3", benefit: "Email" }));
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("集团员工");
    expect(find("benefit-detail").dataset.code).toBe("Email");
  });

  it("does not block the start if it can't be saved", async () => {
    const backend = new FakeBackend().at("first");
    backend.answer("remember_place", () => {
      throw new Error("no such command");
    });
    await open(backend);
    await settle();
    expect(findAll("overview")).toHaveLength(1);
    expect(findAll("error")).toHaveLength(0);
  });

  it("opens the alerts from the notification of many", async () => {
    const backend = new FakeBackend(overview());
    await open(backend);
    backend.emit("open_alerts", null);
    await settle();
    expect(findAll("alert-list")).toHaveLength(1);
    backend.emit("open_alerts", null);
    await settle();
    expect(findAll("alert-list")).toHaveLength(1);
  });

  it("follows a notification from any screen", async () => {
    const backend = new FakeBackend(overview());
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    backend.emit("open_at", { pool: "p2", benefit: "Sms" });
    await vi.waitUntil(() => findAll("benefit-detail").length > 0);
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Staging");
    expect(find("benefit-detail").dataset.code).toBe("Sms");
    backend.emit("open_at", { pool: "p1", benefit: null });
    await settle();
    expect(findAll("benefit-card")).toHaveLength(8);
  });
});
