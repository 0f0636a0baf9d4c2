import { describe, it } from "vitest";

import { scenes } from "../dev/scenes";
import type { WordsLanguage } from "../src/backend/types";
import { expectAccessible, find, findAll, open, settle } from "./window";

const appearances = [
  ["en", "light"],
  ["zh", "dark"],
] as const;

// The 200 cards of `many` repeat 8 cards.
const all = (Object.keys(scenes) as (keyof typeof scenes)[]).filter((scene) => scene !== "many");

type Opened = Awaited<ReturnType<typeof open>>;

async function show(scene: keyof typeof scenes, language: WordsLanguage, theme: "light" | "dark") {
  const backend = scenes[scene](language);
  backend.overview = {
    ...backend.overview,
    settings: { ...backend.overview.settings, language, theme },
  };
  const opened = await open(backend);
  await settle();
  await settle();
  return opened;
}

const steps: [string, keyof typeof scenes, (opened: Opened) => Promise<void>][] = [
  ["settings", "main", ({ user }) => user.click(find("open-settings"))],
  ["benefit", "main", ({ user }) => user.click(findAll("open-benefit")[1] as HTMLElement)],
  [
    "benefit as a table",
    "main",
    async ({ user }) => {
      await user.click(findAll("open-benefit")[1] as HTMLElement);
      await settle();
      await user.click(find("detail-show-table"));
    },
  ],
  ["benefit without history", "fresh", ({ user }) => user.click(find("open-benefit"))],
  ["alerts", "main", ({ user }) => user.click(find("bell"))],
  ["no alerts", "calm", ({ user }) => user.click(find("bell"))],
  [
    "webhook hook",
    "main",
    async ({ user }) => {
      await user.click(find("open-settings"));
      await user.click(find("hook-webhook"));
    },
  ],
  [
    "settings with programs, without a tray",
    "trayless",
    ({ user }) => user.click(find("open-settings")),
  ],
  [
    "rules",
    "main",
    async ({ user }) => {
      await user.click(find("pool-menu"));
      await user.click(find("pool-rules"));
      await settle();
      await user.type(findAll("rule-thresholds")[0] as HTMLElement, "120");
      await user.tab();
    },
  ],
  [
    "close dialog",
    "main",
    async ({ app }) => {
      app.closing = true;
      await settle();
    },
  ],
  ["pool menu", "main", ({ user }) => user.click(find("pool-menu"))],
  ["table", "main", ({ user }) => user.click(find("show-table"))],
  ["custom dates", "main", ({ user }) => user.click(find("mau-range-custom"))],
  [
    "rename",
    "main",
    async ({ user }) => {
      await user.click(find("pool-menu"));
      await user.click(find("rename-pool"));
    },
  ],
  [
    "replace key",
    "main",
    async ({ user }) => {
      await user.click(find("pool-menu"));
      await user.click(find("replace-key"));
      await user.click(find("confirm-replace"));
    },
  ],
  [
    "remove",
    "main",
    async ({ user }) => {
      await user.click(find("pool-menu"));
      await user.click(find("remove-pool"));
    },
  ],
  [
    "private deployment with missing fields",
    "keyless",
    async ({ user }) => {
      await user.click(find("service-private"));
      await user.click(find("save-pool"));
    },
  ],
];

describe.each(appearances)("axe reports no violations in %s, %s", (language, theme) => {
  it.each(all)("on the scene %s", async (scene) => {
    await show(scene, language, theme);
    await expectAccessible();
  });

  it.each(steps)("on %s", async (_name, scene, perform) => {
    await perform(await show(scene, language, theme));
    await expectAccessible();
  });
});
