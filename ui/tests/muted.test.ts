import { expect, it } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { failure, overview, settings } from "./fixtures/pools";
import { expectAccessible, find, findAll, inside, open, settle, words } from "./window";

async function openSettings(backend: FakeBackend) {
  const opened = await open(backend);
  await opened.user.click(find("open-settings"));
  await settle();
  await settle();
  return opened;
}

async function withMutes(language: "en" | "zh" = "en"): Promise<FakeBackend> {
  const backend = new FakeBackend(overview({ settings: { ...settings, language } }));
  const { alertRules, mute } = await (async () => {
    backend.install();
    return import("../src/backend/commands");
  })();
  await alertRules("p1");
  await mute("p1", "benefit:Sms", true);
  await mute("p2", "pool", true);
  await mute("p2", "mau", true);
  return backend;
}

it("says that nothing is muted", async () => {
  await openSettings(new FakeBackend());
  expect(words(find("muted-none"))).toBe("Nothing is muted.");
});

it("lists what is muted, and unmutes it", async () => {
  const backend = await withMutes();
  const { user } = await openSettings(backend);
  const items = () => findAll("muted-item").map((item) => words(item));
  expect(items()).toEqual([
    "Acme Production: SMS messages Unmute",
    "Acme Staging: The whole pool Unmute",
    "Acme Staging: Monthly active users Unmute",
  ]);
  await expectAccessible();
  inside(findAll("muted-item")[1] as HTMLElement, "unmute")?.focus();
  await user.keyboard("{Enter}");
  expect(backend.called("mute").at(-1)?.args).toEqual({ pool: "p2", scope: "pool", muted: false });
  expect(document.activeElement?.id).toBe("muted");
});

it("lists it in Chinese", async () => {
  await openSettings(await withMutes("zh"));
  expect(words(findAll("muted-item")[1] as HTMLElement)).toMatch(/^.+：整个用户池\s*恢复提醒$/u);
});

it("says why an alert stays muted", async () => {
  const backend = await withMutes();
  const { user } = await openSettings(backend);
  backend.answer("mute", () => {
    throw failure("store_failed");
  });
  await user.click(inside(findAll("muted-item")[0] as HTMLElement, "unmute") as HTMLElement);
  expect(findAll("muted-item")).toHaveLength(3);
  expect(find("error").dataset.code).toBe("store_failed");
});
