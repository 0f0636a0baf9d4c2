//! `authgauge mcp`, asked by the protocol's official Python client and line by line.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use genauth::plain_text;
use serde_json::{Value, json};

use super::fixture::{ACME, BETA, Fixture};
use super::hostile_strings::hostile_strings;
use super::installation::Installation;

/// The handshake of old versions of the protocol, and the one without.
const MODES: [(&str, &str); 2] = [("legacy", "2025-11-25"), ("auto", "2026-07-28")];

/// Each tool, its arguments, and the command that prints the same.
fn questions() -> [(&'static str, Value, Vec<&'static str>); 13] {
    [
        ("list_pools", json!({}), vec!["pools", "list"]),
        ("get_overview", json!({}), vec!["overview"]),
        ("get_usage", json!({}), vec!["usage"]),
        (
            "get_usage",
            json!({ "pool": "Acme" }),
            vec!["usage", "--pool", "Acme"],
        ),
        ("get_mau", json!({}), vec!["mau"]),
        (
            "get_mau",
            json!({ "from": "2026-11-01", "to": "2026-11-28", "pool": BETA }),
            vec![
                "mau",
                "--from",
                "2026-11-01",
                "--to",
                "2026-11-28",
                "--pool",
                BETA,
            ],
        ),
        (
            "get_history",
            json!({ "benefit": "SMS" }),
            vec!["history", "SMS"],
        ),
        (
            "get_history",
            json!({ "benefit": "SMS", "days": 90, "pool": ACME }),
            vec!["history", "SMS", "--days", "90", "--pool", ACME],
        ),
        ("get_forecast", json!({}), vec!["forecast"]),
        (
            "get_forecast",
            json!({ "benefit": "MAU" }),
            vec!["forecast", "MAU"],
        ),
        ("get_alerts", json!({}), vec!["alerts"]),
        ("get_plan", json!({}), vec!["plan"]),
        (
            "get_plan",
            json!({ "pool": "Gamma" }),
            vec!["plan", "--pool", "Gamma"],
        ),
    ]
}

fn python() -> &'static PathBuf {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assistant");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        Installation::new(target, "assistant", sources).python()
    })
}

/// What the official client gets from the program.
pub(crate) fn ask(command: &Command, mode: &str, calls: &[Value]) -> Value {
    let env = command.get_envs().filter_map(|(name, value)| {
        let text = |text: &std::ffi::OsStr| text.to_str().unwrap().to_owned();
        Some((text(name), text(value?)))
    });
    let args: Vec<_> = command
        .get_args()
        .map(|arg| arg.to_str().unwrap())
        .collect();
    let wanted = json!({
        "command": command.get_program().to_str().unwrap(),
        "args": args,
        "env": env.collect::<std::collections::BTreeMap<_, _>>(),
        "cwd": command.get_current_dir().unwrap(),
        "mode": mode,
        "calls": calls,
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assistant/client.py");
    let mut client = Command::new(python());
    let output = with_input(client.arg(script), &wanted.to_string());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

fn with_input(command: &mut Command, input: &str) -> Output {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that refuses may not read all of it.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// The document as an assistant gets it: texts on one line, without characters that hide others.
pub(crate) fn plain(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain_text(&text)),
        Value::Array(values) => values.into_iter().map(plain).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, it)| (name, plain(it)))
            .collect(),
        other => other,
    }
}

#[test]
fn an_assistant_reads_what_the_console_prints() {
    let fixture = Fixture::with_assistants();
    let questions = questions();
    let calls: Vec<Value> = questions
        .iter()
        .map(|(tool, given, _)| json!([tool, given]))
        .collect();
    for (mode, version) in MODES {
        let answer = ask(&fixture.command(&["mcp"]), mode, &calls);
        assert_eq!(answer["version"], version, "{answer}");
        for ((tool, _, args), result) in questions.iter().zip(answer["results"].as_array().unwrap())
        {
            assert_eq!(result["isError"], false, "{tool}: {result}");
            let document = &result["structuredContent"];
            assert_eq!(*document, plain(fixture.json(args)), "{tool}");
            let text = result["content"][0]["text"].as_str().unwrap();
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), *document);
        }
        assert_tools(&answer["tools"]);
    }
    println!(
        "count: {} answers to an assistant",
        calls.len() * MODES.len()
    );
}

