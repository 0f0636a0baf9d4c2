import { describe, expect, it } from "vitest";

import type { PoolSummary } from "../src/backend/types";
import { initialsOf } from "../src/features/sidebar/initials";
import { FakeBackend } from "./fixtures/backend";
import { failure, overview, poolOf, settings, summaries } from "./fixtures/pools";
import { find, findAll, open, settle, words } from "./window";

const names = () => findAll("pool-item").map((item) => item.dataset.pool);

/** A moment of the day that many days from now, in this computer's calendar. */
function inDays(days: number): string {
  const day = new Date(Date.now());
  day.setDate(day.getDate() + days);
  day.setHours(23, 59, 59, 0);
  return day.toISOString();
}

describe("the sidebar", () => {
  it("lists every pool with its worst level, as text too", async () => {
    await open(new FakeBackend());
    expect(names()).toEqual(["p1", "p2", "p3", "p4"]);
    const [first, , , last] = findAll("pool-item");
    expect(first?.dataset.level).toBe("critical");
    expect(first?.getAttribute("aria-current")).toBe("page");
    expect(words(first as HTMLElement)).toContain("92% almost used up");
    expect(words(last as HTMLElement)).toContain("no figures yet");
  });

  it.each(["en", "zh"] as const)(
    "says in a word what is worst about a pool: %s",
    async (language) => {
      type Case = [PoolSummary["condition"], PoolSummary["tone"], string, string];
      const cases: Case[] = [
        [{ kind: "plan_ended" }, "critical", "Plan ended", "套餐已到期"],
        [{ kind: "key_rejected" }, "critical", "Key rejected", "密钥被拒"],
        [{ kind: "key_missing" }, "critical", "Key missing", "缺少密钥"],
        [{ kind: "no_access" }, "critical", "No access", "无权限"],
        [{ kind: "plan_ends", days: 9, at: inDays(6) }, "trial", "6 days", "6 天后"],
        [{ kind: "plan_ends", days: 9, at: inDays(1) }, "trial", "1 day", "1 天后"],
        [{ kind: "plan_ends", days: 9, at: inDays(0) }, "trial", "Ends today", "今天到期"],
        [{ kind: "mau", level: "over", percent: 107 }, "critical", "107%", "107%"],
        [{ kind: "mau", level: "over", percent: null }, "critical", "Over", "超出"],
      ];
      const pools = cases.map(([condition, tone], index) => ({
        ...(summaries()[0] as PoolSummary),
        id: `p${index + 1}`,
        condition,
        tone,
      }));
      const badge = (item: HTMLElement) => words(item.querySelector(".badge span") as HTMLElement);
      await open(new FakeBackend(overview({ pools, settings: { ...settings, language } })));
      const items = findAll("pool-item");
      expect(items.map(badge)).toEqual(
        cases.map(([, , english, chinese]) => (language === "en" ? english : chinese)),
      );
      // The flag and the days have words.
      expect(words(items[4] as HTMLElement)).toMatch(/Ends in 6 days|6 天后到期/u);
      expect(items.map((item) => item.classList.contains("critical"))).toEqual(
        cases.map(([, tone]) => tone === "critical"),
      );
    },
  );

  it("says that nothing is left where all is used", async () => {
    const [pool] = summaries() as [PoolSummary];
    const condition = { ...pool.condition, level: "critical", percent: 100 };
    const full = { ...pool, condition: condition as PoolSummary["condition"] };
    await open(new FakeBackend(overview({ pools: [full] })));
    expect(words(findAll("pool-item")[0] as HTMLElement)).toContain("100% nothing left");
  });

  it("opens a pool by click and by Ctrl+number", async () => {
    const { user } = await open(new FakeBackend());
    await user.click(findAll("pool-item")[2] as HTMLElement);
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("集团员工");
    await user.keyboard("{Control>}2{/Control}");
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Staging");
  });

  it("moves the focus by arrow keys, and pools by Alt and arrow keys", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    findAll("pool-item")[0]?.focus();
    await user.keyboard("{ArrowDown}");
    expect((document.activeElement as HTMLElement).dataset.pool).toBe("p2");
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(backend.called("move_pool")[0]?.args).toEqual({ pool: "p2", to: 0 });
    expect(names()).toEqual(["p2", "p1", "p3", "p4"]);
    expect((document.activeElement as HTMLElement).dataset.pool).toBe("p2");
  });

  it("shows on every screen why a pool could not be moved", async () => {
    const backend = new FakeBackend().answer("move_pool", () => {
      throw failure("store_failed");
    });
    const { user } = await open(backend);
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

  it("reports a moved pool as moved if only the reload failed", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    backend.answer("overview", () => {
      throw failure("store_failed");
    });
    await user.click(find("pool-menu"));
    await user.click(find("move-down"));
    expect(words(find("error"))).toContain("It worked, but what is shown may be out of date");
  });

  it("shows a rejected name beside the field", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("pool-menu"));
    await user.click(find("rename-pool"));
    backend.answer("rename_pool", () => {
      throw failure("name_too_long");
    });
    await user.clear(find("rename-name"));
    await user.type(find("rename-name"), "Elsewhere");
    await user.click(find("confirm-rename"));
    expect(words(find("error"))).toContain("at most 80 characters");
    expect(document.activeElement).toBe(find("rename-name"));
    expect((find("rename-name") as HTMLInputElement).value).toBe("Elsewhere");
  });

  it("confirms a removal and states what is deleted", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("pool-menu"));
    await user.click(find("remove-pool"));
    expect(words(document.querySelector("dialog") as HTMLElement)).toMatch(
      /access key.*GNOME Keyring/,
    );
    expect(backend.called("remove_pool")).toHaveLength(0);
    await user.click(find("confirm-remove"));
    expect(backend.called("remove_pool")[0]?.args).toEqual({ pool: "p1", leaveKey: false });
    expect(names()).toEqual(["p2", "p3", "p4"]);
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Staging");
  });

  it("removes a pool without deleting its key only on request", async () => {
    const backend = new FakeBackend().answer("remove_pool", ({ leaveKey }) => {
      if (leaveKey !== true) throw failure("keychain_locked");
      return null;
    });
    const { user } = await open(backend);
    await user.click(find("pool-menu"));
    await user.click(find("remove-pool"));
    await user.click(find("confirm-remove"));
    expect(words(find("error"))).toContain("The keychain is locked.");
    await user.click(find("remove-anyway"));
    expect(backend.called("remove_pool").map((call) => call.args.leaveKey)).toEqual([false, true]);
  });

  it("replaces a key with a sealed secret", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("pool-menu"));
    await user.click(find("replace-key"));
    await user.click(find("confirm-replace"));
    expect(words(find("error"))).toBe("Enter the Access Key Secret.");
    await user.clear(find("access-key-id"));
    await user.click(find("confirm-replace"));
    expect(words(findAll("error")[0] as HTMLElement)).toBe("Enter the Access Key ID.");
    await user.type(find("access-key-id"), "62ea");
    await user.type(find("access-key-secret"), "s3cret");
    await user.click(find("confirm-replace"));
    expect(backend.called("replace_key").map((call) => call.args)).toEqual([
      {
        pool: "p1",
        key: { id: "62ea", sealed: "sealed for public key 1: s3cret" },
        sessionOnly: false,
      },
    ]);
    expect(document.querySelector("dialog")).toBeNull();
  });

  it.each(["id", "secret"])(
    "shows a malformed %s of a replaced key beside its field",
    async (field) => {
      const backend = new FakeBackend().answer("replace_key", () => {
        throw failure("key_malformed", { field, reason: "not_ascii" });
      });
      const { user } = await open(backend);
      await user.click(find("pool-menu"));
      await user.click(find("replace-key"));
      await user.type(find("access-key-id"), "62ea");
      await user.type(find("access-key-secret"), "s3cret");
      await user.click(find("confirm-replace"));
      expect(findAll("error").map((error) => error.dataset.field)).toEqual([`replace-${field}`]);
      expect(words(find("error"))).toContain("full-width");
      expect(document.activeElement).toBe(find(`access-key-${field}`));
    },
  );

  it("forgets a typed secret when the replace dialog closes", async () => {
    const { user } = await open(new FakeBackend());
    const openDialog = async () => {
      await user.click(find("pool-menu"));
      await user.click(find("replace-key"));
    };
    await openDialog();
    await user.type(find("access-key-secret"), "s3cret");
    await user.click(document.querySelector("dialog .buttons button") as HTMLElement);
    await openDialog();
    expect((find("access-key-secret") as HTMLInputElement).value).toBe("");
  });

  it("shows the demo mark and leaves the demo", async () => {
    const { user } = await open(new FakeBackend(overview({ demo: true })));
    expect(words(find("demo-mark"))).toContain("Demo data");
    await user.click(find("leave-demo"));
    expect(find("add-pool-form")).toBeTruthy();
  });
});

