// Made from crates/authgauge-api by `UPDATE_TYPES=1 cargo test -p authgauge-api typescript`.

export type ErrorCode = "key_rejected" | "pool_unknown" | "upgrade_required" | "forbidden" | "endpoint_missing" | "request_refused" | "too_many_requests" | "clock_skew" | "unreachable" | "tls_untrusted" | "timed_out" | "server_failing" | "answer_not_understood" | "name_missing" | "name_too_long" | "key_malformed" | "host_invalid" | "ca_file_unreadable" | "ca_file_invalid" | "date_range_invalid" | "settings_invalid" | "keychain_missing" | "keychain_locked" | "keychain_timed_out" | "keychain_failed" | "key_missing" | "key_mismatch" | "store_failed" | "pool_not_found" | "benefit_not_found" | "export_failed" | "open_failed" | "folder_not_opened" | "hook_failed" | "not_confirmed" | "busy" | "not_allowed" | "arguments_invalid";

export type Failure = { 
/**
 * The error code.
 */
code: ErrorCode, 
/**
 * Those that apply to the code.
 */
params: FailureParams, };

export type FailureParams = { 
/**
 * The server's message.
 */
message?: string, 
/**
 * The vendor's `requestId`, as sent.
 */
request_id?: string, 
/**
 * The HTTP status, or a program's exit code.
 */
status?: number, 
/**
 * The code that a chat service answered.
 */
service_code?: number, 
/**
 * The seconds that the server asked to wait.
 */
retry_after_seconds?: number, 
/**
 * Local time minus server time in milliseconds.
 */
ahead_ms?: number, 
/**
 * A folder.
 */
path?: string, 
/**
 * A field of the settings; of a malformed access key, `id` or `secret`.
 */
field?: string, 
/**
 * Of the store (`disk_full`, `read_only`, `busy`, `corrupt`, `io`, `unavailable`, `other`), the keychain
 * (`entry_not_understood`, `entries_differ`), an access key (`empty`, `blank`, `not_ascii`, `too_long`), the
 * alert hook, a connection, a certificate or a CA file.
 */
reason?: string, 
/**
 * The process that has the data folder open.
 */
pid?: number, };

export type Level = "ok" | "near" | "critical" | "over" | "not_included" | "unlimited" | "not_reported";

export type Tone = "critical" | "near" | "trial" | "neutral";

export type PoolCondition = { "kind": "plan_ended" } | { "kind": "plan_ends", 
/**
 * Days until then in the vendor's calendar; 0 is today.
 */
days: number, 
/**
 * The moment; the owner's calendar may count other days.
 */
at: string, } | { "kind": "key_rejected" } | { "kind": "key_missing" } | { "kind": "no_access" } | { "kind": "benefit", 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName`.
 */
name: string, 
/**
 * How close it is to its limit.
 */
level: Level, 
/**
 * Used of total; None where there is no percentage.
 */
percent: number | null, } | { "kind": "mau", 
/**
 * How close it is to its limit.
 */
level: Level, 
/**
 * Used of total; None where there is no percentage.
 */
percent: number | null, };

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
 * For a private deployment: its host. The brands' clouds have a fixed one.
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
 * The size of everything in the window, in percent.
 */
zoom_percent: number, 
/**
 * Percent used at which a benefit's level becomes near.
 */
near_percent: number, 
/**
 * Percent used at which a benefit's level becomes critical.
 */
critical_percent: number, 
/**
 * Minutes between two refreshes of a pool.
 */
refresh_minutes: number, 
/**
 * Whether alerts are shown as desktop notifications as well as listed.
 */
notify: boolean, 
/**
 * Whether a notification says that a count started again.
 */
notify_resets: boolean, 
/**
 * Percents used at which an alert is raised, ascending. Pools and benefits may have their own.
 */
alert_percents: Array<number>, 
/**
 * The webhook.
 */
hook: HookChoice, 
/**
 * The proxy that pools and webhooks are reached through.
 */
proxy: ProxyChoice, 
/**
 * Whether closing the window keeps Authgauge in the tray; None until the owner has chosen.
 */
close_to_tray: boolean | null, 
/**
 * Whether Authgauge starts at login.
 */
start_at_login: boolean, 
/**
 * What the tray follows.
 */
tray: TrayFocus, 
/**
 * The order of the pools in the sidebar.
 */
pool_order: PoolOrder, 
/**
 * Whether names of pools, hosts, paths and figures are hidden in the window, the tray and notifications, for
 * when the screen is shared.
 */
privacy: boolean, 
/**
 * Whether assistants on this computer may read what is stored, by `authgauge mcp`.
 */
assistants: boolean, 
/**
 * The benefits that the owner hid from lists and levels.
 */
unlisted: UnlistedBenefits, };

export type LanguageChoice = "system" | "en" | "zh";

export type ThemeChoice = "system" | "light" | "dark";

export type PoolOrder = "worst_first" | "own";

export type HookChoice = { "kind": "off" } | { "kind": "webhook", 
/**
 * `https://…`, or `http://` on this machine.
 */
url: string, 
/**
 * The service that the message is made for.
 */
format?: WebhookFormat, 
/**
 * Whether calls are signed, with a secret that is in the keychain.
 */
signed?: boolean, };