fn assert_tools(tools: &Value) {
    let tools = tools.as_array().unwrap();
    let asked: BTreeSet<_> = questions().iter().map(|(tool, ..)| *tool).collect();
    let named: BTreeSet<_> = tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    assert_eq!(named, asked);
    for tool in tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert_eq!(tool["annotations"]["destructiveHint"], false, "{tool}");
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{tool}");
        let kind = tool["outputSchema"]["properties"]["kind"]["const"].as_str();
        let file = format!("../../docs/schema/{}.json", kind.unwrap());
        let schema = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let schema: Value = serde_json::from_slice(&schema).unwrap();
        assert_eq!(tool["outputSchema"], schema);
    }
}

#[test]
fn wrong_questions_are_answered_with_the_reason() {
    let fixture = Fixture::with_assistants();
    let calls = [
        (json!(["get_usage", { "pool": "Delta" }]), "pool_not_found"),
        (
            json!(["get_usage", { "file": "/etc/passwd" }]),
            "arguments_invalid",
        ),
        (json!(["get_history", {}]), "arguments_invalid"),
        (
            json!(["get_history", { "benefit": "Nothing" }]),
            "benefit_not_found",
        ),
        (
            json!(["get_history", { "benefit": "SMS", "days": 31 }]),
            "arguments_invalid",
        ),
        (
            json!(["get_history", { "benefit": 5 }]),
            "arguments_invalid",
        ),
        (
            json!(["get_mau", { "from": "yesterday" }]),
            "arguments_invalid",
        ),
        (
            json!(["get_mau", { "from": "2026-02-01", "to": "2026-01-01" }]),
            "date_range_invalid",
        ),
    ];
    let asked: Vec<Value> = calls.iter().map(|(call, _)| call.clone()).collect();
    let answer = ask(&fixture.command(&["mcp"]), "auto", &asked);
    for ((call, code), result) in calls.iter().zip(answer["results"].as_array().unwrap()) {
        assert_eq!(result["isError"], true, "{call}: {result}");
        assert_eq!(
            result["structuredContent"]["errors"][0]["code"], *code,
            "{call}"
        );
        assert!(
            !result["content"][0]["text"].as_str().unwrap().is_empty(),
            "{call}"
        );
    }
    let unknown = ask(
        &fixture.command(&["mcp"]),
        "auto",
        &[json!(["add_pool", {}])],
    );
    assert_eq!(unknown["error"], "no such tool");
}

#[test]
fn while_it_is_off_the_assistant_is_told_so() {
    let fixture = Fixture::new();
    for mode in ["legacy", "auto", "2026-07-28"] {
        let answer = ask(&fixture.command(&["mcp"]), mode, &[]);
        let told = answer["error"].as_str().unwrap();
        assert!(
            told.contains("switch it on in the window"),
            "{mode}: {told}"
        );
    }
    let mut program = fixture.command(&["mcp"]);
    let refused = with_input(&mut program, &(initialize("2025-11-25") + "\n"));
    assert_eq!(refused.status.code(), Some(5));
    let printed = String::from_utf8(refused.stderr).unwrap();
    assert!(printed.contains("switch it on in the window"), "{printed}");
    let answer: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert!(answer["error"]["message"].is_string(), "{answer}");
    let elsewhere = ask(
        &fixture.command(&["mcp", "--data-dir", "elsewhere"]),
        "auto",
        &[],
    );
    assert!(
        elsewhere["error"]
            .as_str()
            .unwrap()
            .starts_with("store_failed")
    );
}

