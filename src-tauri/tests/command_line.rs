//! The command line answers without a display.

#![allow(
    clippy::unwrap_used,
    reason = "what helps a test may panic as the test may"
)]

use std::process::{Command, Output};

fn authgauge(argument: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_authgauge-desktop"));
    command
        .arg(argument)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command.output().unwrap()
}

#[test]
fn version_is_told() {
    let told = authgauge("--version");
    assert!(told.status.success());
    let version = format!("authgauge {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(String::from_utf8_lossy(&told.stdout), version);
}

#[test]
fn help_names_each_flag() {
    let told = authgauge("--help");
    assert!(told.status.success());
    let text = String::from_utf8_lossy(&told.stdout);
    for flag in [
        "--demo",
        "--data-dir",
        "AUTHGAUGE_DATA_DIR",
        "--hidden",
        "--help",
        "--version",
    ] {
        assert!(text.contains(flag), "{flag}");
    }
}

#[test]
fn an_unknown_flag_is_refused() {
    assert_eq!(authgauge("--secret=x").status.code(), Some(2));
}
