// Mounts the whole window on a fake backend, with fresh state.

import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { expect, onTestFinished, vi } from "vitest";

import type { FakeBackend } from "./fixtures/backend";

/** Waits until pending state changes are rendered. */
export let settle: () => Promise<void>;

export async function open(backend: FakeBackend) {
  vi.resetModules();
  backend.install();
  const { mount, tick, unmount } = await import("svelte");
  const { default: App } = await import("../src/App.svelte");
  const { app } = await import("../src/state/app.svelte");
  const { draft } = await import("../src/features/add-pool/draft.svelte");
  settle = tick;
  app.begin(backend.firstView());
  const user = userEvent.setup();
  const window = mount(App, { target: document.body });
  await app.follow();
  await tick();
  onTestFinished(() => unmount(window));
  return { app, draft, user };
}

export function find(testid: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
  if (!found) throw new Error(`no element with the test id ${testid}`);
  return found;
}

export function findAll(testid: string): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`));
}

/** Finds an element by test id inside another one. */
export function inside(element: HTMLElement, testid: string): HTMLElement | null {
  return element.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
}

export function card(code: string): HTMLElement {
  const found = findAll("benefit-card").find((card) => card.dataset.code === code);
  if (!found) throw new Error(`no card ${code}`);
  return found;
}

export function words(element: HTMLElement): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Structure and names. Colours are checked by tokens.test.ts: they need no rendering. */
export async function expectAccessible(): Promise<void> {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    rules: { "color-contrast": { enabled: false } },
  });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
