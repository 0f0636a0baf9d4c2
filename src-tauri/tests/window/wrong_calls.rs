//! Every command rejects invalid arguments; commands that don't exist or aren't allowed for the page fail.

use std::collections::BTreeMap;
use std::path::PathBuf;

use authgauge_core::ErrorCode;
use desktop_driver::App;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fixture::{Fixture, wait_for_live_readings, wait_for_used};

const BUILD: &str = include_str!("../../build.rs");

/// Invalid arguments are rejected before any request to the keychain or the server.
const TIMEOUT_MS: u32 = 10_000;

/// Looks like a secret; no answer may repeat it.
const MARKER: &str = "5ec7e75ec7e75ec7e75ec7e75ec7e750";

/// Makes calls fail in which every other argument may be null.
const UNKNOWN_POOL: &str = "00000000-0000-4000-8000-000000000000";

/// The outcome of a call.
#[derive(Debug, Deserialize)]
struct Answer {
    payload: String,
    #[serde(default)]
    timed_out: bool,
    result: Option<Value>,
    error: Option<Value>,
}

/// The error of every command.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommandError {
    #[expect(dead_code, reason = "deserializing it is the check")]
    code: ErrorCode,
    params: BTreeMap<String, Value>,
}

fn commands() -> Vec<&'static str> {
    let list = BUILD.split_once("COMMANDS: &[&str] = &[").unwrap().1;
    let list = list.split_once("];").unwrap().0;
    list.split('"').skip(1).step_by(2).collect()
}

/// Valid arguments for an existing pool, so that a call fails only for the one argument that is made invalid.
fn valid_arguments(command: &str, pool: &str, host: &str) -> Value {
    let draft = json!({
        "name": MARKER, "service": "private", "host": host, "sign_in": "automatic", "ca_file": null,
    });
    // The script seals the secret.
    let key = json!({ "id": MARKER, "sealed": MARKER });
    let chart = json!({
        "pool": pool, "range": { "kind": "months", "count": 12 }, "theme": "light", "language": "en",
        "width": 800, "height": 300,
    });
    let history = json!({
        "pool": pool, "code": "Admins", "days": 90, "theme": "light", "language": "en", "width": 800, "height": 300,
    });
    match command {
        "choose_ca_file" | "diagnostics" | "enter_demo" | "leave_demo" | "new_seal"
        | "open_logs" | "overview" | "page_painted" | "portfolio" | "tray_state" => {
            json!({})
        }
        "agree_to_webhook" | "findable" | "see_alerts" | "test_hook" => json!({}),
        "key_id" | "open_console" | "pool_view" | "refresh_pool" | "watch_rules" => {
            json!({ "pool": pool })
        }
        "open_service" => json!({ "service": "private" }),
        "mau_view" => json!({ "request": chart }),
        "benefit_history" => json!({ "request": history }),
        "export_benefit" => json!({ "request": history, "format": "csv" }),
        "export_mau" => json!({ "request": chart, "format": "csv" }),
        "share_portfolio" => json!({ "request": {
            "format": "markdown", "days": 30, "theme": "light", "language": "en",
        } }),
        "test_key" => json!({ "draft": draft, "key": key }),
        "test_new_key" => json!({ "pool": pool, "key": key }),
        "add_pool" => json!({ "draft": draft, "key": key, "sessionOnly": true }),
        "replace_key" => json!({ "pool": pool, "key": key, "sessionOnly": true }),
        "rename_pool" => json!({ "pool": pool, "name": MARKER }),
        "preview_hook" => json!({ "url": "https://example.com/", "format": "slack" }),
        "close_window" => json!({ "keep": true, "always": false }),
        "remember_place" => json!({ "place": { "screen": "pool", "pool": null, "benefit": null } }),
        "move_pool" => json!({ "pool": pool, "to": 0 }),
        "resolve_alert" => json!({ "alert": 4_000_000_000_u32 }),
        "snooze_alert" => json!({ "alert": 4_000_000_000_u32, "hours": 1 }),
        "mute" => {
            json!({ "pool": UNKNOWN_POOL, "scope": format!("benefit:{MARKER}"), "muted": true })
        }
        "set_thresholds" => {
            json!({ "pool": UNKNOWN_POOL, "benefit": MARKER, "thresholds": [80, 90], "amount": { "of": "left", "value": "500" } })
        }
        "set_proxy" => json!({ "proxy": { "kind": "direct" }, "password": null }),
        "remove_pool" => json!({ "pool": pool, "leaveKey": true }),
        "change_settings" => json!({ "settings": {
            "language": "zh", "theme": "dark", "zoom_percent": 100, "near_percent": 50, "critical_percent": 60, "refresh_minutes": 60,
            "notify": true, "notify_resets": true, "alert_percents": [80, 90], "hook": { "kind": "off" }, "proxy": { "kind": "system" }, "close_to_tray": null,
            "start_at_login": false, "pool_order": "own", "privacy": false,
            "assistants": false,
        } }),
        new => panic!("add the valid arguments of {new}"),
    }
}

