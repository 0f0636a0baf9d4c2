import { mount, tick, unmount } from "svelte";
import { expect, it, onTestFinished } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { card, find, findAll } from "./window";

/** Mounts the window on a backend that answers nothing. */
async function firstFrame(backend: FakeBackend): Promise<string[]> {
  backend.install();
  const { default: App } = await import("../src/App.svelte");
  const { app } = await import("../src/state/app.svelte");
  const never = new Promise(() => undefined);
  const first = backend.firstView();
  for (const command of ["overview", "pool_view", "portfolio", "mau_view", "remember_place"]) {
    backend.answer(command, () => never);
  }
  app.begin(first);
  const window = mount(App, { target: document.body });
  onTestFinished(() => unmount(window));
  await tick();
  return backend.calls.map((call) => call.command).sort();
}

it("the first frame of a pool has its cards, whatever the backend answers", async () => {
  const calls = await firstFrame(new FakeBackend());
  expect(findAll("benefit-card")).toHaveLength(8);
  expect(card("Email")).toBeDefined();
  // The chart has the width of the window, which is known once the window is laid out.
  expect(calls).toEqual(["mau_view", "remember_place"]);
});

it("the first frame of several pools has their figures, whatever the backend answers", async () => {
  const calls = await firstFrame(new FakeBackend().at("first"));
  expect(find("headline").textContent).toContain("over its limit");
  expect(findAll("heat-row").length).toBeGreaterThan(1);
  expect(calls).toEqual(["portfolio", "remember_place"]);
});
