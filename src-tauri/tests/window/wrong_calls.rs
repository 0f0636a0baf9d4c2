//! Every command, called wrongly from the page in every way there is; and commands that are not there.

use std::collections::BTreeMap;

use authgauge_core::ErrorCode;
use desktop_driver::App;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::owner::{Owner, cards_like, fresh_figures};

const BUILD: &str = include_str!("../../build.rs");

/// Milliseconds: what is refused is refused before anybody is asked.
const PATIENCE: u32 = 10_000;

/// Looks like an access key's secret, and must come back in no answer.
const MARK: &str = "5ec7e75ec7e75ec7e75ec7e75ec7e750";

/// Where null is as good an argument as any, nothing would be refused but for this.
const NO_POOL: &str = "00000000-0000-4000-8000-000000000000";

/// What came back to a call.
#[derive(Debug, Deserialize)]
struct Answer {
    given: String,
    #[serde(default)]
    late: bool,
    done: Option<Value>,
    refused: Option<Value>,
}

/// What every command refuses with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    #[expect(dead_code, reason = "that it is one of ours is what is asked")]
    code: ErrorCode,
    params: BTreeMap<String, String>,
}

fn commands() -> Vec<&'static str> {
    let list = BUILD.split_once("COMMANDS: &[&str] = &[").unwrap().1;
    let list = list.split_once("];").unwrap().0;
    list.split('"').skip(1).step_by(2).collect()
}

/// The arguments as they should be, of a pool that is there: what is refused is refused for the one thing wrong.
fn right(command: &str, pool: &str, host: &str) -> Value {
    let draft = json!({
        "name": MARK, "service": "private", "host": host, "sign_in": "automatic", "ca_file": null,
    });
    let chart = json!({
        "pool": pool, "range": { "kind": "months", "count": 12 }, "theme": "light", "language": "en",
        "width": 800, "height": 300,
    });
    let history = json!({
        "pool": pool, "code": "Admins", "days": 90, "theme": "light", "language": "en", "width": 800, "height": 300,
    });
    match command {
        "choose_ca_file" | "diagnostics" | "drop_key" | "enter_demo" | "leave_demo"
        | "new_seal" | "open_logs" | "opened_at" | "overview" | "tray_state" => json!({}),
        "see_alerts" | "test_hook" => json!({}),
        "open_console" | "pool_view" | "refresh_pool" | "watch_rules" => json!({ "pool": pool }),
        "mau_view" => json!({ "request": chart }),
        "benefit_history" => json!({ "request": history }),
        "export_mau" => json!({ "request": chart, "format": "csv" }),
        "hold_key" => json!({ "id": MARK, "secret": MARK }),
        "test_key" => json!({ "draft": draft }),
        "add_pool" => json!({ "draft": draft, "sessionOnly": true }),
        "replace_key" => json!({ "pool": pool, "sessionOnly": true }),
        "rename_pool" => json!({ "pool": pool, "name": MARK }),
        "close_window" => json!({ "keep": true, "always": false }),
        "remember_place" => json!({ "place": { "screen": "pool", "pool": null, "benefit": null } }),
        "move_pool" => json!({ "pool": pool, "to": 0 }),
        "snooze_alert" => json!({ "alert": 4_000_000_000_u32, "hours": 1 }),
        "mute" => json!({ "pool": NO_POOL, "benefit": MARK, "muted": true }),
        "set_thresholds" => json!({ "pool": NO_POOL, "benefit": MARK, "thresholds": [80, 90] }),
        "remove_pool" => json!({ "pool": pool, "leaveKey": true }),
        "change_settings" => json!({ "settings": {
            "language": "zh", "theme": "dark", "near_percent": 50, "critical_percent": 60, "refresh_minutes": 60,
            "notify": true, "alert_percents": [80, 90], "hook": { "kind": "off" }, "close_to_tray": null,
            "start_at_login": false,
        } }),
        new => panic!("{new} has no wrong calls yet: say here what its right arguments are"),
    }
}

