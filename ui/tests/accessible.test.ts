import { describe, it } from "vitest";

import type { WordsLanguage } from "../src/backend/generated";
import { scenes } from "../dev/scenes";
import { expectAccessible, find, findAll, open, settle } from "./window";

const looks = [
  ["en", "light"],
  ["zh", "dark"],
] as const;

// Two hundred cards are eight cards, many times.
const all = (Object.keys(scenes) as (keyof typeof scenes)[]).filter((scene) => scene !== "many");

type Opened = Awaited<ReturnType<typeof open>>;

async function show(scene: keyof typeof scenes, language: WordsLanguage, theme: "light" | "dark") {
  const shell = scenes[scene](language);
  shell.overview = {
    ...shell.overview,
    settings: { ...shell.overview.settings, language, theme },
  };
  const opened = await open(shell);
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
  ["benefit without a past", "fresh", ({ user }) => user.click(find("open-benefit"))],
  ["alerts", "main", ({ user }) => user.click(find("bell"))],
  ["no alerts", "calm", ({ user }) => user.click(find("bell"))],
  [
    "webhook",
    "main",
    async ({ user }) => {
      await user.click(find("open-settings"));
      await user.click(find("hook-webhook"));
    },
  ],
  [
    "program, and no tray",
    "trayless",
    async ({ user }) => {
      await user.click(find("open-settings"));
      await user.click(find("hook-command"));
    },
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
    "question on closing",
    "main",
    async ({ app }) => {
      app.closing = true;
      await settle();
    },
  ],
  ["pool menu", "main", ({ user }) => user.click(find("pool-menu"))],
  ["table", "main", ({ user }) => user.click(find("show-table"))],
  ["other dates", "main", ({ user }) => user.click(find("mau-range-custom"))],
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
    "private deployment with mistakes",
    "keyless",
    async ({ user }) => {
      await user.click(find("service-private"));
      await user.click(find("save-pool"));
    },
  ],
];

describe.each(looks)("axe finds nothing in %s, %s", (language, theme) => {
  it.each(all)("on the scene %s", async (scene) => {
    await show(scene, language, theme);
    await expectAccessible();
  });

  it.each(steps)("on %s", async (_name, scene, go) => {
    await go(await show(scene, language, theme));
    await expectAccessible();
  });
});
