// Made from crates/authgauge-app by `UPDATE_TYPES=1 cargo test -p authgauge-app typescript`.

export type ErrorCode = "key_rejected" | "pool_unknown" | "upgrade_required" | "forbidden" | "endpoint_missing" | "request_refused" | "too_many_requests" | "clock_skew" | "unreachable" | "tls_untrusted" | "timed_out" | "server_failing" | "answer_not_understood" | "name_missing" | "name_too_long" | "key_malformed" | "host_invalid" | "ca_file_unreadable" | "ca_file_invalid" | "date_range_invalid" | "settings_invalid" | "keychain_missing" | "keychain_locked" | "keychain_timed_out" | "keychain_failed" | "key_missing" | "store_failed" | "pool_not_found" | "benefit_not_found" | "no_key_in_hand" | "export_failed" | "open_failed" | "folder_not_opened" | "hook_failed" | "not_confirmed" | "arguments_invalid";

export type Failure = { 
/**
 * What happened.
 */
code: ErrorCode, 
/**
 * `host`; `message` and `request_id` as the server sent them; the HTTP `status`; `retry_after_seconds`;
 * `ahead_ms`; `path`; `field` of settings; `reason` of the store (`disk_full`, `read_only`, `busy`, `corrupt`, `io`,
 * `unavailable`, `other`), of the keychain (`entry_not_understood`) and of what hears of alerts (see
 * [`authgauge_app::hook`]).
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
refresh_minutes: number, 
/**
 * Alerts are shown on the desktop too, not only listed.
 */
notify: boolean, 
/**
 * From how many percent used the owner is told, ascending, where a pool or benefit has no rule of its own.
 */
alert_percents: Array<number>, 
/**
 * What else hears of an alert.
 */
hook: HookChoice, 
/**
 * Closing the window keeps Authgauge in the tray; nothing until the owner was asked.
 */
close_to_tray: boolean | null, 
/**
 * Authgauge starts with the owner's session.
 */
start_at_login: boolean, };

export type LanguageChoice = "system" | "en" | "zh";

export type ThemeChoice = "system" | "light" | "dark";

export type HookChoice = { "kind": "off" } | { "kind": "webhook", 
/**
 * `https://…`, or `http://` on this machine.
 */
url: string, } | { "kind": "command", 
/**
 * The whole path of it.
 */
program: string, 
/**
 * One by one, as they are.
 */
arguments: Array<string>, };

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
 * What the owner was told, or would have been: the newest first, at most 100.
 */
alerts: Array<AlertView>, 
/**
 * How many of them the owner has not seen yet.
 */
unseen_alerts: number, 
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
 * Keys are held in memory until Authgauge ends: there is no keychain, or this is a demo.
 */
session_only: boolean, 
/**
 * Why the last call of the keychain did not succeed, if it did not.
 */
trouble: Failure | null, };

export type StoreTrouble = { "kind": "set_aside", 
/**
 * Its new path.
 */
path: string, 
/**
 * Pools and settings were restored from the backup; only readings and history are missing.
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

export type AlertView = { 
/**
 * Which.
 */
id: number, 
/**
 * Of which pool.
 */
pool: PoolId, 
/**
 * The owner's name for it, as it is now.
 */
pool_name: string, 
/**
 * What of the pool.
 */
subject: AlertSubject, 
/**
 * What happened.
 */
kind: AlertKind, 
/**
 * When it was noticed.
 */
at: string, 
/**
 * The owner has seen it in the list.
 */
seen: boolean, 
/**
 * It is no longer so, or a later alert has taken its place.
 */
over: boolean, 
/**
 * Not to be told again before then; once more then, if it is still so.
 */
snoozed_until: string | null, 
/**
 * Alerts of its subject are listed and not told.
 */
muted: boolean, };

export type AlertSubject = { "kind": "pool" } | { "kind": "benefit", 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName`, as it was then.
 */
name: string, } | { "kind": "mau" };

export type AlertKind = { "kind": "threshold", 
/**
 * The highest threshold that was reached.
 */
percent: number, 
/**
 * How much was used then.
 */
used: string, 
/**
 * How much there was.
 */
total: string, } | { "kind": "forecast", 
/**
 * One case in ten is earlier.
 */
first: string, 
/**
 * As likely earlier as later.
 */
likely: string | null, 
/**
 * How soon is soon, in days.
 */
within_days: number, } | { "kind": "plan_ends", 
/**
 * The vendor's `endTime`.
 */
on: string, 
/**
 * Days until then, when this was noticed; 0 is that day itself.
 */
days: number, } | { "kind": "plan_ended", 
/**
 * The vendor's `endTime`.
 */
on: string, } | { "kind": "trial_at_risk", 
/**
 * When the plan ends, the vendor's `endTime`: the API tells no end of a trial.
 */
on: string, 
/**
 * Days until then, when this was noticed; 0 is that day itself.
 */
days: number, 
/**
 * How many benefits.
 */
count: number, } | { "kind": "key_rejected" } | { "kind": "figures_old", 
/**
 * When the last ones were taken; nothing where that is ahead of now: a clock was off.
 */
taken_at: string | null, };

export type AlertRulesView = { 
/**
 * From how many percent used, ascending; nothing is as the settings have it, an empty list is never.
 */
thresholds: Array<number> | null, 
/**
 * Alerts of the pool and of all in it are listed and not told.
 */
muted: boolean, 
/**
 * In the server's order; those with rules of their own that the server does not report now come last.
 */
benefits: Array<BenefitRules>, };

export type BenefitRules = { 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName`; the code where the server does not report it now.
 */
name: string, 
/**
 * From how many percent used, ascending; nothing is as the pool has it, an empty list is never.
 */
thresholds: Array<number> | null, 
/**
 * Its alerts are listed and not told.
 */
muted: boolean, };

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
mau_revision: number, 
/**
 * When the running MAU period's allowance will be used up; nothing where no period is running.
 */