it.each(["leave-demo", "add-pool"])(
  "shows why the demo could not be left by %s",
  async (button) => {
    const backend = new FakeBackend(overview({ demo: true })).answer("leave_demo", () => {
      throw failure("store_failed");
    });
    const { user } = await open(backend);
    await user.click(find(button));
    expect(find("error").dataset.code).toBe("store_failed");
    expect(find("demo-mark")).toBeTruthy();
  },
);

it("leaves the demo to add a pool", async () => {
  const backend = new FakeBackend(overview({ demo: true }));
  const { user } = await open(backend);
  await user.click(find("add-pool"));
  expect(backend.called("leave_demo")).toHaveLength(1);
  expect(find("add-pool-form")).not.toBeNull();
});

it("opens the demo even if its events overtake the response", async () => {
  const backend = new FakeBackend(overview({ pools: [] }));
  const later = overview({ demo: true, revision: 9 });
  backend.answer("enter_demo", () => {
    for (const summary of later.pools) backend.views[summary.id] = poolOf(summary);
    backend.emit("overview_changed", later);
    return { ...later, revision: 8 };
  });
  const { user } = await open(backend);
  await user.click(find("demo"));
  expect(find("overview")).not.toBeNull();
  await user.keyboard("{Control>}1{/Control}");
  expect(findAll("benefit-card").length).toBeGreaterThan(0);
  expect(find("reading-age")).not.toBeNull();
});

