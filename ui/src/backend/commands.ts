// One typed function per command of the shell. Nothing else in the window calls `invoke`.

import { invoke } from "@tauri-apps/api/core";

import type {
  ChartRequest,
  ExportFormat,
  HistoryRequest,
  HistoryView,
  KeyReport,
  MauView,
  Overview,
  Place,
  PoolDraft,
  PoolId,
  PoolView,
  Settings,
  TrayState,
  AlertRulesView,
} from "./generated";
import { seal } from "./seal";

export const overview = () => invoke<Overview>("overview");

export const poolView = (pool: PoolId) => invoke<PoolView>("pool_view", { pool });

/** The days of one benefit. */
export const benefitHistory = (request: HistoryRequest) =>
  invoke<HistoryView>("benefit_history", { request });

export const mauView = (request: ChartRequest) => invoke<MauView>("mau_view", { request });

/** The key on its way to the shell. */
let holding: Promise<unknown> = Promise.resolve();

/** The only way a secret leaves the page: sealed. It never comes back. */
export const holdKey = (id: string, secret: string): Promise<null> => {
  const held = sealAndHold(id, secret);
  holding = held.catch(() => null);
  return held;
};

async function sealAndHold(id: string, secret: string): Promise<null> {
  const sealed = await seal(await invoke<string>("new_seal"), secret);
  return invoke<null>("hold_key", { id, secret: sealed });
}

export const testKey = (draft: PoolDraft) => invoke<KeyReport>("test_key", { draft });

/** Forgets the key that was typed last, when the form it was typed into goes; one on its way once it has arrived. */
export const dropKey = async () => {
  await holding;
  return invoke<null>("drop_key");
};

/** With `sessionOnly` the key is held in memory and not put into the keychain. */
export const addPool = (draft: PoolDraft, sessionOnly: boolean) =>
  invoke<PoolId>("add_pool", { draft, sessionOnly });

export const replaceKey = (pool: PoolId, sessionOnly: boolean) =>
  invoke<null>("replace_key", { pool, sessionOnly });

export const renamePool = (pool: PoolId, name: string) =>
  invoke<null>("rename_pool", { pool, name });

export const movePool = (pool: PoolId, to: number) => invoke<null>("move_pool", { pool, to });

/** With `leaveKey` a keychain that does not let the key go is no hindrance: the key stays behind in it. */
export const removePool = (pool: PoolId, leaveKey: boolean) =>
  invoke<null>("remove_pool", { pool, leaveKey });

/** Returns at once; what the refresh brings comes as an event. */
export const refreshPool = (pool: PoolId) => invoke<null>("refresh_pool", { pool });

export const changeSettings = (settings: Settings) => invoke<null>("change_settings", { settings });

/** The owner has the list before them: none of it is new any more. */
export const seeAlerts = () => invoke<null>("see_alerts");

/** With no hours it is told again. */
export const snoozeAlert = (alert: number, hours: number) =>
  invoke<null>("snooze_alert", { alert, hours });

export const watchRules = (pool: PoolId) => invoke<AlertRulesView>("watch_rules", { pool });

/** Without a benefit: all of the pool's. */
export const mute = (pool: PoolId, benefit: string | null, muted: boolean) =>
  invoke<null>("mute", { pool, benefit, muted });

/** Nothing is as the pool has it, or the settings; an empty list is never. */
export const setThresholds = (pool: PoolId, benefit: string | null, thresholds: number[] | null) =>
  invoke<null>("set_thresholds", { pool, benefit, thresholds });

/** Sends a sample to the owner's webhook or command. */
export const testHook = () => invoke<null>("test_hook");

export const enterDemo = () => invoke<Overview>("enter_demo");

export const leaveDemo = () => invoke<Overview>("leave_demo");

/** The answer to `close_asked`: keeps Authgauge in the tray or ends it, and from then on `always`. */
export const closeWindow = (keep: boolean, always: boolean) =>
  invoke<null>("close_window", { keep, always });

export const trayState = () => invoke<TrayState>("tray_state");

/** Where the page that is gone was, or is to go; null at the first start. */
export const openedAt = () => invoke<Place | null>("opened_at");

export const rememberPlace = (place: Place) => invoke<null>("remember_place", { place });

export const openConsole = (pool: PoolId) => invoke<null>("open_console", { pool });

/** Shows the folder of the logs in the desktop's file manager. */
export const openLogs = () => invoke<null>("open_logs");

/** What a maintainer needs to know: a text in English that holds none of the owner's words. */
export const diagnostics = () => invoke<string>("diagnostics");

/** The path chosen, or null if the owner thought better of it. */
export const chooseCaFile = () => invoke<string | null>("choose_ca_file");

/** The path saved to, or null if the owner thought better of it. */
export const exportMau = (request: ChartRequest, format: ExportFormat) =>
  invoke<string | null>("export_mau", { request, format });
