// Browser APIs that jsdom lacks.

import { beforeEach, vi } from "vitest";

import { en } from "../src/text/en";
import { zh } from "../src/text/zh";

for (const [language, messages] of Object.entries({ en, zh })) {
  const template = document.createElement("template");
  template.id = `text-${language}`;
  template.content.append(JSON.stringify(messages));
  document.head.append(template);
}

window.matchMedia ??= (media) =>
  ({
    media,
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

window.ResizeObserver ??= class {
  observe(): void {
    // Sizes never change.
  }
  unobserve(): void {
    // As above.
  }
  disconnect(): void {
    // As above.
  }
};

// jsdom has no layout: elements would be 0 wide, and no chart would be requested.
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 800 });

// axe checks for icon fonts with a canvas.
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

// jsdom has no WebCrypto; tests/seal.test.ts tests the real one.
vi.mock("../src/backend/seal", () => ({
  seal: (publicKey: string, text: string) => Promise.resolve(`sealed for ${publicKey}: ${text}`),
}));
