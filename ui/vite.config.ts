import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { messageTemplates } from "./scripts/message-templates.ts";

export default defineConfig({
  plugins: [svelte(), messageTemplates()],
  build: {
    // The oldest supported web views: WebKitGTK of Debian 12 and WKWebView of macOS 13.
    target: ["es2022", "safari16.4"],
    // The content security policy forbids inline assets.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
    // The dialog about a webhook is a page of its own.
    rolldownOptions: { input: ["index.html", "consent.html"] },
  },
  // Tests mount components: Svelte exports `mount` under this condition only.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    // Generous: axe is slow on a busy machine.
    testTimeout: 60_000,
  },
});
