// Settings that an organisation's policy decides.
import { describe, expect, it } from "vitest";

import type { PolicyReason } from "../src/backend/types";
import { FakeBackend } from "./fixtures/backend";
import { overview } from "./fixtures/pools";
import { find, findAll, open, words } from "./window";

const decidable = ["alert_percents", "start_at_login", "refresh_minutes", "proxy", "assistants"];

async function openSettings(backend: FakeBackend) {
  const opened = await open(backend);
  await opened.user.click(find("open-settings"));
  return opened;
}

function decided(locked: string[]) {
  return new FakeBackend(overview({ policy: { locked, problems: [] } }));
}

describe("policy", () => {
  it("shows nothing of it without one", async () => {
    await openSettings(decided([]));
    expect(findAll("policy")).toHaveLength(0);
    for (const setting of decidable) {
      const field = find(`decided-${setting}`);
      expect(field.hasAttribute("disabled")).toBe(false);
      expect(words(field)).not.toContain("organisation");
    }
  });

  it("shows a decided setting, which can't be changed", async () => {
    for (const setting of decidable) {
      document.body.replaceChildren();
      const backend = decided([setting]);
      const { user } = await openSettings(backend);
      const field = find(`decided-${setting}`);
      expect(words(field)).toContain("Set by your organisation.");
      for (const control of field.querySelectorAll<HTMLElement>("button, input")) {
        expect(control.matches(":disabled")).toBe(true);
        await user.click(control);
      }
      expect(backend.called("change_settings")).toHaveLength(0);
      expect(backend.called("set_proxy")).toHaveLength(0);
      const others = decidable.filter((other) => other !== setting);
      for (const other of others) expect(words(find(`decided-${other}`))).not.toContain("Set by");
    }
  });

  it("says what else is decided", async () => {
    await openSettings(
      decided(["programs", "webhook", "pool_hosts", "metrics_listener", "ca_file"]),
    );
    const items = [...find("policy").querySelectorAll("li")];
    expect(items).toHaveLength(5);
    expect(words(find("policy"))).toContain("hosts that your organisation allows");
  });

  it("does not switch privacy off where it is decided", async () => {
    await openSettings(decided(["privacy"]));
    expect(find("privacy").matches(":disabled")).toBe(true);
  });

  it("names a policy that is not applied, and says why", async () => {
    const reasons: [PolicyReason, string][] = [
      [{ kind: "unreadable" }, "It can’t be read."],
      [{ kind: "too_long" }, "64 kB"],
      [{ kind: "not_understood", message: "unknown field `Typo`" }, "unknown field `Typo`"],
      [{ kind: "invalid", name: "RefreshMinutes" }, "RefreshMinutes is out of bounds"],
      [{ kind: "ca_file_invalid" }, "no valid certificate"],
    ];
    for (const [reason, text] of reasons) {
      document.body.replaceChildren();
      const problems = [{ source: "/etc/authgauge/policies/a.json", reason }];
      await openSettings(new FakeBackend(overview({ policy: { locked: [], problems } })));
      expect(words(find("policy-problem"))).toContain("/etc/authgauge/policies/a.json");
      expect(words(find("policy-problem"))).toContain(text);
    }
  });
});