export type ProxyChoice = { "kind": "system" } | { "kind": "direct" } | { "kind": "manual", 
/**
 * `[kind://][user@]host[:port]`, without a password.
 */
url: string, 
/**
 * Whether the keychain has a password for it.
 */
password: boolean, };

export type TrayFocus = { "kind": "worst" } | { "kind": "pool", 
/**
 * Its ID.
 */
pool: PoolId, } | { "kind": "benefit", 
/**
 * Its pool.
 */
pool: PoolId, 
/**
 * The vendor's `modelCode`; `MAU` is the running MAU period.
 */
code: string, };

export type UnlistedBenefits = { [key in PoolId]: Array<string> };

export type ProxyReport = { 
/**
 * `http`, `https`, `socks4`, `socks4a`, `socks5` or `socks5h`.
 */
kind: string, 
/**
 * `host:port`.
 */
address: string, 
/**
 * Where it comes from.
 */
source: ProxySource, };

export type ProxySource = "settings" | "environment" | "desktop";

export type WebhookFormat = "plain" | "dingtalk" | "feishu" | "wecom" | "slack";

export type HookPreview = { 
/**
 * The known service at the address.
 */
service: WebhookFormat | null, 
/**
 * The body for an example of an alert: indented JSON.
 */
body: string, };

export type WebhookState = "off" | "agreed" | "agreed_for_session" | "not_agreed" | "unknown";

export type HookPrograms = { 
/**
 * The file's path; empty where there is no configuration folder, and in the demo.
 */
file: string, 
/**
 * None run while the file is refused.
 */
programs: Array<HookProgram>, 
/**
 * Why the file is refused.
 */
refused: HooksFileProblem | null, };

export type HookProgram = { 
/**
 * Its absolute path.
 */
path: string, 
/**
 * Passed as they are.
 */
arguments: Array<string>, };

export type HooksFileProblem = { "kind": "unreadable" } | { "kind": "not_a_file" } | { "kind": "foreign" } | { "kind": "not_private" } | { "kind": "folder_not_private" } | { "kind": "in_data_folder" } | { "kind": "too_long" } | { "kind": "not_understood", 
/**
 * The line, from 1.
 */
line: number, 
/**
 * The parser's words, in English.
 */
message: string, } | { "kind": "too_many" } | { "kind": "program", 
/**
 * Which one, from 1.
 */
number: number, };

export type Overview = { 
/**
 * Higher is later: a response and an event may arrive in either order.
 */
revision: number, 
/**
 * In the owner's order.
 */
pools: Array<PoolSummary>, 
/**
 * The same pools in the worst condition first.
 */
worst_first: Array<PoolId>, 
/**
 * The alert log, newest first, at most 100.
 */
alerts: Array<AlertView>, 
/**
 * The same alerts, one row for each matter, the worst first.
 */
inbox: Array<InboxRow>, 
/**
 * How many open rows the owner has not seen yet.
 */
unseen_alerts: number, 
/**
 * As set.
 */
settings: Settings, 
/**
 * Whether alerts are sent to the webhook.
 */
webhook: WebhookState, 
/**
 * The programs that receive alerts.
 */
hook_programs: HookPrograms, 
/**
 * What the organisation decides.
 */
policy: PolicySummary, 
/**
 * The figures are the demo's.
 */
demo: boolean, 
/**
 * Where access keys are kept.
 */
keychain: KeychainView, 
/**
 * Alerts that the webhook or program did not get.
 */
undelivered: UndeliveredView | null, 
/**
 * A problem with the database.
 */
store_trouble: StoreTrouble | null, 
/**
 * For the settings screen.
 */
about: About, };

