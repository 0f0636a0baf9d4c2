// The Chinese words without their keys: a tenth of the page's code would say them a second time.

import type { Plugin } from "vite";

/** Gives the Chinese words the keys of the English, which are in the same order: a test holds them to it. */
export function keyless(): Plugin {
  return {
    name: "keyless",
    apply: "build",
    transform(code, id) {
      if (!id.endsWith("/text/zh.ts")) return null;
      const words = wordsIn(this.parse(code)).map((word) => JSON.stringify(word));
      if (words.length === 0) this.error("no words found");
      return {
        code: `import { en } from "./en";
const words = [${words.join(",")}];
export const zh = Object.fromEntries(Object.keys(en).map((key, place) => [key, words[place]]));`,
        map: null,
      };
    },
  };
}

/** Every value of an object, wherever in the tree it is. */
function wordsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(wordsIn);
  if (typeof node !== "object" || node === null) return [];
  const { type, value } = node as { type?: string; value?: { value?: unknown } };
  if (type === "Property" && typeof value?.value === "string") return [value.value];
  return Object.values(node).flatMap(wordsIn);
}
