// Pools, benefits and commands as entries of the search.

import type { FindablePool, Overview, PoolSummary } from "../../backend/types";
import { app } from "../../state/app.svelte";
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
      act: () => void app.select(pool.id, benefit.code),
    };
    return searchable(entry, pool.name, benefit.code);
  });
}

function commandEntries({ demo, settings }: Overview): Entry[] {
  const pool = app.screen === "pool" ? app.summary : null;
  const commands: [string, string, () => void][] = [
    ["overview", t("overview.title"), () => app.show("overview")],
    ["alerts", t("sidebar.alerts"), () => app.show("alerts")],
    ["add", t("sidebar.add"), () => void app.startAdding()],
    ["settings", t("sidebar.settings"), () => app.show("settings")],
    [
      "privacy",
      settings.privacy ? t("privacy.show.title") : t("privacy.hide.title"),
      () => void app.togglePrivacy(),
    ],
  ];
  if (pool) {
    commands.push(["refresh", t("search.refresh", { name: pool.name }), () => void app.refresh()]);
  }
  if (demo) commands.push(["leave", t("sidebar.demo.leave"), () => void app.leaveDemo()]);
  return commands.map(([key, label, act]) => {
    const entry = { key, kind: "commands" as const, label, detail: "", state: "", act };
    return searchable({ ...entry, shape: null, level: null });
  });
}