/// By argument: of the right type, and wrong all the same.
fn senseless(pool: &str) -> Value {
    let long = "x".repeat(60_000);
    let ids = json!([
        "",
        " ",
        "..",
        "../../authgauge.db",
        "..\\..\\authgauge.db",
        "%2e%2e%2f",
        "/etc/passwd",
        "file:///etc/passwd",
        "00000000-0000-4000-8000-000000000000",
        "' OR '1'='1",
        "__proto__",
        "constructor",
        "\u{0}",
        "*",
        long,
        format!("{pool} "),
        format!("{pool}\u{0}"),
        pool.to_uppercase(),
    ]);
    let day = |from: &str, to: &str| json!({ "kind": "days", "from": from, "to": to });
    json!({
        "pool": ids,
        "name": ["", " \t\n", "\u{a0}", "x".repeat(81), long],
        "id": ["", " ", "a b", "键", "a\r\nb: c", "\u{0}", "x".repeat(257), long],
        "secret": ["", " ", format!("{MARK} {MARK}"), format!("{MARK}\r\nx-more: 1"), "键", MARK.repeat(9), long],
        "service": ["", "Private", "evil", "__proto__", long],
        "sign_in": ["", "none", "basic", long],
        "host": [
            "", " ", "http://example.com", "ftp://example.com", "file:///etc/passwd", "javascript:alert(1)",
            "data:text/html,x", "https://user:word@example.com", "https://example.com/../..", "https://example.com?x",
            "https://", "https://[::1", "https://exa mple.com", "https://example.com:99999", "\u{202e}moc.elpmaxe", long,
        ],
        "ca_file": ["/dev/zero", "/dev/stdin", "/etc/passwd", "/proc/self/environ", "..", "/", "\u{0}", "https://example.com", long],
        "kind": ["", "years", "Months", "days", "__proto__"],
        "range": [
            day("2026-02-01", "2026-01-01"), day("2026-02-30", "2026-03-01"), day("", ""), day("1 Jan", "2 Jan"),
            day("-262143-01-01", "+262142-12-31"), day("0001-01-01", "9999-12-31"), day("2000-01-01", "2026-01-01"),
            day("99999999-01-01", "99999999-01-02"),
        ],
        "code": ["", "nothing of the pool's", "admins", "__proto__", "\u{0}", long],
        "days": [0, 29, 31, 91, 366, 65_536],
        "theme": ["", "pink", "Dark", long],
        "language": ["", "fr", "en-US", long],
        "screen": ["", "Pool", "main", "__proto__", long],
        "format": ["", "pdf", "exe", "../csv", "CSV", long],
        "alert_percents": [[0], [101], [90, 80], [80, 80], [256], (1..=11).collect::<Vec<_>>(), ["80"], "80"],
        "hook": [
            { "kind": "webhook", "url": "http://example.com/" }, { "kind": "webhook", "url": "file:///etc/passwd" },
            { "kind": "webhook", "url": "https://user:word@example.com/" }, { "kind": "command", "program": "sh", "arguments": [] },
            { "kind": "command", "program": "../sh", "arguments": [] }, { "kind": "command", "program": "/bin/sh", "arguments": ["\u{0}"] },
            { "kind": "command", "program": "/bin/sh" }, { "kind": "off", "url": "https://example.com/" },
        ],
        "thresholds": [[0], [101], [90, 80], [80, 80], [256], ["80"], "80"],
        "benefit": ["", "nothing of the pool's", "__proto__", "\u{0}", long],
        "alert": [-1, 4_294_967_296_u64, 1.5, "1"],
        "hours": [-1, 65_536, 1.5, "1"],
        "muted": ["true", 1],
        "near_percent": [0, 60, 61, 100, 255, 256],
        "critical_percent": [0, 50, 101, 256],
        "refresh_minutes": [0, 4, 1441, 65_536],
    })
}

async fn wrong_calls(app: &App, command: &str, pool: &str, host: &str) -> Vec<Answer> {
    let args = [
        json!(command),
        right(command, pool, host),
        senseless(pool),
        json!(PATIENCE),
    ];
    app.eval(include_str!("wrong_calls.js"), &args)
        .await
        .unwrap()
}

fn assert_refused_by_a_code(command: &str, answer: &Answer) {
    let given = &answer.given;
    assert!(!answer.late, "{command} did not answer {given}");
    assert_eq!(answer.done, None, "{command} took {given}");
    let refusal = answer.refused.clone();
    let refusal = refusal.unwrap_or_else(|| panic!("{command} took {given}"));
    let text = refusal.to_string();
    assert!(
        text.len() < 500 && !text.contains(MARK),
        "{command} repeats {given}: {text}"
    );
    let refusal: Result<Refusal, _> = serde_json::from_value(refusal);
    let refusal =
        refusal.unwrap_or_else(|error| panic!("{command} answered {given} {text}: {error}"));
    assert!(refusal.params.len() <= 2);
}

