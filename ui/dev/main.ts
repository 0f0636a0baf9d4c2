// `?scene=odd&theme=dark&lang=zh&do=open-settings,…`: shows a scene and performs steps. A step is the test id or
// benefit code to click, `id=text` to type a text there, or `id:key` to press a key.

import { scenes } from "./scenes";

Object.freeze(Object.prototype);

const query = new URLSearchParams(location.search);
const language = query.get("lang") === "zh" ? "zh" : "en";
const theme = query.get("theme") === "dark" ? "dark" : "light";
const byName: Record<string, (typeof scenes)["main"] | undefined> = scenes;
const scene = byName[query.get("scene") ?? "main"] ?? scenes.main;

const backend = scene(language);
backend.overview = {
  ...backend.overview,
  settings: { ...backend.overview.settings, language, theme },
};
backend.install();
document
  .querySelector<HTMLTemplateElement>("#first-view")
  ?.content.append(JSON.stringify(backend.firstView()));

await import("../src/main");
for (const step of (query.get("do") ?? "").split(",").filter(Boolean)) {
  await new Promise((resolve) => setTimeout(resolve, 80));
  perform(step);
}

function perform(step: string): void {
  const [, id, operator, argument] = /^([\w-]+)(?:([=:])(.*))?$/.exec(step) ?? [];
  const found = document.querySelectorAll<HTMLElement>(
    `[data-testid="${id}"], [data-code="${id}"] [data-testid="open-benefit"]`,
  );
  const element = found.item(found.length - 1);
  if (operator === "=" && element instanceof HTMLInputElement) {
    element.value = argument ?? "";
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (operator === ":") {
    element.focus();
    element.dispatchEvent(new KeyboardEvent("keydown", { key: argument, bubbles: true }));
  } else if (element) {
    element.focus();
    element.click();
  }
}
