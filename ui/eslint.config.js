import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const onlyBackend = {
  patterns: [
    {
      group: ["@tauri-apps/*"],
      message: "Only src/backend may import Tauri: add a typed command there.",
    },
    { group: ["**/backend/generated"], message: "Import types from backend/types." },
  ],
};

const noFeatures = {
  group: ["**/features/**"],
  message: "Widgets, text and state must not depend on features.",
};

export default ts.config(
  { ignores: ["dist/", "dist-dev/", "node_modules/", "src/backend/generated.ts"] },
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      "no-restricted-imports": ["error", onlyBackend],
      "no-console": "error",
      "no-eval": "error",
      eqeqeq: "error",
      "svelte/no-at-html-tags": "error",
      // The content security policy blocks style attributes.
      "no-restricted-syntax": ["error", "SvelteAttribute[key.name='style']"],
      "svelte/button-has-type": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    files: ["src/widgets/**", "src/text/**", "src/state/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [...onlyBackend.patterns, noFeatures] }],
    },
  },
  { files: ["src/backend/**"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["scripts/**", "*.config.*"],
    languageOptions: { globals: { ...globals.node } },
    rules: { "no-console": "off" },
  },
);
