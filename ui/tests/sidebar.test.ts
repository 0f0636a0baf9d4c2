import { describe, expect, it } from "vitest";

import { failure, overview, poolOf, settings } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { find, findAll, open, settle, words } from "./window";

const names = () => findAll("pool-item").map((item) => item.dataset.pool);

describe("the sidebar", () => {
  it("lists every pool with its worst level, in words too", async () => {
    await open(new FakeShell());
    expect(names()).toEqual(["p1", "p2", "p3", "p4"]);
    const [first, , , last] = findAll("pool-item");
    expect(first?.dataset.level).toBe("critical");
    expect(first?.getAttribute("aria-current")).toBe("page");
    expect(words(first as HTMLElement)).toContain("92% almost used up");
    expect(words(last as HTMLElement)).toContain("no figures yet");
  });

  it("opens a pool by click and by Ctrl+number", async () => {
    const { user } = await open(new FakeShell());
    await user.click(findAll("pool-item")[2] as HTMLElement);
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("集团员工");
    await user.keyboard("{Control>}2{/Control}");
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Staging");
  });

  it("moves focus by arrow keys, and pools by Alt and arrow keys", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    findAll("pool-item")[0]?.focus();
    await user.keyboard("{ArrowDown}");
    expect((document.activeElement as HTMLElement).dataset.pool).toBe("p2");
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(shell.called("move_pool")[0]?.args).toEqual({ pool: "p2", to: 0 });
    expect(names()).toEqual(["p2", "p1", "p3", "p4"]);
    expect((document.activeElement as HTMLElement).dataset.pool).toBe("p2");
  });

  it("says so when a pool cannot be moved, wherever it was asked for", async () => {
    const shell = new FakeShell().answer("move_pool", () => {
      throw failure("store_failed");
    });
    const { user } = await open(shell);
    findAll("pool-item")[1]?.focus();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(find("error").dataset.code).toBe("store_failed");
    await user.click(find("open-settings"));
    expect(findAll("error")).toHaveLength(0);
    findAll("pool-item")[1]?.focus();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(words(find("error"))).toContain("Nothing was changed.");
    expect(names()).toEqual(["p1", "p2", "p3", "p4"]);
  });

  it("does not call a pool unmoved when only the list could not be read again", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    shell.answer("overview", () => {
      throw failure("store_failed");
    });
    await user.click(find("pool-menu"));
    await user.click(find("move-down"));
    expect(words(find("error"))).toContain("The change was made");
  });

  it("renames from the pool's menu and shows what is wrong beside the field", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(find("pool-menu"));
    await user.click(find("rename-pool"));
    shell.answer("rename_pool", () => {
      throw failure("name_too_long");
    });
    await user.clear(find("rename-name"));
    await user.type(find("rename-name"), "Elsewhere");
    await user.click(find("confirm-rename"));
    expect(words(find("error"))).toContain("at most 80 characters");
    expect(document.activeElement).toBe(find("rename-name"));
    expect((find("rename-name") as HTMLInputElement).value).toBe("Elsewhere");
  });

  it("asks before it removes, says what is deleted, and gives focus back", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(find("pool-menu"));
    await user.click(find("remove-pool"));
    expect(words(document.querySelector("dialog") as HTMLElement)).toMatch(
      /access key.*GNOME Keyring/,
    );
    expect(shell.called("remove_pool")).toHaveLength(0);
    await user.click(find("confirm-remove"));
    expect(shell.called("remove_pool")[0]?.args).toEqual({ pool: "p1", leaveKey: false });
    expect(names()).toEqual(["p2", "p3", "p4"]);
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Staging");
  });

  it("removes a pool whose key the keychain keeps only when asked to leave it", async () => {
    const shell = new FakeShell().answer("remove_pool", ({ leaveKey }) => {
      if (leaveKey !== true) throw failure("keychain_locked");
      return null;
    });
    const { user } = await open(shell);
    await user.click(find("pool-menu"));
    await user.click(find("remove-pool"));
    await user.click(find("confirm-remove"));
    expect(words(find("error"))).toContain("The keychain is locked.");
    await user.click(find("remove-anyway"));
    expect(shell.called("remove_pool").map((call) => call.args.leaveKey)).toEqual([false, true]);
  });

  it("replaces a key: held first, then replaced", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(find("pool-menu"));
    await user.click(find("replace-key"));
    await user.click(find("confirm-replace"));
    expect(words(find("error"))).toBe("Enter the access key ID.");
    await user.type(find("access-key-id"), "62ea");
    await user.type(find("access-key-secret"), "s3cret");
    await user.click(find("confirm-replace"));
    const order = shell.calls.map((call) => call.command);
    expect(order.indexOf("hold_key")).toBeLessThan(order.indexOf("replace_key"));
    expect(shell.called("hold_key")[0]?.args).toEqual({
      id: "62ea",
      secret: "sealed for the shell: s3cret",
    });
    expect(document.querySelector("dialog")).toBeNull();
  });

  it("marks the demo and leaves it", async () => {
    const { user } = await open(new FakeShell(overview({ demo: true })));
    expect(words(find("demo-mark"))).toContain("Demo data");
    await user.click(find("leave-demo"));
    expect(find("add-pool-form")).toBeTruthy();
  });
});