describe("the list of pools", () => {
  it("is one stop of the Tab key, and Home and End reach its ends", async () => {
    const { user } = await open(new FakeBackend());
    const stops = () => findAll("pool-item").map((item) => item.tabIndex);
    expect(stops()).toEqual([0, -1, -1, -1]);
    findAll("pool-item")[0]?.focus();
    await user.keyboard("{End}");
    expect((document.activeElement as HTMLElement).dataset.pool).toBe("p4");
    expect(stops()).toEqual([-1, -1, -1, 0]);
    await user.keyboard("{ArrowDown}{Home}");
    expect((document.activeElement as HTMLElement).dataset.pool).toBe("p1");
  });

  it("is not rearranged while the worst comes first", async () => {
    const backend = new FakeBackend(
      overview({ settings: { ...settings, pool_order: "worst_first" } }),
    );
    const { user } = await open(backend);
    findAll("pool-item")[1]?.focus();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(backend.called("move_pool")).toHaveLength(0);
  });

  it("begins after a link that skips it", async () => {
    const { user } = await open(new FakeBackend());
    (document.activeElement as HTMLElement).blur();
    await user.tab();
    expect(words(document.activeElement as HTMLElement)).toBe("Skip to the content");
    await user.keyboard("{Enter}");
    expect(document.activeElement).toBe(document.querySelector("main"));
  });
});

describe("initials", () => {
  it.each<[string[], string[]]>([
    [
      ["Acme Production", "Acme Partners", "Acme Staging"],
      ["APr", "APa", "AS"],
    ],
    [
      ["集团员工", "集团客户", "测试环境"],
      ["集团员", "集团客", "测"],
    ],
    [
      ["Production", "Prod", "prod"],
      ["PR1", "PR2", "PR3"],
    ],
    [
      ["One", "One", "", " "],
      ["On1", "On2", "1", "2"],
    ],
  ])("of %j are %j", (names, expected) => {
    const initials = initialsOf(names);
    expect(new Set(initials).size).toBe(names.length);
    expect(initials.map((text) => text.toLowerCase())).toEqual(
      expected.map((text) => text.toLowerCase()),
    );
  });
});

describe("settings", () => {
  it("open by Ctrl+comma, close by Escape, and switch language and theme at once", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.keyboard("{Control>},{/Control}");
    await user.click(find("language-zh"));
    expect(words(find("settings"))).toContain("设置");
    expect(document.documentElement.lang).toBe("zh-CN");
    await user.click(find("theme-dark"));
    expect(document.documentElement.dataset.theme).toBe("dark");
    expect(backend.called("change_settings").at(-1)?.args).toEqual({
      settings: { ...settings, language: "zh", theme: "dark" },
    });
    await user.keyboard("{Escape}");
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme Production");
  });

  it("show an invalid number beside its field without saving it", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    await user.clear(find("refresh-minutes"));
    await user.type(find("refresh-minutes"), "4");
    await user.tab();
    expect(words(find("error"))).toContain("from 5 to 1,440");
    expect(find("refresh-minutes").getAttribute("aria-invalid")).toBe("true");
    expect(backend.called("change_settings")).toHaveLength(0);
  });

  it("translate the problem when the language changes", async () => {
    const { user } = await open(new FakeBackend());
    await user.click(find("open-settings"));
    await user.clear(find("refresh-minutes"));
    await user.type(find("refresh-minutes"), "4");
    await user.tab();
    await user.click(find("language-zh"));
    expect(words(find("error"))).toBe("请填写 5 到 1,440 之间的整数。");
  });

  it("are reverted if they could not be saved", async () => {
    const backend = new FakeBackend();
    backend.answer("change_settings", () => {
      throw failure("store_failed");
    });
    const { user } = await open(backend);
    await user.click(find("open-settings"));
    await user.click(find("theme-dark"));
    await settle();
    expect(document.documentElement.dataset.theme).toBe("light");
    expect(find("error").dataset.code).toBe("store_failed");
  });
});
