// What jsdom leaves out and the window relies on.

import { beforeEach, vi } from "vitest";

window.matchMedia ??= (media) =>
  ({
    media,
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

window.ResizeObserver ??= class {
  observe(): void {
    // Sizes never change here.
  }
  unobserve(): void {
    // As above.
  }
  disconnect(): void {
    // As above.
  }
};

// Without layout every element is 0 wide, and a chart of no width is never asked for.
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 800 });

// axe asks for one to look at icon fonts, of which there are none.
HTMLCanvasElement.prototype.getContext = () => null;

Element.prototype.scrollIntoView ??= () => undefined;

const dialog = HTMLDialogElement.prototype;
dialog.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
  this.querySelector<HTMLElement>("input, button")?.focus();
};
dialog.close ??= function close(this: HTMLDialogElement) {
  this.open = false;
};

beforeEach(() => {
  document.title = "Authgauge";
  document.body.replaceChildren();
});

// jsdom has no way to seal; tests/seal.test.ts tries the real one.
vi.mock("../src/backend/seal", () => ({
  seal: (publicKey: string, text: string) => Promise.resolve(`sealed for ${publicKey}: ${text}`),
}));
