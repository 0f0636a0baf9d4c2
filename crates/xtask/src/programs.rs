//! Starts other programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::console::status;
use crate::workspace;

pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Cargo, as it was called for this command, in the repository's root.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(workspace::root());
    command
}

/// npm in the page's folder.
pub(crate) fn npm(args: &[&str]) -> Command {
    let mut command = Command::new(NPM);
    command.args(args).current_dir(workspace::ui());
    command
}

/// Tauri's command-line tool, which is one of the page's packages.
pub(crate) fn tauri() -> Command {
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    Command::new(workspace::ui().join("node_modules/.bin").join(name))
}

/// The built app and the program that drives it.
pub(crate) struct Driven {
    pub(crate) app: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Builds the app and the program that drives it.
pub(crate) fn build_driven(release: bool) -> Result<Driven> {
    let mut args = vec![
        "build",
        "--package",
        "authgauge-desktop",
        "--package",
        "authgauge-driver",
    ];
    if release {
        args.push("--release");
    }
    run(&mut cargo(&args))?;
    Ok(Driven {
        app: binary("authgauge-desktop", release),
        driver: binary("authgauge-driver", release),
    })
}

/// The path at which cargo puts a program.
pub(crate) fn binary(name: &str, release: bool) -> PathBuf {
    let profile = if release { "release" } else { "debug" };
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    workspace::target().join(profile).join(name)
}

/// Runs a program to its end, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    status(&format!("» {line}"));
    let exit = command.status().with_context(|| line.clone())?;
    ensure!(exit.success(), "{line}: {exit}");
    Ok(())
}

/// A program's standard output.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let line = command_line(command);
    status(&format!("» {line}"));
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| line.clone())?;
    ensure!(output.status.success(), "{line}: {}", output.status);
    Ok(output.stdout)
}

/// A program's standard output; `None` when it is not there or fails.
pub(crate) fn stdout_if_ok(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    let output = command.args(args).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.trim().to_owned())
}

/// A program's standard output even if it fails; empty when it is not there.
pub(crate) fn stdout(command: &mut Command) -> String {
    status(&format!("» {}", command_line(command)));
    let output = command.stderr(Stdio::null()).output();
    let bytes = output.map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A command as one would type it.
pub(crate) fn command_line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words: Vec<_> = std::iter::once(name)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect();
    words.join(" ")
}