/// By argument name: values of the right type that are invalid.
fn invalid_values(pool: &str) -> Value {
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
        "sealed": ["", " ", format!("{MARKER} {MARKER}"), "键", MARKER.repeat(9), "AAAA", long],
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
        "amount": [
            { "of": "left", "value": "0" }, { "of": "used", "value": "-5" }, { "of": "total", "value": "5" }, { "of": "left" },
            { "of": "left", "value": "five" }, "500", 500,
        ],
        "scope": ["", "Pool", "benefit", "threshold", "benefit:nothing of the pool's", "__proto__", long],
        "benefit": ["", "nothing of the pool's", "__proto__", "\u{0}", long],
        "alert": [-1, 4_294_967_296_u64, 1.5, "1"],
        "hours": [-1, 65_536, 1.5, "1"],
        "muted": ["true", 1],
        "pool_order": ["", "best_first", "Own", long],
        "privacy": ["true", 1],
        "notify_resets": ["true", 1],
        "zoom_percent": [0, 49, 301, 65_536],
        "assistants": ["true", 1],
        "near_percent": [0, 60, 61, 100, 255, 256],
        "critical_percent": [0, 50, 101, 256],
        "refresh_minutes": [0, 4, 1441, 65_536],
    })
}

async fn wrong_calls(app: &App, command: &str, pool: &str, host: &str) -> Vec<Answer> {
    let mut invalid = invalid_values(pool);
    // A key can be tested before the pool has a name.
    if command == "test_key" {
        invalid["name"] = json!([]);
    }
    let args = [
        json!(command),
        valid_arguments(command, pool, host),
        invalid,
        json!(TIMEOUT_MS),
    ];
    app.eval(include_str!("wrong_calls.js"), &args)
        .await
        .unwrap()
}

fn assert_rejected_with_a_code(command: &str, answer: &Answer) {
    let payload = &answer.payload;
    assert!(!answer.timed_out, "{command} did not answer {payload}");
    assert_eq!(answer.result, None, "{command} accepted {payload}");
    let error = answer.error.clone();
    let error = error.unwrap_or_else(|| panic!("{command} accepted {payload}"));
    let text = error.to_string();
    assert!(
        text.len() < 500 && !text.contains(MARKER),
        "{command} repeats {payload}: {text}"
    );
    let error: Result<CommandError, _> = serde_json::from_value(error);
    let error = error.unwrap_or_else(|e| panic!("{command} answered {payload} {text}: {e}"));
    assert!(error.params.len() <= 2, "{command} {payload}: {text}");
}

async fn overview(app: &App) -> Value {
    let script = "return window.__TAURI_INTERNALS__.invoke('overview', {})";
    let mut overview: Value = app.eval(script, &[]).await.unwrap();
    overview["revision"] = Value::Null;
    overview
}

/// The app still works, and the calls changed and stored nothing.
async fn assert_unchanged(fixture: &Fixture, app: &App, before: &Value) {
    assert_eq!(&overview(app).await, before);
    assert_eq!(fixture.session.keyring_items().await.unwrap().len(), 1);
    assert_eq!(fixture.files_containing(MARKER), Vec::<PathBuf>::new());
    assert!(!app.output().contains(MARKER) && !app.output().contains("panicked"));
    fixture
        .sim
        .set_usage(&fixture.pool(0).access_key_id, "Admins", "3");
    app.click("refresh").await.unwrap();
    wait_for_live_readings(app).await;
    wait_for_used(app, "Admins", "3").await;
}

#[tokio::test]
async fn each_command_rejects_invalid_arguments_with_a_code_and_does_nothing() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    let before = overview(&app).await;
    let pool = before["pools"][0]["id"].as_str().unwrap();
    let mut calls = 0;
    for command in commands() {
        let answers = wrong_calls(&app, command, pool, &fixture.sim.url()).await;
        assert!(answers.len() >= 10, "{command}: {}", answers.len());
        for answer in &answers {
            assert_rejected_with_a_code(command, answer);
        }
        calls += answers.len();
    }
    assert_unchanged(&fixture, &app, &before).await;
    println!("count: {calls} invalid calls rejected with a code");
}

/// Commands of Tauri and its plugins, those the app uses in Rust included, and invalid names.
const UNAVAILABLE: &[&str] = &[
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

const CALL: &str = "const [command, payload, timeout] = arguments; return Promise.race([ \
    window.__TAURI_INTERNALS__.invoke(command, payload).then((result) => ({ payload: command, result: result ?? null }), \
        (error) => ({ payload: command, error })), \
    new Promise((resolve) => setTimeout(() => resolve({ payload: command, timed_out: true }), timeout))])";

#[tokio::test]
async fn unavailable_commands_fail() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    let before = overview(&app).await;
    let payload = json!({
        "path": "/etc/passwd", "url": "https://example.com", "program": "sh", "args": ["-c", "id"],
        "options": { "title": MARKER, "label": "second", "url": "https://example.com" }, "event": "overview_changed",
        "payload": {}, "label": "main", "value": MARKER,
    });
    for command in UNAVAILABLE {
        let args = [json!(command), payload.clone(), json!(TIMEOUT_MS)];
        let answer: Answer = app.eval(CALL, &args).await.unwrap();
        assert!(!answer.timed_out, "{command:?} was not answered");
        assert_eq!(answer.result, None, "{command:?} was executed");
        let error = answer.error.unwrap().to_string();
        assert!(!error.contains(MARKER), "{error}");
    }
    assert_unchanged(&fixture, &app, &before).await;
    println!("count: {} unavailable commands", UNAVAILABLE.len());
}