async fn overview(app: &App) -> Value {
    let ask = "return window.__TAURI_INTERNALS__.invoke('overview', {})";
    let mut overview: Value = app.eval(ask, &[]).await.unwrap();
    overview["revision"] = Value::Null;
    overview
}

/// The window works, and nothing of what was tried is left anywhere.
async fn assert_unharmed(owner: &Owner, app: &App, before: &Value) {
    assert_eq!(&overview(app).await, before);
    assert_eq!(owner.session.keyring_items().await.unwrap().len(), 1);
    assert_eq!(owner.files_with(MARK), Vec::<std::path::PathBuf>::new());
    assert!(!app.log().contains(MARK) && !app.log().contains("panicked"));
    owner
        .sim
        .set_usage(&owner.pool(0).access_key_id, "Admins", "3");
    app.click("refresh").await.unwrap();
    fresh_figures(app).await;
    let fresh = |card: &desktop_driver::CardSeen| {
        card.code == "Admins" && card.used.as_deref() == Some("3")
    };
    cards_like(app, |cards| cards.iter().any(fresh)).await;
}

#[tokio::test]
async fn each_command_refuses_what_is_wrong_by_a_code_and_does_nothing() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    let before = overview(&app).await;
    let pool = before["pools"][0]["id"].as_str().unwrap();
    let mut calls = 0;
    for command in commands() {
        let answers = wrong_calls(&app, command, pool, &owner.sim.url()).await;
        assert!(answers.len() >= 10, "{command}: {}", answers.len());
        for answer in &answers {
            assert_refused_by_a_code(command, answer);
        }
        calls += answers.len();
    }
    assert_unharmed(&owner, &app, &before).await;
    println!("count: {calls} wrong calls answered by a code");
}

/// Commands of Tauri's own and of its plugins, those that Authgauge uses in Rust included; and what is no name.
const NOT_THERE: &[&str] = &[
    "",
    " ",
    "constructor",
    "__proto__",
    "toString",
    "Overview",
    "overview ",
    "../overview",
    "overview|x",
    "plugin:",
    "plugin:|",
    "plugin:app|version",
    "plugin:dialog|message",
    "plugin:dialog|open",
    "plugin:dialog|save",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:fs|read_file",
    "plugin:fs|read_text_file",
    "plugin:fs|write_file",
    "plugin:http|fetch",
    "plugin:image|from_path",
    "plugin:menu|new",
    "plugin:opener|open_path",
    "plugin:opener|open_url",
    "plugin:opener|reveal_item_in_dir",
    "plugin:path|resolve_directory",
    "plugin:process|exit",
    "plugin:resources|close",
    "plugin:shell|execute",
    "plugin:shell|open",
    "plugin:sql|load",
    "plugin:store|load",
    "plugin:tray|new",
    "plugin:updater|check",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:window-state|save_window_state",
    "plugin:window|close",
    "plugin:window|create",
    "plugin:window|set_title",
    "plugin:__TAURI_CHANNEL__|fetch",
];

const CALL: &str = "const [command, payload, patience] = arguments; return Promise.race([ \
    window.__TAURI_INTERNALS__.invoke(command, payload).then((done) => ({ given: command, done: done ?? null }), \
        (refused) => ({ given: command, refused })), \
    new Promise((done) => setTimeout(() => done({ given: command, late: true }), patience))])";

#[tokio::test]
async fn commands_that_are_not_there_or_not_for_the_page_are_refused() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    let before = overview(&app).await;
    let payload = json!({
        "path": "/etc/passwd", "url": "https://example.com", "program": "sh", "args": ["-c", "id"],
        "options": { "title": MARK, "label": "second", "url": "https://example.com" }, "event": "overview_changed",
        "payload": {}, "label": "main", "value": MARK,
    });
    for command in NOT_THERE {
        let args = [json!(command), payload.clone(), json!(PATIENCE)];
        let answer: Answer = app.eval(CALL, &args).await.unwrap();
        assert!(!answer.late, "{command:?} was not answered");
        assert_eq!(answer.done, None, "{command:?} was done");
        let refusal = answer.refused.unwrap().to_string();
        assert!(!refusal.contains(MARK), "{refusal}");
    }
    assert_unharmed(&owner, &app, &before).await;
    println!("count: {} commands that are not there", NOT_THERE.len());
}