#[test]
fn switching_it_off_ends_the_answers_of_a_running_one() {
    let fixture = Fixture::with_assistants();
    let mut program = fixture.command(&["mcp"]);
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut say = |line: String| {
        writeln!(stdin, "{line}").unwrap();
        let answer: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        answer["result"].clone()
    };
    // The oldest version that the library knows.
    assert_eq!(
        say(initialize("2024-11-05"))["protocolVersion"],
        "2024-11-05"
    );
    let usage = || {
        let params = json!({ "name": "get_usage", "arguments": {} });
        json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params }).to_string()
    };
    assert_eq!(say(usage())["isError"], false);
    fixture.allow_assistants(false);
    let refused = say(usage());
    assert_eq!(refused["isError"], true);
    assert_eq!(
        refused["structuredContent"]["errors"][0]["code"],
        "not_confirmed"
    );
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// The documents that tools answer with, without the client.
pub(crate) fn say_all<const N: usize>(command: &Command, tools: [&str; N]) -> [Value; N] {
    let mut program = Command::new(command.get_program());
    program
        .args(command.get_args())
        .env_clear()
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .current_dir(command.get_current_dir().unwrap());
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut say = |line: String| -> Value {
        writeln!(stdin, "{line}").unwrap();
        serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap()
    };
    say(initialize("2025-11-25"));
    let answers = tools.map(|tool| {
        let params = json!({ "name": tool, "arguments": {} });
        let call = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params });
        say(call.to_string())["result"]["structuredContent"].take()
    });
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    answers
}

fn initialize(version: &str) -> String {
    let params = json!({
        "protocolVersion": version,
        "capabilities": {},
        "clientInfo": { "name": "test", "version": "1" },
    });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }).to_string()
}

#[test]
fn texts_of_servers_are_short_plain_data_and_change_no_description() {
    let names = hostile_strings();
    let fixture = Fixture::with_assistants();
    let tools = |answer: &Value| answer["tools"].clone();
    let calls = [
        "get_usage",
        "get_forecast",
        "get_overview",
        "get_alerts",
        "get_plan",
    ];
    let calls = calls.map(|tool| json!([tool, {}]));
    let before = ask(&fixture.command(&["mcp"]), "auto", &calls);
    fixture.name_all(&names);
    let after = ask(&fixture.command(&["mcp"]), "auto", &calls);
    assert_eq!(tools(&after), tools(&before));
    assert_eq!(after["instructions"], before["instructions"]);
    let mut texts = Vec::new();
    for result in after["results"].as_array().unwrap() {
        assert_eq!(result["isError"], false, "{result}");
        texts_of(&result["structuredContent"], &mut texts);
    }
    let mut shown = 0;
    for text in &texts {
        assert!(text.chars().count() <= 201, "{text}");
        assert_eq!(plain_text(text), *text);
        shown += usize::from(text.contains("window.ran"));
    }
    assert!(
        shown > names.len() / 3,
        "{shown}: the names are shown as data"
    );
    println!("count: {} hostile texts shown to an assistant", names.len());
}

fn texts_of(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts_of(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| texts_of(value, texts)),
        _ => {}
    }
}

#[test]
fn flags_that_ask_servers_are_refused() {
    let fixture = Fixture::with_assistants();
    for flag in ["--live", "--refresh"] {
        assert_eq!(fixture.exit(&["mcp", flag]), 2);
    }
}

#[test]
fn settings_that_the_readme_offers_start_it() {
    let page = include_str!("../../../../README.md");
    let (_, section) = page.split_once("\n## Assistants\n").unwrap();
    let (_, block) = section.split_once("```json\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let settings: Value = serde_json::from_str(block).unwrap();
    let server = &settings["mcpServers"]["authgauge"];
    assert_eq!(server["command"], "authgauge");
    let args = server["args"].as_array().unwrap();
    let args: Vec<&str> = args.iter().map(|arg| arg.as_str().unwrap()).collect();
    let fixture = Fixture::with_assistants();
    let [answered] = say_all(&fixture.command(&args), ["get_usage"]);
    assert_eq!(answered, plain(fixture.json(&["usage"])));
}
