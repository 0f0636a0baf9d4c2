import { describe, expect, it } from "vitest";

import type { StoreTrouble } from "../src/backend/types";
import { FakeBackend } from "./fixtures/backend";
import { overview } from "./fixtures/pools";
import { expectAccessible, find, open, words } from "./window";

const path = "/home/ada/authgauge.db.set-aside-1";

const cases: [StoreTrouble, string, string][] = [
  [
    { kind: "set_aside", path, restored: true },
    "Authgauge’s database could not be read.",
    `It is kept as ${path}. Your pools and settings were restored`,
  ],
  [
    { kind: "set_aside", path, restored: false },
    "Authgauge’s database could not be read.",
    "add the pools again",
  ],
  [
    { kind: "missing" },
    "Authgauge’s database was missing.",
    "Your pools and settings were restored from a backup",
  ],
  [{ kind: "folder_foreign" }, "Changes are not being saved.", "belongs to another user"],
  [{ kind: "folder_shared" }, "Changes are not being saved.", "Other users may write"],
  [{ kind: "folder_in_use" }, "Changes are not being saved.", "holds other files"],
  [{ kind: "not_saved" }, "Changes are not being saved.", "lost when Authgauge closes"],
  [
    { kind: "folder_not_made" },
    "Changes are not being saved.",
    "is in the place of the data folder",
  ],
  [{ kind: "folder_denied" }, "Changes are not being saved.", "may not create"],
  [{ kind: "path_too_long" }, "Changes are not being saved.", "is too long: /"],
  [{ kind: "folder_unknown" }, "Changes are not being saved.", "has no folder"],
  [{ kind: "disk_full" }, "Changes are not being saved.", "is full: /"],
  [{ kind: "disk_read_only" }, "Changes are not being saved.", "is read-only: /"],
];

describe("a problem with the database", () => {
  it.each(cases)("%o is explained", async (trouble, lead, story) => {
    await open(new FakeBackend(overview({ store_trouble: trouble })));
    const text = words(find("store-trouble"));
    expect(text).toContain(lead);
    expect(text).toContain(story);
    expect(text).not.toContain("{");
    await expectAccessible();
  });
});
