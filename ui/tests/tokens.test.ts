import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");

/** Text colours and the backgrounds they are used on. */
const pairs: [text: string, ...behind: string[]][] = [
  ["ink", "background", "panel", "sidebar", "selected", "hover"],
  ["ink", "trial-wash", "critical-wash", "near-wash", "ok-wash"],
  ["muted", "background", "panel", "sidebar", "track", "hover"],
  ["muted", "trial-wash", "critical-wash", "near-wash"],
  ["ok", "panel", "background", "ok-tint", "ok-wash"],
  ["near", "panel", "background", "near-tint", "near-wash", "critical-wash", "trial-wash"],
  ["critical", "panel", "background", "critical-tint", "critical-wash", "near-wash", "track"],
  ["trial", "panel", "background", "trial-tint", "trial-wash", "critical-wash", "near-wash"],
  ["on-accent", "accent", "accent-strong"],
  ["accent-strong", "accent-tint"],
  ["panel", "critical"],
];

/** What must be told from its surroundings without being read: borders, bars on their track, chosen segments. */
const shapes: [shape: string, ...behind: string[]][] = [
  ["line-strong", "panel"],
  ["accent", "panel", "selected"],
  ["ok-bar", "track", "panel"],
  ["near-bar", "track", "panel"],
  ["critical-bar", "track", "panel"],
  ["muted", "track"],
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const colours = read(theme);
  it.each(shapes)("%s is told from what is behind it", (shape, ...behind) => {
    const tooLow = behind
      .map((back) => [back, contrast(colour(colours, shape), colour(colours, back))] as const)
      .filter(([, ratio]) => ratio < 3);
    expect(tooLow).toEqual([]);
  });

  it.each(pairs)("%s has enough contrast", (text, ...behind) => {
    const tooLow = behind
      .map((back) => [back, contrast(colour(colours, text), colour(colours, back))] as const)
      .filter(([, ratio]) => ratio < 4.5);
    expect(tooLow).toEqual([]);
  });
});

it("both themes define the same tokens", () => {
  const dark = Object.keys(read("dark"));
  const light = Object.keys(read("light"));
  expect(light.filter((name) => !dark.includes(name))).toEqual([]);
});

function read(theme: "light" | "dark"): Record<string, string> {
  const start =
    theme === "light" ? css.indexOf(":root {") : css.indexOf(':root[data-theme="dark"]');
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

function colour(colours: Record<string, string>, name: string): string {
  const value = colours[name];
  if (!value) throw new Error(`no colour ${name}`);
  return value;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light = 1, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