export type PoolSummary = { 
/**
 * Its ID.
 */
id: PoolId, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * The vendor's cloud, or a private deployment.
 */
service: Service, 
/**
 * Host and, unless 443, port.
 */
host: string, 
/**
 * The worst of its benefits, MAU, access key and plan; None while nothing is known.
 */
condition: PoolCondition | null, 
/**
 * The level of the condition.
 */
level: Level | null, 
/**
 * The colour of the condition.
 */
tone: Tone, 
/**
 * The percentage of the condition, where it has one.
 */
percent: number | null, 
/**
 * The last refresh failed.
 */
failing: boolean, 
/**
 * A refresh is in flight.
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
 * Why the last call of the keychain failed, if it did.
 */
trouble: Failure | null, };

export type UndeliveredView = { 
/**
 * How many, since the webhook was set or a test arrived.
 */
count: number, 
/**
 * When the last one was given up.
 */
at: string, 
/**
 * Why the last one was.
 */
failure: Failure, };

export type StoreTrouble = { "kind": "set_aside", 
/**
 * Its new path.
 */
path: string, 
/**
 * Pools and settings were restored from the backup; only readings and history are missing.
 */
restored: boolean, } | { "kind": "missing" } | { "kind": "not_saved" } | { "kind": "folder_foreign" } | { "kind": "folder_shared" } | { "kind": "folder_in_use" } | { "kind": "folder_not_made" } | { "kind": "folder_denied" } | { "kind": "path_too_long" } | { "kind": "folder_unknown" } | { "kind": "disk_full" } | { "kind": "disk_read_only" };

export type About = { 
/**
 * Of the program.
 */
version: string, 
/**
 * The folder of the database.
 */
data_dir: string, };

export type AlertView = { 
/**
 * Its number; a later alert has a higher one.
 */
id: number, 
/**
 * Its pool.
 */
pool: PoolId, 
/**
 * The owner's name for the pool now.
 */
pool_name: string, 
/**
 * The part of the pool it is about; a benefit has its name of now.
 */
subject: AlertSubject, 
/**
 * What muting it mutes.
 */
scope: RuleScope, 
/**
 * That of the card it is about.
 */
tone: Tone, 
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
 * It no longer holds, or a later alert replaced it.
 */
over: boolean, 
/**
 * Not delivered again before then; then once more if it still holds.
 */
snoozed_until: string | null, 
/**
 * Alerts of its scope, or of the whole pool, are recorded and not delivered.
 */
muted: boolean, 
/**
 * All alerts of the pool are muted.
 */
pool_muted: boolean, };

export type InboxRow = { 
/**
 * Where it stands.
 */
state: InboxState, 
/**
 * That of its worst alert.
 */
tone: Tone, 
/**
 * IDs: the alert that stands for the matter, then its earlier ones. In a summary, one alert for each matter.
 */
alerts: Array<number>, 
/**
 * It is a summary.
 */
summary: boolean, 
/**
 * The owner has not seen it.
 */
unseen: boolean, };

export type InboxState = "open" | "snoozed" | "muted" | "resolved";

export type AlertSubject = { "kind": "pool" } | { "kind": "benefit", 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName` at that time.
 */
name: string, } | { "kind": "mau" };

export type AlertKind = { "kind": "threshold", 
/**
 * The highest threshold reached.
 */
percent: number, 
/**
 * The use.
 */
used: string, 
/**
 * The total.
 */
total: string, } | { "kind": "amount_left", 
/**
 * The owner's number.
 */
amount: string, 
/**
 * The use.
 */
used: string, 
/**
 * The total.
 */
total: string, } | { "kind": "amount_used", 
/**
 * The owner's number.
 */
amount: string, 
/**
 * The use.
 */
used: string, } | { "kind": "forecast", 
/**
 * The 10 % quantile.
 */
first: string, 
/**
 * The median.
 */
likely: string | null, 
/**
 * The days within which the median is.
 */
within_days: number, } | { "kind": "plan_ends", 
/**
 * The day of `endTime` in the vendor's calendar.
 */
on: string, 
/**
 * Days until then in the vendor's calendar at the time of the alert; 0 on the last day.
 */
days: number, 
/**
 * The end as a moment; None in alerts that an earlier version recorded.
 */
ends_at: string | null, } | { "kind": "plan_ended", 
/**
 * The day of `endTime` in the vendor's calendar.
 */
on: string, 
/**
 * The end as a moment; None in alerts that an earlier version recorded.
 */
ends_at: string | null, } | { "kind": "trial_at_risk", 
/**
 * The day of the plan's `endTime` in the vendor's calendar. The API reports no end of a trial.
 */
on: string, 
/**
 * Days until then in the vendor's calendar at the time of the alert; 0 on the last day.
 */
days: number, 
/**
 * The end as a moment; None in alerts that an earlier version recorded.
 */
ends_at: string | null, 
/**
 * The number of benefits on trial.
 */
count: number, } | { "kind": "key_rejected" } | { "kind": "figures_old", 
/**
 * When the last figures were taken; None if that is in the future, since a clock was wrong.
 */
taken_at: string | null, };

export type RuleScope = "pool" | "plan" | "key" | "age" | "mau" | `benefit:${string}`;

export type AlertRulesView = { 
/**
 * Percent used, ascending; None inherits the settings', an empty list means never.
 */
thresholds: Array<number> | null, 
/**
 * All alerts of the pool are recorded and not delivered.
 */
muted: boolean, 
/**
 * The parts of the pool that are muted by themselves, besides benefits.
 */
muted_parts: Array<RuleScope>, 
/**
 * In the server's order; benefits with a rule that are not reported now come last.
 */
benefits: Array<BenefitRules>, };

export type BenefitRules = { 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName`; the code where it is not reported now.
 */
name: string, 
/**
 * Percent used, ascending; None inherits the pool's, an empty list means never.
 */
thresholds: Array<number> | null, 
/**
 * A number left or used.
 */
amount: AlertAmount | null, 
/**
 * What a number would count, as it is reported now.
 */
counts: AmountOf, 
/**
 * Its alerts are recorded and not delivered.
 */
muted: boolean, };

