// Made from crates/headroom by `UPDATE_TYPES=1 cargo test -p headroom typescript`.

export type ErrorCode = "key_rejected" | "pool_unknown" | "upgrade_required" | "forbidden" | "endpoint_missing" | "request_refused" | "too_many_requests" | "clock_skew" | "unreachable" | "tls_untrusted" | "timed_out" | "server_failing" | "answer_not_understood" | "name_missing" | "name_too_long" | "key_malformed" | "host_invalid" | "ca_file_unreadable" | "ca_file_invalid" | "date_range_invalid" | "settings_invalid" | "keychain_missing" | "keychain_locked" | "keychain_timed_out" | "keychain_failed" | "key_missing" | "store_failed" | "pool_not_found" | "no_key_in_hand" | "export_failed" | "open_failed";

export type Failure = { code: ErrorCode, params: { [key in string]: string }, };

export type Level = "ok" | "near" | "critical" | "over" | "not_included" | "unlimited" | "not_reported";

export type Source = "live" | "kept" | "demo";

export type PoolId = string;

export type Service = "genauth" | "authing" | "private";

export type SignInWay = "automatic" | "token" | "signature";

export type PoolDraft = { name: string, service: Service, host: string | null, sign_in: SignInWay, ca_file: string | null, };

export type Settings = { language: LanguageChoice, theme: ThemeChoice, near_percent: number, critical_percent: number, refresh_minutes: number, };

export type LanguageChoice = "system" | "en" | "zh";

export type ThemeChoice = "system" | "light" | "dark";

export type Overview = { pools: Array<PoolSummary>, settings: Settings, demo: boolean, keychain: KeychainView, store_trouble: StoreTrouble | null, about: About, };

export type PoolSummary = { id: PoolId, name: string, service: Service, host: string, level: Level | null, percent: number | null, failing: boolean, refreshing: boolean, };

export type KeychainView = { name: string, trouble: Failure | null, };

export type StoreTrouble = { "kind": "set_aside", path: string, } | { "kind": "not_saved" };

export type About = { version: string, data_dir: string, };

export type PoolView = { id: PoolId, name: string, service: Service, host: string, sign_in: SignInWay, key: KeyPlace, has_console: boolean, plan: PlanView | null, reading: ReadingView | null, refreshing: boolean, notices: Array<Notice>, cards: Array<BenefitCard> | null, mau_revision: number, };

export type KeyPlace = "keychain" | "session";

export type PlanView = { name: string | null, name_en: string | null, scene: string | null, edition: string | null, mau: Figure, ends_on: string | null, };

export type ReadingView = { taken_at: string, source: Source, };

export type KeyReport = { benefits: number, trials: number, sign_in: "token" | "signature", clock_ahead_ms: number | null, };

export type BenefitCard = { code: string, name: string, used: Figure, total: AllowanceView, percent: number | null, fill: number, left: string | null, over: string | null, level: Level, trial: boolean, };

export type Figure = { "kind": "known", value: string, } | { "kind": "not_reported", raw: string | null, };

export type AllowanceView = { "kind": "limited", value: string, } | { "kind": "unlimited" } | { "kind": "not_reported", raw: string | null, };

export type Notice = { "kind": "failed", failure: Failure, kept_from: string | null, } | { "kind": "plan_ended", on: string, days: number, } | { "kind": "plan_ends", on: string, days: number, } | { "kind": "trial", count: number, } | { "kind": "over_limit", count: number, name: string, } | { "kind": "figures_old", taken_at: string, } | { "kind": "key_for_session_only" };

export type MauView = { chart: MauChart | null, reading: ReadingView | null, failure: Failure | null, unreadable: number, };

export type MauChart = { svg: string, width: number, height: number, plot: PlotArea, bars: Array<ChartBar>, };

export type PlotArea = { x: number, y: number, width: number, height: number, };

export type ChartBar = { area: PlotArea, first_day: string, last_day: string, used: Figure, total: AllowanceView, running: boolean, };

export type ChartRequest = { pool: PoolId, range: MauRange, theme: ChartTheme, language: WordsLanguage, width: number, height: number, };

export type MauRange = { "kind": "months", count: number, } | { "kind": "days", from: string, to: string, };

export type ChartTheme = "light" | "dark";

export type WordsLanguage = "en" | "zh";
