//! The command line works without a display.

#![allow(clippy::unwrap_used, reason = "test helpers panic as tests do")]

use std::process::{Command, Output};

fn run_with(argument: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_authgauge-desktop"));
    command
        .arg(argument)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command.output().unwrap()
}

#[test]
fn version_is_printed() {
    let output = run_with("--version");
    assert!(output.status.success());
    let version = format!("authgauge-desktop {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8_lossy(&output.stdout), version);
}

#[test]
fn help_lists_each_option() {
    let output = run_with("--help");
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stdout);
    for option in [
        "--demo",
        "--data-dir",
        "AUTHGAUGE_DATA_DIR",
        "--hidden",
        "--help",
        "--version",
    ] {
        assert!(text.contains(option), "{option}");
    }
}

#[test]
fn an_unknown_option_is_an_error() {
    assert_eq!(run_with("--secret=x").status.code(), Some(2));
}

#[test]
fn an_empty_data_folder_variable_counts_as_unset() {
    let output = Command::new(env!("CARGO_BIN_EXE_authgauge-desktop"))
        .arg("--version")
        .env("AUTHGAUGE_DATA_DIR", "")
        .output()
        .unwrap();
    assert!(output.status.success());
}
