// Made from crates/headroom by `UPDATE_TYPES=1 cargo test -p headroom typescript`.

export type ErrorCode = "key_rejected" | "pool_unknown" | "upgrade_required" | "forbidden" | "endpoint_missing" | "request_refused" | "too_many_requests" | "clock_skew" | "unreachable" | "tls_untrusted" | "timed_out" | "server_failing" | "answer_not_understood" | "name_missing" | "name_too_long" | "key_malformed" | "host_invalid" | "ca_file_unreadable" | "ca_file_invalid" | "date_range_invalid" | "settings_invalid" | "keychain_missing" | "keychain_locked" | "keychain_timed_out" | "keychain_failed" | "key_missing" | "store_failed" | "pool_not_found" | "no_key_in_hand" | "export_failed" | "open_failed" | "folder_not_opened" | "arguments_invalid";

export type Failure = { 
/**
 * What happened.
 */
code: ErrorCode, 
/**
 * `host`; `message` and `request_id` as the server sent them; the HTTP `status`; `retry_after_seconds`;
 * `ahead_ms`; `path`; `field` of settings; `reason` of the store (`disk_full`, `read_only`, `busy`, `corrupt`, `io`,
 * `unavailable`, `other`) and of the keychain (`entry_not_understood`).
 */
params: { [key in string]: string }, };

export type Level = "ok" | "near" | "critical" | "over" | "not_included" | "unlimited" | "not_reported";

export type Source = "live" | "kept" | "demo";

export type PoolId = string;

export type Service = "genauth" | "authing" | "private";

export type SignInWay = "automatic" | "token" | "signature";

export type PoolDraft = { 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * Who runs it.
 */
service: Service, 
/**
 * For a private deployment: its host. The brands' clouds have theirs.
 */
host: string | null, 
/**
 * For a private deployment: how to sign in.
 */
sign_in: SignInWay, 
/**
 * For a private deployment: the path of an extra CA file.
 */
ca_file: string | null, };

export type Settings = { 
/**
 * The window's language.
 */
language: LanguageChoice, 
/**
 * The window's colours.
 */
theme: ThemeChoice, 
/**
 * From how many percent used a benefit is near its limit.
 */
near_percent: number, 
/**
 * From how many percent used a benefit is critical.
 */
critical_percent: number, 
/**
 * Minutes between two refreshes of a pool.
 */
refresh_minutes: number, };

export type LanguageChoice = "system" | "en" | "zh";

export type ThemeChoice = "system" | "light" | "dark";

export type Overview = { 
/**
 * Higher is later: an answer and an event may overtake each other on the way to the window.
 */
revision: number, 
/**
 * In the owner's order.
 */
pools: Array<PoolSummary>, 
/**
 * As set.
 */
settings: Settings, 
/**
 * The figures are the demo's.
 */
demo: boolean, 
/**
 * Where access keys are kept.
 */
keychain: KeychainView, 
/**
 * Something happened to the database that the owner should know.
 */
store_trouble: StoreTrouble | null, 
/**
 * For the settings screen.
 */
about: About, };

export type PoolSummary = { 
/**
 * Which.
 */
id: PoolId, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * Who runs it.
 */
service: Service, 
/**
 * Host and, unless 443, port.
 */
host: string, 
/**
 * The worst level among its benefits; nothing while nothing is known.
 */
level: Level | null, 
/**
 * The percentage of the benefit with the worst level, where it has one.
 */
percent: number | null, 
/**
 * The last refresh failed.
 */
failing: boolean, 
/**
 * A refresh is under way.
 */
refreshing: boolean, };

export type KeychainView = { 
/**
 * The product's name: `GNOME Keyring`, `KWallet`, `Keychain`, `Credential Manager`…
 */
name: string, 
/**
 * Keys are held in memory until Headroom ends: there is no keychain, or this is a demo.
 */
session_only: boolean, 
/**
 * Why the last call of the keychain did not succeed, if it did not.
 */
trouble: Failure | null, };

export type StoreTrouble = { "kind": "set_aside", 
/**
 * The path it now has.
 */
path: string, 
/**
 * The spare copy gave pools and settings back; only the kept figures are gone.
 */
restored: boolean, } | { "kind": "missing" } | { "kind": "not_saved" };

export type About = { 
/**
 * Of the app.
 */
version: string, 
/**
 * The folder of the database.
 */
data_dir: string, };

export type PoolView = { 
/**
 * Higher is later: an answer and an event may overtake each other on the way to the window.
 */
revision: number, 
/**
 * Which.
 */
id: PoolId, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * Who runs it.
 */
service: Service, 
/**
 * Host and, unless 443, port.
 */
host: string, 
/**
 * The owner's choice.
 */
sign_in: SignInWay, 
/**
 * Where its access key is.
 */
key: KeyPlace, 
/**
 * The brands' clouds have a console to upgrade in.
 */
has_console: boolean, 
/**
 * The plan, once known.
 */
plan: PlanView | null, 
/**
 * Age and source of the cards; nothing while nothing is known.
 */
reading: ReadingView | null, 
/**
 * A refresh is under way.
 */
refreshing: boolean, 
/**
 * Most urgent first.
 */
notices: Array<Notice>, 
/**
 * In the server's order; nothing while nothing is known, empty if the server reports nothing.
 */
cards: Array<BenefitCard> | null, 
/**
 * Changes when the MAU history did: the chart is then to be asked for again.
 */
mau_revision: number, };

