import { invoke } from "@tauri-apps/api/core";

import type { HistoryRequest, HistoryView, PoolId, WatchRules } from "./generated";

/** The days of one benefit. */
export const benefitHistory = (request: HistoryRequest) =>
  invoke<HistoryView>("benefit_history", { request });

/** The owner has the list before them: none of it is new any more. */
export const seeAlerts = () => invoke<null>("see_alerts");

/** With no hours it is told again. */
export const snoozeAlert = (alert: number, hours: number) =>
  invoke<null>("snooze_alert", { alert, hours });

/** Without a benefit: all of the pool's. */
export const mute = (pool: PoolId, benefit: string | null, muted: boolean) =>
  invoke<null>("mute", { pool, benefit, muted });

/** Nothing is as the pool has it, or the settings. */
export const setThresholds = (pool: PoolId, benefit: string | null, thresholds: number[] | null) =>
  invoke<null>("set_thresholds", { pool, benefit, thresholds });

export const watchRules = (pool: PoolId) => invoke<WatchRules>("watch_rules", { pool });

/** Sends a sample to the owner's webhook or command. */
export const testHook = () => invoke<null>("test_hook");
