// One typed function per command of the backend. Nothing else in the page calls `invoke`.

import { invoke } from "@tauri-apps/api/core";

import { seal } from "./seal";
import type {
  AlertAmount,
  AlertRulesView,
  ChartRequest,
  ExportFormat,
  FindablePool,
  HistoryRequest,
  HistoryView,
  HookPreview,
  KeyReport,
  MauView,
  Overview,
  Place,
  PoolDraft,
  PoolId,
  PoolView,
  PortfolioView,
  ProxyChoice,
  RuleScope,
  Service,
  Settings,
  ShareRequest,
  TrayState,
  WebhookFormat,
} from "./types";

/** An access key as typed. Its secret leaves the page only sealed. */
export type TypedKey = { id: string; secret: string };

export const overview = () => invoke<Overview>("overview");

/** All pools at one look. */
export const portfolio = () => invoke<PortfolioView>("portfolio");

/** The saved path, or null if the dialog was cancelled. */
export const sharePortfolio = (request: ShareRequest) =>
  invoke<string | null>("share_portfolio", { request });

export const poolView = (pool: PoolId) => invoke<PoolView>("pool_view", { pool });

/** The benefits of all pools, for the search. */
export const findable = () => invoke<FindablePool[]>("findable");

export const benefitHistory = (request: HistoryRequest) =>
  invoke<HistoryView>("benefit_history", { request });

export const mauView = (request: ChartRequest) => invoke<MauView>("mau_view", { request });

export const testKey = async (draft: PoolDraft, key: TypedKey) =>
  invoke<KeyReport>("test_key", { draft, key: await sealed(key) });

/** Tests a key that may replace a pool's own. */
export const testNewKey = async (pool: PoolId, key: TypedKey) =>
  invoke<KeyReport>("test_new_key", { pool, key: await sealed(key) });

/** Null while it is hidden or not known. */
export const keyId = (pool: PoolId) => invoke<string | null>("key_id", { pool });

/** With `sessionOnly` the key is held in memory instead of the keychain. */
export const addPool = async (draft: PoolDraft, key: TypedKey, sessionOnly: boolean) =>
  invoke<PoolId>("add_pool", { draft, key: await sealed(key), sessionOnly });

export const replaceKey = async (pool: PoolId, key: TypedKey, sessionOnly: boolean) =>
  invoke<null>("replace_key", { pool, key: await sealed(key), sessionOnly });

async function sealed({ id, secret }: TypedKey) {
  return { id, sealed: await sealedText(secret) };
}

async function sealedText(secret: string): Promise<string> {
  return seal(await invoke<string>("new_seal"), secret);
}

export const renamePool = (pool: PoolId, name: string) =>
  invoke<null>("rename_pool", { pool, name });

export const movePool = (pool: PoolId, to: number) => invoke<null>("move_pool", { pool, to });

/** With `leaveKey` the pool is removed even if its key can't be deleted from the keychain. */
export const removePool = (pool: PoolId, leaveKey: boolean) =>
  invoke<null>("remove_pool", { pool, leaveKey });

/** Returns at once; the result arrives as an event. */
export const refreshPool = (pool: PoolId) => invoke<null>("refresh_pool", { pool });

/** `hookSecret` signs the webhook's calls; without one, the stored secret is kept. */
export const changeSettings = async (settings: Settings, hookSecret = "") =>
  invoke<null>("change_settings", {
    settings,
    ...(hookSecret && { hookSecret: await sealedText(hookSecret) }),
  });

/** A new password is stored in the keychain; null keeps the one that `proxy` says to have. */
export const setProxy = async (proxy: ProxyChoice, password: string | null) =>
  invoke<null>("set_proxy", {
    proxy,
    password: password === null ? null : await sealedText(password),
  });

/** Marks all alerts as seen. */
export const seeAlerts = () => invoke<null>("see_alerts");

/** Zero hours end the snooze. */
export const snoozeAlert = (alert: number, hours: number) =>
  invoke<null>("snooze_alert", { alert, hours });

/** Marks an alert as over; a worse step is raised again. */
export const resolveAlert = (alert: number) => invoke<null>("resolve_alert", { alert });

export const alertRules = (pool: PoolId) => invoke<AlertRulesView>("watch_rules", { pool });

/** Without a benefit: the whole pool. */
export const mute = (pool: PoolId, scope: RuleScope, muted: boolean) =>
  invoke<null>("mute", { pool, scope, muted });

/** `null` inherits the thresholds of the pool or of the settings; an empty list disables them. */
export const setThresholds = (
  pool: PoolId,
  benefit: string | null,
  thresholds: number[] | null,
  amount: AlertAmount | null,
) => invoke<null>("set_thresholds", { pool, benefit, thresholds, amount });

/** What a webhook would be sent for an example of an alert. */
export const previewHook = (url: string, format: WebhookFormat) =>
  invoke<HookPreview>("preview_hook", { url, format });

/** Asks the owner, in a window of its own, to agree to the webhook that is set. */
export const agreeToWebhook = () => invoke<null>("agree_to_webhook");

/** Sends a sample to the webhook and to each program. */
export const testHook = () => invoke<null>("test_hook");

export const enterDemo = () => invoke<Overview>("enter_demo");

export const leaveDemo = () => invoke<Overview>("leave_demo");

/** Answers `close_asked`. With `always` the answer becomes the setting. */
export const closeWindow = (keep: boolean, always: boolean) =>
  invoke<null>("close_window", { keep, always });

export const trayState = () => invoke<TrayState>("tray_state");

export const rememberPlace = (place: Place) => invoke<null>("remember_place", { place });

/** The page was painted. Returns whether it was restarted, once. */
export const pagePainted = () => invoke<boolean>("page_painted");

export const openConsole = (pool: PoolId) => invoke<null>("open_console", { pool });

/** Opens the console in which access keys of a service are made. */
export const openService = (service: Service) => invoke<null>("open_service", { service });

/** Opens the folder of the logs in the file manager. */
export const openLogs = () => invoke<null>("open_logs");

/** A report in English for support, without names, hosts, keys or paths. */
export const diagnostics = () => invoke<string>("diagnostics");

/** The chosen path, or null if the dialog was cancelled. */
export const chooseCaFile = () => invoke<string | null>("choose_ca_file");

/** The saved path, or null if the dialog was cancelled. */
export const exportMau = (request: ChartRequest, format: ExportFormat) =>
  invoke<string | null>("export_mau", { request, format });

/** The saved path, or null if the dialog was cancelled. */
export const exportBenefit = (request: HistoryRequest, format: ExportFormat) =>
  invoke<string | null>("export_benefit", { request, format });
