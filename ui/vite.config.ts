import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { keyless } from "./scripts/keyless.ts";

export default defineConfig({
  plugins: [svelte(), keyless()],
  build: {
    // The oldest engines Authgauge runs in: WebKitGTK of Debian 12 and WKWebView of macOS 13.
    target: ["es2022", "safari16.4"],
    // The window's policy takes nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
  // Tests mount the window, which Svelte only offers to browsers.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    // A bound for what hangs, not for what is slow: axe takes its time on a busy machine.
    testTimeout: 60_000,
  },
});
