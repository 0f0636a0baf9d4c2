// Opens the whole window on a fake shell, with fresh state.

import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { expect, onTestFinished, vi } from "vitest";

import type { FakeShell } from "./fixtures/backend";

/** Waits until the screen shows what is known. */
export let settle: () => Promise<void>;

export async function open(shell: FakeShell) {
  vi.resetModules();
  shell.install();
  const { mount, tick, unmount } = await import("svelte");
  const { default: App } = await import("../src/App.svelte");
  const { app } = await import("../src/state/app.svelte");
  const { draft } = await import("../src/features/add-pool/draft.svelte");
  settle = tick;
  await app.start();
  const user = userEvent.setup();
  const window = mount(App, { target: document.body });
  await tick();
  onTestFinished(() => unmount(window));
  return { app, draft, user };
}

export function find(testid: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
  if (!found) throw new Error(`nothing on screen is marked ${testid}`);
  return found;
}

export function findAll(testid: string): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`));
}

export function words(element: HTMLElement): string {
  return (element.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Structure and names; colours need a real engine, and have a test of their own. */
export async function expectAccessible(): Promise<void> {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    rules: { "color-contrast": { enabled: false } },
  });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
