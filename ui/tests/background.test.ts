import { describe, expect, it, vi } from "vitest";

import { overview, settings } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { find, findAll, open, settle, words } from "./window";

const places = (shell: FakeShell) =>
  shell.called("remember_place").map((call) => call.args.place as Record<string, unknown>);

async function ask(shell = new FakeShell()) {
  const opened = await open(shell);
  shell.emit("close_asked", null);
  await settle();
  return opened;
}

describe("the question when the window is closed", () => {
  it.each([
    ["close-keep", true],
    ["close-quit", false],
  ])("is answered by %s", async (button, keep) => {
    const shell = new FakeShell();
    const { user } = await ask(shell);
    expect(words(find("close-question"))).toContain("Keep Authgauge in the tray?");
    await user.click(find(button));
    expect(shell.called("close_window")[0]?.args).toEqual({ keep, always: false });
    expect(findAll("close-question")).toHaveLength(0);
  });

  it("is not asked again if the owner says so", async () => {
    const shell = new FakeShell();
    const { user } = await ask(shell);
    await user.click(find("close-always"));
    await user.click(find("close-keep"));
    expect(shell.called("close_window")[0]?.args).toEqual({ keep: true, always: true });
  });

  it("may be left unanswered: the window stays", async () => {
    const shell = new FakeShell();
    const { user } = await ask(shell);
    await user.click(find("close-cancel"));
    expect(findAll("close-question")).toHaveLength(0);
    expect(shell.called("close_window")).toHaveLength(0);
  });
});

describe("the settings of the background", () => {
  it("change what closing means, and whether Authgauge starts with the session", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(find("open-settings"));
    expect((find("close-to-tray-ask") as HTMLInputElement).checked).toBe(true);
    await user.click(find("close-to-tray-quit"));
    expect(shell.overview.settings.close_to_tray).toBe(false);
    await user.click(find("close-to-tray-ask"));
    expect(shell.overview.settings.close_to_tray).toBeNull();
    await user.click(find("settings-start-at-login"));
    expect(shell.overview.settings).toEqual({ ...settings, start_at_login: true });
  });

  it("say so where there is no tray", async () => {
    const shell = new FakeShell().answer("tray_state", () => ({ available: false }));
    const { user } = await open(shell);
    await user.click(find("open-settings"));
    await settle();
    expect(words(find("no-tray"))).toContain("This desktop has no tray");
    expect(findAll("close-to-tray-keep")).toHaveLength(0);
    expect(find("settings-start-at-login")).not.toBeNull();
  });
});

describe("the place", () => {
  it("is told on each change of it", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(findAll("open-benefit")[1] as HTMLElement);
    await user.click(find("bell"));
    await user.click(findAll("pool-item")[1] as HTMLElement);
    expect(places(shell)).toEqual([
      { screen: "pool", pool: "p1", benefit: null },
      { screen: "pool", pool: "p1", benefit: "Sms" },
      { screen: "alerts", pool: "p1", benefit: "Sms" },
      { screen: "pool", pool: "p2", benefit: null },
    ]);
  });

  it("is where the window opens again", async () => {
    const place = { screen: "pool", pool: "p3", benefit: "Email" };
    await open(new FakeShell().answer("opened_at", () => place));
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("集团员工");
    expect(find("benefit-detail").dataset.code).toBe("Email");
  });

  it("is the first pool where the last one is gone, or nothing is known of it", async () => {
    const place = { screen: "pool", pool: "gone", benefit: "Email" };
    await open(new FakeShell().answer("opened_at", () => place));
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Production");
    expect(findAll("benefit-card")).toHaveLength(8);
  });

  it("that cannot be had keeps nothing from opening", async () => {
    const shell = new FakeShell().answer("opened_at", () => {
      throw new Error("no such command");
    });
    shell.answer("remember_place", () => {
      throw new Error("no such command");
    });
    await open(shell);
    await settle();
    expect(findAll("benefit-card")).toHaveLength(8);
    expect(findAll("error")).toHaveLength(0);
  });

  it("is what a notification leads to, from wherever one is", async () => {
    const shell = new FakeShell(overview());
    const { user } = await open(shell);
    await user.click(find("open-settings"));
    shell.emit("open_at", { pool: "p2", benefit: "Sms" });
    await vi.waitUntil(() => findAll("benefit-detail").length > 0);
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Staging");
    expect(find("benefit-detail").dataset.code).toBe("Sms");
    shell.emit("open_at", { pool: "p1", benefit: null });
    await settle();
    expect(findAll("benefit-card")).toHaveLength(8);
  });
});