mau_outlook: OutlookView | null, };

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
trial: boolean, 
/**
 * The last days as a small line; nothing while fewer than two days are known.
 */
trend: Trend | null, 
/**
 * When it will be used up.
 */
outlook: OutlookView, };

export type Trend = { 
/**
 * How many days the whole width stands for.
 */
days: number, 
/**
 * Oldest first. Broken where readings are missing or counting began anew; a piece may be one point.
 */
pieces: Array<Array<TrendPoint>>, };

export type TrendPoint = { 
/**
 * Thousandths of the width from the left; 1000 is today.
 */
x: number, 
/**
 * Thousandths of the height from the bottom: 0 is nothing used, 1000 the higher of the total and the
 * most that was ever used in these days.
 */
y: number, };

export type OutlookView = { "kind": "too_little_history", 
/**
 * Days between the first reading that counts and the last.
 */
days: number, 
/**
 * As many are needed.
 */
needed: number, } | { "kind": "full" } | { "kind": "full_on", 
/**
 * One case in ten is earlier.
 */
first: string, 
/**
 * As likely earlier as later; None: more likely not within 120 days.
 */
likely: string | null, 
/**
 * One case in ten is later; None: perhaps not within 120 days.
 */
last: string | null, 
/**
 * How likely it is within 120 days at all: 1 to 99, for a forecast is never certain.
 */
percent: number, } | { "kind": "not_at_this_pace" } | { "kind": "no_limit" } | { "kind": "not_told" };

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

export type HistoryRequest = { 
/**
 * Of which pool.
 */
pool: PoolId, 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * How far back.
 */
days: HistoryDays, 
/**
 * In which colours.
 */
theme: ChartTheme, 
/**
 * With month names in which language.
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

export type HistoryDays = 30 | 90 | 365;

export type HistoryView = { 
/**
 * The label part of the vendor's `modelName`; the code if the server no longer lists it.
 */
name: string, 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The picture; nothing while no day of the range is known.
 */
chart: HistoryChart | null, 
/**
 * The days that are known, oldest first.
 */
days: Array<HistoryDay>, 
/**
 * Newest first, at most 200.
 */
changes: Array<HistoryChange>, 
/**
 * When it will be full.
 */
outlook: OutlookView, 
/**
 * Age and source of the latest figure.
 */
reading: ReadingView | null, };

export type HistoryChart = { 
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
 * Where the line and what is ahead are.
 */
plot: PlotArea, 
/**
 * What is ahead is drawn too: a dotted line in its band.
 */
ahead: boolean, 
/**
 * One for each known day, from left to right.
 */
points: Array<HistoryPoint>, };

export type HistoryPoint = { 
/**
 * The day's whole strip of the plot, where a pointer means this day.
 */
area: PlotArea, 
/**
 * How far down the line is at the end of the day; across it is in the middle of `area`.
 */
y: number, 
/**
 * Which of the view's `days`.
 */
day_index: number, };

export type HistoryDay = { 
/**
 * The vendor's day, China's.
 */
day: string, 
/**
 * Used, as the day's first reading had it.
 */
first: string, 
/**
 * Used, as the day's last reading had it.
 */
last: string, 
/**
 * The least used of the day.
 */
least: string, 
/**
 * The most used of the day.
 */
most: string, 
/**
 * Of how much, at the end of the day; nothing without a limit that is known.
 */
total: string | null, 
/**
 * Counting began anew.
 */
reset: boolean, 
/**
 * The total is not what it was before.
 */
total_changed: boolean, };

export type HistoryChange = { 
/**
 * When it was first seen, to the minute; where only the day is known, when that day ended.
 */
at: string, 
/**
 * Used, from then on: a plain decimal.
 */
used: string, 
/**
 * Of how much, from then on; nothing without a limit that is known.
 */
total: string | null, 
/**
 * Of what changed, the most important.
 */
what: ChangedWhat, };

export type ChangedWhat = "used" | "reset" | "total";

export type Place = { 
/**
 * What is shown.
 */
screen: Screen, 
/**
 * Which pool is chosen.
 */
pool: PoolId | null, 
/**
 * The `code` of the benefit whose details are shown.
 */
benefit: string | null, };

export type Screen = "pool" | "add" | "settings" | "alerts";

export type OpenAt = { 
/**
 * To this pool.
 */
pool: PoolId, 
/**
 * And there to the benefit with this `code`.
 */
benefit: string | null, };

export type TrayState = { 
/**
 * There is one, so that Authgauge can stay in it when its window is closed.
 */
available: boolean, };
