import { describe, expect, it } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

describe("a window that was restarted", () => {
  it("says so once", async () => {
    const backend = new FakeBackend().answer("page_painted", () => true);
    const { app, user } = await open(backend);
    await app.painted();
    await settle();
    expect(words(find("restarted"))).toContain("The window was restarted after a fault.");
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