export type AlertAmount = { 
/**
 * What the number counts.
 */
of: AmountOf, 
/**
 * The number.
 */
value: string, };

export type AmountOf = "left" | "used";

export type FindablePool = { 
/**
 * The pool.
 */
pool: PoolId, 
/**
 * In the server's order.
 */
benefits: Array<FindableBenefit>, 
/**
 * What has no forecast though it may run out.
 */
without_forecast: Array<WithoutForecast>, };

export type FindableBenefit = { 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName`.
 */
name: string, 
/**
 * How close it is to its limit.
 */
level: Level, 
/**
 * Used of total as a whole percentage; None where there is none, or figures are hidden.
 */
percent: number | null, };

export type WithoutForecast = { 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * The label part of the vendor's `modelName`.
 */
name: string, 
/**
 * It is the running MAU period, which is no benefit.
 */
mau: boolean, 
/**
 * Why.
 */
reason: NoForecast, };

export type NoForecast = { "kind": "too_little_history", 
/**
 * Days between the first and the last reading.
 */
days: number, 
/**
 * Days that a forecast needs.
 */
needed: number, } | { "kind": "not_reported" };

export type PortfolioView = { 
/**
 * Higher is later, as in the overview.
 */
revision: number, 
/**
 * Today in the vendor's calendar: the marks count days from it.
 */
today: string, 
/**
 * The percent from which a use needs attention.
 */
near_percent: number, 
/**
 * What headline and tiles say.
 */
counts: PortfolioCountsView, 
/**
 * What runs out within 90 days, the most urgent first.
 */
runway: Array<RunwayRowView>, 
/**
 * The benefits that most pools have; at most eight.
 */
columns: Array<HeatColumnView>, 
/**
 * The most urgent first.
 */
pools: Array<HeatRowView>, };

export type PortfolioCountsView = { 
/**
 * All pools.
 */
pools: number, 
/**
 * Pools whose figures are known.
 */
known_pools: number, 
/**
 * All benefits without those that the owner hid.
 */
benefits: number, 
/**
 * Those that the owner hid.
 */
unlisted: number, 
/**
 * Over the total.
 */
over: number, 
/**
 * Used up exactly.
 */
full: number, 
/**
 * The pools of those two.
 */
run_out_pools: number, 
/**
 * Run out within 7 days.
 */
within_week: number, 
/**
 * Run out within 30 days, the former included.
 */
within_month: number, 
/**
 * The first day on which one of them does.
 */
first_day: string | null, 
/**
 * Benefits that may run out and have no forecast.
 */
without_forecast: number, 
/**
 * Benefits with one.
 */
with_forecast: number, 
/**
 * Plans that have ended.
 */
plans_ended: number, 
/**
 * Plans that end within 30 days.
 */
plans_ending: number, 
/**
 * Benefits on trial until then.
 */
trials_ending: number, 
/**
 * Pools that can't be read.
 */
unreadable: number, 
/**
 * Pools that need attention.
 */
need_attention: number, 
/**
 * Pools that have room.
 */
with_room: number, 
/**
 * The oldest figures of the pools that can be read.
 */
oldest: string | null, 
/**
 * The oldest figures of the others.
 */
oldest_unreadable: string | null, };

export type RunwayRowView = { 
/**
 * The pool.
 */
pool: PoolId, 
/**
 * The owner's name for it.
 */
pool_name: string, 
/**
 * What of it.
 */
matter: RunwayMatterView, 
/**
 * Its level, raised by how soon it runs out.
 */
level: Level, 
/**
 * None of a plan's end.
 */
used: Figure | null, 
/**
 * None of a plan's end.
 */
total: AllowanceView | null, 
/**
 * When.
 */
runs_out: RunsOutView, 
/**
 * Days from today until then; 0 if it has run out. None where no day is known.
 */
days: number | null, 
/**
 * It has run out.
 */
has_run_out: boolean, 
/**
 * The reset that ends the time without.
 */
resets_on: string | null, 
/**
 * Days between running out, or today, and the reset.
 */
days_without: number | null, 
/**
 * Where each part of its line is.
 */
marks: RunwayMarksView, 
/**
 * Days of readings that the forecast is made from.
 */
history_days: number, 
/**
 * When its figures were taken.
 */
taken_at: string, 
/**
 * Where they are from.
 */
source: Source, };

export type RunwayMatterView = { "kind": "benefit", 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * It is on trial.
 */
trial: boolean, } | { "kind": "mau" } | { "kind": "plan", 
/**
 * How many of its benefits are on trial.
 */
trials: number, };

export type RunsOutView = { "kind": "over", 
/**
 * Since this day, if that is known.
 */
since: string | null, } | { "kind": "full" } | { "kind": "on", 
/**
 * The 10 % quantile.
 */
first: string, 
/**
 * The median.
 */
likely: string, 
/**
 * The 90 % quantile; None if it is more than 120 days ahead.
 */
last: string | null, 
/**
 * The probability within 120 days.
 */
percent: number, } | { "kind": "no_forecast", 
/**
 * Days between the first and the last reading.
 */
days: number, 
/**
 * Days that a forecast needs.
 */
needed: number, } | { "kind": "plan_ended", 
/**
 * The moment.
 */
at: string, 
/**
 * Its day in the vendor's calendar.
 */
on: string, } | { "kind": "plan_ends", 
/**
 * The moment.
 */
at: string, 
/**
 * Its day in the vendor's calendar.
 */
on: string, };

export type RunwayMarksView = { 
/**
 * Room is left until this day.
 */
room: number | null, 
/**
 * The forecast's 80 % range; an end of null is beyond the forecast.
 */
range: [number, number | null] | null, 
/**
 * The likely day.
 */
likely: number | null, 
/**
 * Nothing is left; an end of null is not known.
 */
nothing: [number, number | null] | null, 
/**
 * The reset.
 */
reset: number | null, 
/**
 * The plan's end.
 */
plan_end: number | null, };

export type HeatColumnView = { 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * It is the running MAU period.
 */
mau: boolean, };

export type HeatRowView = { 
/**
 * The pool.
 */
pool: PoolId, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * Host and, unless 443, port.
 */
host: string, 
/**
 * Its place in the owner's order, from 0.
 */
place: number, 
/**
 * The level of what is worst about it. None while nothing is known.
 */
level: Level | null, 
/**
 * The colour of that.
 */
tone: Tone, 
/**
 * One for each column; None where the pool does not report the benefit.
 */
cells: Array<HeatCellView | null>, 
/**
 * The worst of the benefits without a column.
 */
rest: HeatCellView | null, 
/**
 * How many benefits have no column.
 */
rest_count: number, 
/**
 * When its plan ends.
 */
plan_end: PlanEndView | null, 
/**
 * Why it can't be read.
 */
trouble: TroubleView | null, 
/**
 * When its figures were taken. None while there are none.
 */
taken_at: string | null, 
/**
 * A refresh is under way.
 */
refreshing: boolean, 
/**
 * Something is near its limit, ends or runs out within 30 days, or can't be read.
 */
needs_attention: boolean, 
/**
 * It was read, and nothing needs attention.
 */
has_room: boolean, };

export type HeatCellView = { 
/**
 * The vendor's `modelCode`.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * How close to the limit.
 */
level: Level, 
/**
 * Used of total; None where there is no percentage.
 */
percent: number | null, 
/**
 * Used.
 */
used: Figure, 
/**
 * Of how much.
 */
total: AllowanceView, 
/**
 * It is on trial.
 */
trial: boolean, };

export type PlanEndView = { 
/**
 * The moment.
 */
at: string, 
/**
 * Its day in the vendor's calendar.
 */
on: string, 
/**
 * It has ended.
 */
ended: boolean, 
/**
 * It ends within 30 days, or has ended.
 */
soon: boolean, };

export type TroubleView = { 
/**
 * Of the last refresh.
 */
failure: Failure, 
/**
 * What the owner can do.
 */
fix: TroubleFix, 
/**
 * When the figures that are kept were taken.
 */
taken_at: string | null, };

export type TroubleFix = "replace_key" | "try_again";

export type ShareRequest = { 
/**
 * The kind of file.
 */
format: ShareFormat, 
/**
 * How far it looks ahead.
 */
days: DaysAhead, 
/**
 * The colours of the picture.
 */
theme: ChartTheme, 
/**
 * The language of its words.
 */
language: WordsLanguage, };

export type ShareFormat = "png" | "markdown";

export type DaysAhead = 7 | 30 | 90;

export type PolicySummary = { 
/**
 * The names of the settings that the organisation decides; `programs`, `webhook`, `pool_hosts` and the like stand
 * for what is no setting.
 */
locked: Array<string>, 
/**
 * What is not applied.
 */
problems: Array<PolicyProblem>, };

export type PolicyProblem = { 
/**
 * The file, or the registry's key.
 */
source: string, 
/**
 * Why it is not applied.
 */
reason: PolicyReason, };

export type PolicyReason = { "kind": "unreadable" } | { "kind": "too_long" } | { "kind": "not_understood", 
/**
 * The parser's words, in English.
 */
message: string, } | { "kind": "invalid", 
/**
 * Its name in the file.
 */
name: string, } | { "kind": "ca_file_invalid" };

export type PoolView = { 
/**
 * Higher is later: a response and an event may arrive in either order.
 */
revision: number, 
/**
 * Its ID.
 */
id: PoolId, 
/**
 * The owner's name for it.
 */
name: string, 
/**
 * The vendor's cloud, or a private deployment.
 */
service: Service, 
/**
 * Host and, unless 443, port.
 */
host: string, 
/**
 * The sign-in way that the owner chose.
 */
sign_in: SignInWay, 
/**
 * Where its access key is.
 */
key: KeyPlace, 
/**
 * There is a console to upgrade in: the vendor's clouds have one.
 */
has_console: boolean, 
/**
 * The plan, once known.
 */
plan: PlanView | null, 
/**
 * Age and source of the cards; None while nothing is known.
 */
reading: ReadingView | null, 
/**
 * A refresh is in flight.
 */
refreshing: boolean, 
/**
 * Most urgent first.
 */
notices: Array<Notice>, 
/**
 * In the server's order; None while nothing is known, empty if the server reports none.
 */
cards: Array<BenefitCard> | null, 
/**
 * Changes with the MAU history: the chart must be requested again.
 */
mau_revision: number, 
/**
 * The running MAU period; None without one.
 */
mau: BenefitCard | null, 
/**
 * The server reports the running MAU period among the benefits too.
 */
mau_in_cards: boolean, };

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
 * The day the plan ends, in the vendor's calendar.
 */
ends_on: string | null, 
/**
 * The moment the plan ends, which may be on another day of the owner's calendar.
 */
ends_at: string | null, 
/**
 * What the server sent in place of a date that is understood.
 */
ends_raw: string | null, };

export type ReadingView = { 
/**
 * When the server's response arrived.
 */
taken_at: string, 
/**
 * Its source.
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
 * How the client signed in.
 */
sign_in: "token" | "signature", 
/**
 * Local time minus server time in milliseconds.
 */
clock_ahead_ms: number | null, 
/**
 * The proxy that was used.
 */
proxy: ProxyReport | null, 
/**
 * The desktop has an automatic proxy configuration (PAC), which is not followed.
 */
automatic_proxy_ignored: boolean, };

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
 * Used of total as a whole percentage; None where there is none.
 */
percent: number | null, 
/**
 * How much of the bar is filled, 0 to 1.
 */
fill: number, 
/**
 * Total minus used, if not negative.
 */
left: string | null, 
/**
 * Used minus total, if positive.
 */
over: string | null, 
/**
 * How close to the limit.
 */
level: Level, 
/**
 * Its level, raised by how soon it runs out. What is near or worse needs attention.
 */
urgency: Level, 
/**
 * Its place in the pool, the most urgent first; equal ones share it.
 */
place: number, 
/**
 * The vendor's `experience`.
 */
trial: boolean, 
/**
 * The owner hid it from lists and levels.
 */
unlisted: boolean, 
/**
 * The last days as a small line; None while fewer than two days are known.
 */
trend: Trend | null, 
/**
 * When it will be used up.
 */
outlook: OutlookView, 
/**
 * The day of the next reset, if the count restarts regularly.
 */
resets_on: string | null, 
/**
 * The likely use on the day before the reset, rounded.
 */
before_reset: BeforeReset | null, 
/**
 * Since when it is over its limit, if the day is known.
 */
over_since: string | null, 
/**
 * Days since the use last changed; 0 if it changed on the last day.
 */
unchanged_days: number, };

export type BeforeReset = { 
/**
 * The last day before the reset.
 */
on: string, 
/**
 * A plain decimal string, rounded.
 */
used: string, };

export type Trend = { 
/**
 * The number of days up to today.
 */
days: number, 
/**
 * Line segments, oldest first, separated by missing days and by resets. A segment may be a single point.
 */
pieces: Array<Array<TrendPoint>>, 
/**
 * The median of the forecast from the last known day on; one segment for each season.
 */
ahead: Array<Array<TrendPoint>>, 
/**
 * Whether there is a limit. Its height is 1000.
 */
limit: boolean, 
/**
 * When the limit will probably be reached, if that is visible.
 */
runs_out: TrendCrossing | null, };

export type TrendPoint = { 
/**
 * Thousandths of the width from the left; today is at the end of `days`.
 */
x: number, 
/**
 * Thousandths of the limit, at most [`TOP`]; without a limit, thousandths of the highest use.
 */
y: number, };

export type TrendCrossing = { 
/**
 * The first day of the 80 % range.
 */
from: number, 
/**
 * The likely day; None if it is not visible.
 */
likely: number | null, 
/**
 * The last day of the 80 % range, or the right edge.
 */
to: number, };

export type OutlookView = { "kind": "too_little_history", 
/**
 * Days between the first and the last reading.
 */
days: number, 
/**
 * Days that a forecast needs.
 */
needed: number, } | { "kind": "full" } | { "kind": "full_on", 
/**
 * The 10 % quantile.
 */
first: string, 
/**
 * The median; None if it is more than 120 days ahead.
 */
likely: string | null, 
/**
 * The 90 % quantile; None if it is more than 120 days ahead.
 */
last: string | null, 
/**
 * The probability within 120 days: 1 to 99, since no forecast is certain.
 */
percent: number, } | { "kind": "not_at_this_pace" } | { "kind": "no_limit" } | { "kind": "not_told" };

export type ForecastBasis = { 
/**
 * The kind of model that counts most.
 */
method: ForecastMethod, 
/**
 * The days of history.
 */
days: number, 
/**
 * The day of the next reset; None for what doesn't reset.
 */
next_reset: string | null, 
/**
 * No reset was seen yet: it is assumed from the pool's other figures.
 */
reset_is_assumed: boolean, 
/**
 * By how many thousandths of the total forecasts for a week would have been wrong on average. None while too few
 * could be compared.
 */
week_error_permille: number | null, };

export type ForecastMethod = "weekdays" | "average_day" | "trend" | "last_cycle" | "usual_level";

export type Figure = { "kind": "known", 
/**
 * The number, or [`HIDDEN`](super::privacy::HIDDEN).
 */
value: string, } | { "kind": "not_reported", 
/**
 * The server's text, if it sent one.
 */
raw: string | null, };

export type AllowanceView = { "kind": "limited", 
/**
 * A plain decimal string, or [`HIDDEN`](super::privacy::HIDDEN).
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
 * The day in the vendor's calendar.
 */
on: string, 
/**
 * The moment, which may be on another day of the owner's calendar.
 */
at: string, } | { "kind": "plan_ends", 
/**
 * The day in the vendor's calendar.
 */
on: string, 
/**
 * The moment, which may be on another day of the owner's calendar.
 */
at: string, } | { "kind": "trial", 
/**
 * How many benefits.
 */
count: number, } | { "kind": "over_limit", 
/**
 * How many.
 */
count: number, 
/**
 * The name of the worst; None for the MAU.
 */
name: string | null, } | { "kind": "benefits_omitted", 
/**
 * How many were read.
 */
read: number, 
/**
 * How many were not.
 */
omitted: number, } | { "kind": "figures_old", 
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
 * None while nothing is known.
 */
chart: MauChart | null, 
/**
 * Age and source of the chart's figures.
 */
reading: ReadingView | null, 
/**
 * Why the history is not current, if so.
 */
failure: Failure | null, 
/**
 * How many periods the server sent without readable dates.
 */
unreadable: number, 
/**
 * The dates of one of them, as the server sent them.
 */
unreadable_dates: string | null, };

export type MauChart = { 
/**
 * An SVG document of `width` × `height` CSS pixels. It contains no text of the server.
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
 * The area of the bars.
 */
plot: PlotArea, 
/**
 * The periods from left to right; empty if the server reports none in this range.
 */
bars: Array<ChartBar>, };

export type PlotArea = { 
/**
 * The left edge.
 */
x: number, 
/**
 * The top edge.
 */
y: number, 
/**
 * The width.
 */
width: number, 
/**
 * The height.
 */
height: number, };

export type ChartBar = { 
/**
 * The area of the bar; without height if nothing usable is reported.
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
 * Their allowance.
 */
total: AllowanceView, 
/**
 * The period has not ended.
 */
running: boolean, };

export type ChartRequest = { 
/**
 * The pool.
 */
pool: PoolId, 
/**
 * The range of days.
 */
range: MauRange, 
/**
 * The colours.
 */
theme: ChartTheme, 
/**
 * The language of month names and numbers.
 */
language: WordsLanguage, 
/**
 * CSS pixels; clamped to 240 to 4,000.
 */
width: number, 
/**
 * CSS pixels; clamped to 120 to 2,000.
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
 * The pool.
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
 * The colours.
 */
theme: ChartTheme, 
/**
 * The language of month names.
 */
language: WordsLanguage, 
/**
 * CSS pixels; clamped to 240 to 4,000.
 */
width: number, 
/**
 * CSS pixels; clamped to 120 to 2,000.
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
 * None while no day of the range is known.
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
 * When it will be used up.
 */
outlook: OutlookView, 
/**
 * What the forecast is made from; None without one.
 */
basis: ForecastBasis | null, 
/**
 * Age and source of the latest figure.
 */
reading: ReadingView | null, };

export type HistoryChart = { 
/**
 * An SVG document of `width` × `height` CSS pixels, without text from the server.
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
 * The area of the line and the forecast.
 */
plot: PlotArea, 
/**
 * One for each known day, from left to right.
 */
points: Array<HistoryPoint>, 
/**
 * One for each day of the forecast, from left to right.
 */
ahead: Array<AheadPoint>, };

export type HistoryPoint = { 
/**
 * The day's column of the plot, for pointers.
 */
area: PlotArea, 
/**
 * The line's vertical position at the centre of `area`.
 */
y: number, 
/**
 * The index of the day in the input's `days`.
 */
day_index: number, };

export type AheadPoint = { 
/**
 * The day's column of the plot, for pointers.
 */
area: PlotArea, 
/**
 * The median's vertical position at the centre of `area`.
 */
y: number, 
/**
 * The day in the vendor's calendar.
 */
day: string, 
/**
 * The 10 % quantile.
 */
low: number, 
/**
 * The median.
 */
likely: number, 
/**
 * The 90 % quantile.
 */
high: number, };

export type HistoryDay = { 
/**
 * The day in China, the vendor's calendar.
 */
day: string, 
/**
 * Used, by the day's first reading.
 */
first: string, 
/**
 * Used, by the day's last reading.
 */
last: string, 
/**
 * The lowest usage of the day.
 */
least: string, 
/**
 * The highest usage of the day.
 */
most: string, 
/**
 * The total at the end of the day; None without a known limit.
 */
total: string | null, 
/**
 * The usage was reset.
 */
reset: boolean, 
/**
 * The total changed.
 */
total_changed: boolean, };

export type HistoryChange = { 
/**
 * When it was noticed, to the minute; the end of the day where only the day is known.
 */
at: string, 
/**
 * Used since then, as a plain decimal string.
 */
used: string, 
/**
 * By how much that differs from before; None for the oldest one.
 */
delta: string | null, 
/**
 * The total since then; None without a known limit.
 */
total: string | null, 
/**
 * The most important change, if several happened.
 */
what: ChangedWhat, };

export type ChangedWhat = "used" | "reset" | "total";

export type FirstView = { 
/**
 * Where the window is.
 */
place: Place, 
/**
 * What every screen shows.
 */
overview: Overview, 
/**
 * All pools at one look, if the window is there.
 */
portfolio: PortfolioView | null, 
/**
 * The selected pool, if the window is there.
 */
pool: PoolView | null, };

export type Place = { 
/**
 * The screen.
 */
screen: Screen, 
/**
 * The selected pool.
 */
pool: PoolId | null, 
/**
 * The `code` of the benefit shown in detail.
 */
benefit: string | null, };

export type Screen = "overview" | "pool" | "add" | "settings" | "alerts";

export type OpenAt = { 
/**
 * The pool.
 */
pool: PoolId, 
/**
 * The `code` of its benefit.
 */
benefit: string | null, };

export type TrayState = { 
/**
 * There is one: the program can stay in it when its window is closed.
 */
available: boolean, };
