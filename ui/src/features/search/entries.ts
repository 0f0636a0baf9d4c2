// Pools, benefits and commands as entries of the search.

import { tick } from "svelte";

import type { FindablePool, Overview, PoolId, PoolSummary } from "../../backend/types";
import { app } from "../../state/app.svelte";
import { portfolio } from "../../state/portfolio.svelte";
import { conditionBadge, conditionName } from "../../text/conditions";
import { t } from "../../text/messages";
import { percent } from "../../text/numbers";
import { shapeOfCondition, shapeOfLevel } from "../../widgets/level-shape";
import { searchable, type Entry } from "./find";

/** Pools in the order of the sidebar, then their benefits, then commands. */
export function entriesOf(overview: Overview, findable: FindablePool[], now: number): Entry[] {
  const benefits = new Map(findable.map(({ pool, benefits }) => [pool, benefits]));
  return [
    ...app.listed.map((pool) => poolEntry(pool, now)),
    ...app.listed.flatMap((pool) => benefitEntries(pool, benefits.get(pool.id) ?? [])),
    ...commandEntries(overview),
  ];
}

function poolEntry(pool: PoolSummary, now: number): Entry {
  const badge = conditionBadge(pool.condition, now) ?? "";
  const entry = {
    key: pool.id,
    kind: "pools" as const,
    label: pool.name,
    detail: [pool.host, conditionName(pool.condition)].filter(Boolean).join(" · "),
    state: badge,
    shape: shapeOfCondition(pool.condition),
    level: pool.level,
    act: () => void app.select(pool.id),
  };
  return searchable(entry, pool.host);
}

function benefitEntries(pool: PoolSummary, benefits: FindablePool["benefits"]): Entry[] {
  return benefits.map((benefit) => {
    const entry = {
      key: `${pool.id} ${benefit.code}`,
      kind: "benefits" as const,
      label: benefit.name || benefit.code,
      detail: pool.name,
      state: benefit.percent === null ? "" : percent(benefit.percent),
      shape: shapeOfLevel(benefit.level),
      level: benefit.level,
      typed: true,
      act: () => void app.select(pool.id, benefit.code),
    };
    return searchable(entry, pool.name, benefit.code);
  });
}

function commandEntries({ demo, settings }: Overview): Entry[] {
  const pool = app.screen === "pool" ? app.summary : null;
  const alertSettings = `${t("sidebar.settings")} › ${t("sidebar.alerts")}`;
  const commands = [
    command("overview", t("overview.title"), () => app.show("overview")),
    command("alerts", t("sidebar.alerts"), () => app.show("alerts"), t("search.words.alerts")),
    command("add", t("sidebar.add"), () => void app.startAdding(), t("search.words.key")),
    command("settings", t("sidebar.settings"), () => app.show("settings")),
    command(
      "privacy",
      settings.privacy ? t("privacy.show.title") : t("privacy.hide.title"),
      () => void app.togglePrivacy(),
    ),
    command("share", t("search.share"), () => void share(), t("search.words.share")),
  ];
  if (pool) {
    const label = t("search.refresh", { name: pool.name });
    commands.push(command("refresh", label, () => void app.refresh()));
  }
  if (demo) commands.push(command("leave", t("sidebar.demo.leave"), () => void app.leaveDemo()));
  const typed = [
    command(
      "alert-settings",
      alertSettings,
      () => void showAlertSettings(),
      t("search.words.mute"),
    ),
    command("forecast", t("search.forecast"), () => void showWithoutForecast()),
    ...app.listed.flatMap(poolCommands),
  ];
  return [...commands, ...typed.map((entry) => ({ ...entry, typed: true }))];
}

function poolCommands({ id, name }: PoolSummary): Entry[] {
  const mute = () => void app.ask(id, "mute");
  const rules = () => void app.ask(id, "rules");
  const replace = () => void app.ask(id, "replace");
  return [
    command(`mute ${id}`, t("mute_pool.menu", { name }), mute, t("search.words.mute")),
    command(`rules ${id}`, t("search.rules", { name }), rules, t("search.words.mute")),
    command(`key ${id}`, t("search.key", { name }), replace, t("search.words.key")),
    command(
      `export ${id}`,
      t("search.export", { name }),
      () => void showExport(id),
      t("search.words.share"),
    ),
  ];
}

/** `words` are other names of what it does. */
function command(key: string, label: string, act: () => void, words = ""): Entry {
  const entry = { key, kind: "commands" as const, label, detail: "", state: "", act };
  return searchable({ ...entry, shape: null, level: null }, words);
}

async function share(): Promise<void> {
  app.show("overview");
  await portfolio.load();
  (await focused("[data-testid=share]"))?.click();
}

async function showWithoutForecast(): Promise<void> {
  app.show("overview");
  await portfolio.load();
  const summary = await focused("[data-testid=without-forecast] summary");
  if (summary?.parentElement instanceof HTMLDetailsElement) summary.parentElement.open = true;
}

async function showAlertSettings(): Promise<void> {
  app.show("settings");
  await focused("#alerts");
}

async function showExport(pool: PoolId): Promise<void> {
  await app.select(pool);
  await focused("[data-testid=export]");
}

/** Moves the focus, once what was shown is there. */
async function focused(selector: string): Promise<HTMLElement | null> {
  await tick();
  const found = document.querySelector<HTMLElement>(selector);
  found?.scrollIntoView({ block: "nearest" });
  found?.focus();
  return found;
}
