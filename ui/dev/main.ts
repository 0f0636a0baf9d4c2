// `?scene=odd&theme=dark&lang=zh&do=open-settings,…`: a scene, its looks, and what to click on then.
// A step is a test id or a benefit's code, `id=text` to type, or `id:key` to press a key there.

import { scenes } from "./scenes";

Object.freeze(Object.prototype);

const wish = new URLSearchParams(location.search);
const language = wish.get("lang") === "zh" ? "zh" : "en";
const theme = wish.get("theme") === "dark" ? "dark" : "light";
const named: Record<string, (typeof scenes)["main"] | undefined> = scenes;
const scene = named[wish.get("scene") ?? "main"] ?? scenes.main;

const shell = scene(language);
shell.overview = {
  ...shell.overview,
  settings: { ...shell.overview.settings, language, theme },
};
shell.install();

await import("../src/main");
for (const step of (wish.get("do") ?? "").split(",").filter(Boolean)) {
  await new Promise((resolve) => setTimeout(resolve, 80));
  perform(step);
}

function perform(step: string): void {
  const [, id, how, what] = /^([\w-]+)(?:([=:])(.*))?$/.exec(step) ?? [];
  const found = document.querySelectorAll<HTMLElement>(
    `[data-testid="${id}"], [data-code="${id}"] [data-testid="open-benefit"]`,
  );
  const element = found.item(found.length - 1);
  if (how === "=" && element instanceof HTMLInputElement) {
    element.value = what ?? "";
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (how === ":") {
    element.focus();
    element.dispatchEvent(new KeyboardEvent("keydown", { key: what, bubbles: true }));
  } else if (element) {
    element.focus();
    element.click();
  }
}
