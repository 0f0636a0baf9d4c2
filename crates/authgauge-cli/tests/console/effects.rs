//! What the program does to the world outside of it, as the kernel sees it: a guest opens no connection and changes no
//! file. The keychain of Linux is reached by a socket too.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::json;

use super::fixture::{ACME, Fixture};

/// Calls with a path that change nothing.
const HARMLESS: [&str; 12] = [
    "execve",
    "access",
    "faccessat",
    "faccessat2",
    "stat",
    "lstat",
    "newfstatat",
    "statx",
    "statfs",
    "readlink",
    "readlinkat",
    "getcwd",
];

/// A call that a guest may not make, as strace prints it; None for the others.
fn effect(line: &str) -> Option<&str> {
    // Each line begins with the process.
    let call = line.split_once(' ')?.1.trim_start();
    // The end of a call whose beginning has a line of its own, and a thread that ended while it was looked at.
    if call.starts_with("<...") || call.starts_with("???( <detached") {
        return None;
    }
    let (name, arguments) = call.split_once('(')?;
    let is_harmless = match name {
        // Within the process: it wakes a thread.
        "socketpair" => true,
        "open" | "openat" => opens_to_read(arguments),
        name => HARMLESS.contains(&name),
    };
    (!is_harmless).then_some(call)
}

fn opens_to_read(arguments: &str) -> bool {
    let changes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"];
    arguments.contains("\"/dev/null\"")
        || arguments.contains("O_RDONLY") && !changes.iter().any(|flag| arguments.contains(flag))
}

/// What strace reports of a command that gets this input.
fn traced(fixture: &Fixture, args: &[&str], input: &str) -> String {
    let program = fixture.command(args);
    let mut strace = Command::new("strace");
    strace
        .args([
            "-f",
            "-qq",
            "-e",
            "signal=none",
            "-e",
            "trace=%network,%file",
            "-o",
            "trace",
        ])
        .arg(program.get_program())
        .args(program.get_args())
        .env_clear()
        .envs(
            program
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("PATH", "/usr/bin:/bin")
        .current_dir(fixture.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = strace.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    assert!(
        child.wait().unwrap().code().is_some_and(|code| code < 2),
        "{args:?}"
    );
    std::fs::read_to_string(fixture.path().join("trace")).unwrap()
}

fn effects(trace: &str) -> Vec<&str> {
    trace.lines().filter_map(effect).collect()
}

#[test]
fn a_guest_makes_no_connection_and_changes_no_file() {
    let fixture = Fixture::with_assistants();
    let commands: [&[&str]; 12] = [
        &["pools", "list"],
        &["overview"],
        &["usage"],
        &["mau"],
        &["plan"],
        &["history", "SMS"],
        &["forecast"],
        &["alerts"],
        &["guard", "--within", "14", "--pool", ACME],
        &["metrics"],
        &["doctor"],
        &["mcp"],
    ];
    for args in commands {
        let trace = traced(&fixture, args, "");
        assert!(trace.contains("authgauge.db\""), "{args:?}: {trace}");
        assert_eq!(effects(&trace), Vec::<&str>::new(), "{args:?}");
        assert_eq!(libraries(&trace), Vec::<&str>::new(), "{args:?}");
    }
    let trace = traced(&fixture, &["mcp"], &questions());
    assert!(
        trace.matches("authgauge.db\"").count() > 8,
        "each tool reads"
    );
    assert_eq!(effects(&trace), Vec::<&str>::new());
    println!("count: {} commands without an effect", commands.len());
}

/// Of the system's, none but the language's own.
fn libraries(trace: &str) -> Vec<&str> {
    let opened = trace
        .lines()
        .filter(|line| line.contains(".so") && line.contains("open"));
    let own = ["/ld.so.cache\"", "/libgcc_s.so", "/libm.so", "/libc.so"];
    opened
        .filter(|line| !own.iter().any(|own| line.contains(own)))
        .collect()
}

/// Every tool once.
fn questions() -> String {
    let client = json!({ "name": "test", "version": "1" });
    let hello =
        json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": client });
    let mut lines =
        vec![json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello })];
    let tools = [
        "list_pools",
        "get_overview",
        "get_usage",
        "get_mau",
        "get_forecast",
        "get_alerts",
        "get_plan",
    ];
    let calls = tools.map(|tool| json!({ "name": tool, "arguments": {} }));
    let history = json!({ "name": "get_history", "arguments": { "benefit": "SMS" } });
    for (id, call) in (1..).zip(calls.into_iter().chain([history])) {
        lines.push(json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": call }));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_trace_shows_connections_and_changes() {
    let fixture = Fixture::new();
    let seen = traced(&fixture, &["alerts", "seen"], "");
    let changed = effects(&seen);
    assert!(
        changed.iter().any(|call| call.contains("O_RDWR")),
        "{changed:?}"
    );
    let asked = traced(&fixture, &["usage", "--demo"], "");
    let connected = effects(&asked);
    assert!(
        connected.iter().any(|call| call.starts_with("connect(")),
        "{connected:?}"
    );
}