export type KeyPlace = "keychain" | "session";

export type PlanView = { 
/**
 * `goodsPackage.name`.
 */
name: string | null, 
/**
 * `goodsPackage.nameEn`.
 */
name_en: string | null, 
/**
 * `B2C`, `B2B`, `B2E`.
 */
scene: string | null, 
/**
 * `Free`, `Basic`, `Premium`, `Enterprise`.
 */
edition: string | null, 
/**
 * MAU of the package.
 */
mau: Figure, 
/**
 * The day the plan ends.
 */
ends_on: string | null, };

export type ReadingView = { 
/**
 * When the server's answer arrived.
 */
taken_at: string, 
/**
 * Where it came from.
 */
source: Source, };

export type KeyReport = { 
/**
 * How many benefits the server reports.
 */
benefits: number, 
/**
 * How many of them are on trial.
 */
trials: number, 
/**
 * How the sign-in worked.
 */
sign_in: "token" | "signature", 
/**
 * Local time minus server time in milliseconds.
 */
clock_ahead_ms: number | null, };

export type BenefitCard = { 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName`.
 */
name: string, 
/**
 * The vendor's `current`.
 */
used: Figure, 
/**
 * The vendor's `amount`.
 */
total: AllowanceView, 
/**
 * Used of total as a whole number of percent, where there is one.
 */
percent: number | null, 
/**
 * How much of the bar is filled, 0 to 1.
 */
fill: number, 
/**
 * Total minus used, where that is 0 or more.
 */
left: string | null, 
/**
 * Used minus total, where that is more than 0.
 */
over: string | null, 
/**
 * How close to the limit.
 */
level: Level, 
/**
 * The vendor's `experience`.
 */
trial: boolean, };

export type Figure = { "kind": "known", 
/**
 * The number.
 */
value: string, } | { "kind": "not_reported", 
/**
 * The server's text, if it sent one.
 */
raw: string | null, };

export type AllowanceView = { "kind": "limited", 
/**
 * A plain decimal string.
 */
value: string, } | { "kind": "unlimited" } | { "kind": "not_reported", 
/**
 * The server's text, if it sent one.
 */
raw: string | null, };

export type Notice = { "kind": "failed", 
/**
 * Why.
 */
failure: Failure, 
/**
 * When the figures on screen were taken, if there are any.
 */
kept_from: string | null, } | { "kind": "plan_ended", 
/**
 * The vendor's `endTime`.
 */
on: string, 
/**
 * Days since then.
 */
days: number, } | { "kind": "plan_ends", 
/**
 * The vendor's `endTime`.
 */
on: string, 
/**
 * Days until then; 0 is today.
 */
days: number, } | { "kind": "trial", 
/**
 * How many benefits.
 */
count: number, } | { "kind": "over_limit", 
/**
 * How many benefits.
 */
count: number, 
/**
 * The name of the worst.
 */
name: string, } | { "kind": "figures_old", 
/**
 * When they were taken.
 */
taken_at: string, } | { "kind": "clock_off", 
/**
 * Local time minus server time in milliseconds.
 */
ahead_ms: number, } | { "kind": "key_for_session_only" };

export type MauView = { 
/**
 * The picture; nothing while nothing is known.
 */
chart: MauChart | null, 
/**
 * Age and source of what the chart shows.
 */
reading: ReadingView | null, 
/**
 * Why the history is not the latest, if it is not.
 */
failure: Failure | null, 
/**
 * How many periods the server sent without readable dates.
 */
unreadable: number, };

export type MauChart = { 
/**
 * An SVG document of `width` × `height` CSS pixels. It holds no text of the server's.
 */
svg: string, 
/**
 * CSS pixels.
 */
width: number, 
/**
 * CSS pixels.
 */
height: number, 
/**
 * Where the bars stand.
 */
plot: PlotArea, 
/**
 * The periods from left to right. Empty: the server reports no period in this range.
 */
bars: Array<ChartBar>, };

export type PlotArea = { 
/**
 * Left.
 */
x: number, 
/**
 * Top.
 */
y: number, 
/**
 * Across.
 */
width: number, 
/**
 * Down.
 */
height: number, };

export type ChartBar = { 
/**
 * Where the bar is; of no height if nothing usable is reported.
 */
area: PlotArea, 
/**
 * First day.
 */
first_day: string, 
/**
 * Last day, included.
 */
last_day: string, 
/**
 * Monthly active users.
 */
used: Figure, 
/**
 * Of how many.
 */
total: AllowanceView, 
/**
 * The period is not over yet.
 */
running: boolean, };

export type ChartRequest = { 
/**
 * Of which pool.
 */
pool: PoolId, 
/**
 * Which periods.
 */
range: MauRange, 
/**
 * In which colours.
 */
theme: ChartTheme, 
/**
 * With month names and numbers in which language.
 */
language: WordsLanguage, 
/**
 * CSS pixels; held to 240 to 4,000.
 */
width: number, 
/**
 * CSS pixels; held to 120 to 2,000.
 */
height: number, };

export type MauRange = { "kind": "months", 
/**
 * 1 to 120.
 */
count: number, } | { "kind": "days", 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

export type ExportFormat = "svg" | "png" | "csv";

export type ChartTheme = "light" | "dark";

export type WordsLanguage = "en" | "zh";
