// Drops the keys of the Chinese catalogue’s files from the bundle: repeated, they would be a tenth of the code.

import type { Plugin } from "vite";

/** Takes the keys of the English file, which has the same order: tests/messages.test.ts checks it. */
export function keyless(): Plugin {
  return {
    name: "keyless",
    apply: "build",
    transform(code, id) {
      const file = /\/text\/zh\/(\w+)\.ts$/.exec(id)?.[1];
      if (file === undefined || file === "index") return null;
      const messages = messagesIn(this.parse(code)).map((message) => JSON.stringify(message));
      if (messages.length === 0) this.error("no messages found");
      return {
        code: `import { ${file} as en } from "../en/${file}";
const messages = [${messages.join(",")}];
export const ${file} = Object.fromEntries(Object.keys(en).map((key, index) => [key, messages[index]]));`,
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
