import { describe, expect, it } from "vitest";

import type { RestartReason } from "../src/backend/types";
import { FakeBackend } from "./fixtures/backend";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

const cases: [RestartReason, string][] = [
  ["fault", "The window was restarted after a fault."],
  ["not_painted", "drawn without the graphics card"],
];

describe("a window that was restarted", () => {
  it.each(cases)("says once that the reason was %s", async (reason, text) => {
    const backend = new FakeBackend().answer("page_painted", () => reason);
    const { app, user } = await open(backend);
    await app.painted();
    await settle();
    expect(words(find("restarted"))).toContain(text);
    await expectAccessible();
    await user.click(find("dismiss-restarted"));
    expect(findAll("restarted")).toEqual([]);
  });

  it("says nothing after an ordinary start", async () => {
    const { app } = await open(new FakeBackend());
    await app.painted();
    await settle();
    expect(findAll("restarted")).toEqual([]);
  });
});
