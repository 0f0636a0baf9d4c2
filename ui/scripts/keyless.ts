// Drops the keys of the Chinese catalogue from the bundle: repeated, they would be a tenth of the code.

import type { Plugin } from "vite";

/** Takes the keys of the English catalogue, which has the same order: tests/messages.test.ts checks it. */
export function keyless(): Plugin {
  return {
    name: "keyless",
    apply: "build",
    transform(code, id) {
      if (!id.endsWith("/text/zh.ts")) return null;
      const messages = messagesIn(this.parse(code)).map((message) => JSON.stringify(message));
      if (messages.length === 0) this.error("no messages found");
      return {
        code: `import { en } from "./en";
const messages = [${messages.join(",")}];
export const zh = Object.fromEntries(Object.keys(en).map((key, index) => [key, messages[index]]));`,
        map: null,
      };
    },
  };
}

/** The string values of all object literals in the syntax tree. */
function messagesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(messagesIn);
  if (typeof node !== "object" || node === null) return [];
  const { type, value } = node as { type?: string; value?: { value?: unknown } };
  if (type === "Property" && typeof value?.value === "string") return [value.value];
  return Object.values(node).flatMap(messagesIn);
}
