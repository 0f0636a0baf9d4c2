// What is shown first comes with the page, so that nothing is asked for before the first frame.

import type { FirstView } from "./types";

export function firstView(): FirstView {
  const template = document.querySelector<HTMLTemplateElement>("#first-view");
  return JSON.parse(template?.content.textContent ?? "") as FirstView;
}
