// Puts the texts of each language into a template of the page: data, of which only the language shown is read.

import type { Plugin } from "vite";

import { en } from "../src/text/en";
import { zh } from "../src/text/zh";

export function messageTemplates(): Plugin {
  const catalogues = Object.entries({ en, zh });
  return {
    name: "message-templates",
    transformIndexHtml(_, { path }) {
      // The dialog about a webhook has no texts of its own.
      if (path.endsWith("/consent.html")) return [];
      return catalogues.map(([language, messages]) => ({
        tag: "template",
        attrs: { id: `text-${language}` },
        children: escaped(JSON.stringify(messages)),
        injectTo: "head" as const,
      }));
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
