import { expect, it } from "vitest";

import type { Settings } from "../src/backend/types";
import { levelsAmong } from "../src/text/percents";
import { FakeBackend } from "./fixtures/backend";
import { overview, settings } from "./fixtures/pools";
import { find, findAll, open, settle } from "./window";

it.each([
  [[80, 90, 100], 80, 90],
  [[50, 75, 95], 75, 95],
  [[85, 90], 85, 90],
  [[95, 100], 95, 100],
  [[100], 80, 90],
  [[], 80, 90],
])("near and critical are two of %j", (percents, near_percent, critical_percent) => {
  const levels = { near_percent: 80, critical_percent: 90 };
  expect(levelsAmong(percents, levels)).toEqual({ near_percent, critical_percent });
});

it("offers the percentages of alerts for the levels", async () => {
  const alerts = overview({ settings: { ...settings, alert_percents: [50, 80, 90, 100] } });
  const backend = new FakeBackend(alerts);
  const { user } = await open(backend);
  await user.click(find("open-settings"));
  await user.click(find("near-percent-90"));
  await settle();
  const saved = () => backend.called("change_settings").at(-1)?.args.settings as Settings;
  expect([saved().near_percent, saved().critical_percent]).toEqual([90, 100]);
  expect(findAll("critical-percent-90")).toEqual([]);
  await user.click(find("near-percent-50"));
  await user.click(find("critical-percent-80"));
  await settle();
  expect([saved().near_percent, saved().critical_percent]).toEqual([50, 80]);
});