it.each(["leave-demo", "add-pool"])(
  "says so when the demo cannot be left by %s",
  async (button) => {
    const shell = new FakeShell(overview({ demo: true })).answer("leave_demo", () => {
      throw failure("store_failed");
    });
    const { user } = await open(shell);
    await user.click(find(button));
    expect(find("error").dataset.code).toBe("store_failed");
    expect(find("demo-mark")).toBeTruthy();
  },
);

it("leaves the demo to add a pool of the owner's own", async () => {
  const shell = new FakeShell(overview({ demo: true }));
  const { user } = await open(shell);
  await user.click(find("add-pool"));
  expect(shell.called("leave_demo")).toHaveLength(1);
  expect(find("add-pool-form")).not.toBeNull();
});

it("opens the demo though its events overtake the answer that opens it", async () => {
  const shell = new FakeShell(overview({ pools: [] }));
  const later = overview({ demo: true, revision: 9 });
  shell.answer("enter_demo", () => {
    for (const summary of later.pools) shell.views[summary.id] = poolOf(summary);
    shell.emit("overview_changed", later);
    return { ...later, revision: 8 };
  });
  const { user } = await open(shell);
  await user.click(find("demo"));
  expect(findAll("benefit-card").length).toBeGreaterThan(0);
  expect(find("reading-age")).not.toBeNull();
});

describe("settings", () => {
  it("open by Ctrl+comma, close by Escape, and switch language and theme at once", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.keyboard("{Control>},{/Control}");
    await user.click(find("language-zh"));
    expect(words(find("settings"))).toContain("设置");
    expect(document.documentElement.lang).toBe("zh-CN");
    await user.click(find("theme-dark"));
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(shell.called("change_settings").at(-1)?.args).toEqual({
      settings: { ...settings, language: "zh", theme: "dark" },
    });
    await user.keyboard("{Escape}");
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Production");
  });

  it("refuse what does not fit beside the field, and store nothing", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(find("open-settings"));
    await user.clear(find("near-percent"));
    await user.type(find("near-percent"), "90");
    await user.tab();
    expect(words(find("error"))).toContain("from 1 to 89");
    expect(find("near-percent").getAttribute("aria-invalid")).toBe("true");
    expect(shell.called("change_settings")).toHaveLength(0);
  });

  it("say what does not fit in the language in force", async () => {
    const { user } = await open(new FakeShell());
    await user.click(find("open-settings"));
    await user.clear(find("near-percent"));
    await user.type(find("near-percent"), "90");
    await user.tab();
    await user.click(find("language-zh"));
    expect(words(find("error"))).toBe("请填写 1 到 89 之间的整数，小于另一阈值。");
  });

  it("go back to what they were when they cannot be stored", async () => {
    const shell = new FakeShell();
    shell.answer("change_settings", () => {
      throw failure("store_failed");
    });
    const { user } = await open(shell);
    await user.click(find("open-settings"));
    await user.click(find("theme-dark"));
    await settle();
    expect(document.documentElement.dataset.theme).toBe("light");
    expect(find("error").dataset.code).toBe("store_failed");
  });
});
