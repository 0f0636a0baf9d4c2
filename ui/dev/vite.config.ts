// Builds the window with a fake backend, to view it in a browser. Not part of the app.

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

import { messageTemplates } from "../scripts/message-templates.ts";

export default defineConfig({
  root: new URL(".", import.meta.url).pathname,
  plugins: [svelte({ configFile: "../svelte.config.js" }), messageTemplates()],
  server: { fs: { allow: [".."] } },
  build: {
    target: ["es2022", "safari16.4"],
    outDir: "../dist-dev",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
