//! Starting other programs.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    outcome::{Doing, Failure, Outcome, say},
    workspace,
};

/// Cargo, as it was called for this command, in the repository's root.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(workspace::root());
    command
}

/// npm in the page's folder.
pub(crate) fn npm(args: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args).current_dir(workspace::ui());
    command
}

/// A program that the page's packages brought along.
pub(crate) fn ui_program(name: &str) -> PathBuf {
    let name = if cfg!(windows) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    };
    workspace::ui().join("node_modules").join(".bin").join(name)
}

/// Builds the app and its driver, and returns their paths.
pub(crate) fn build_driven(release: bool) -> Outcome<Driven> {
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
    must(&mut cargo(&args))?;
    Ok(Driven {
        app: binary("authgauge-desktop", release),
        driver: binary("authgauge-driver", release),
    })
}

/// The paths of the built app and of its driver.
pub(crate) struct Driven {
    pub(crate) app: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Where cargo puts a program.
pub(crate) fn binary(name: &str, release: bool) -> PathBuf {
    let profile = if release { "release" } else { "debug" };
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    workspace::target().join(profile).join(name)
}

/// Runs a program to its end; a failure of it is ours.
pub(crate) fn must(command: &mut Command) -> Outcome {
    let line = shown(command);
    say(&format!("» {line}"));
    let status = command.status().doing(&line)?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure(format!("{line}: {status}")))
    }
}

/// What a program prints; `None` when it is not there or fails.
pub(crate) fn answer(program: impl AsRef<OsStr>, args: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(args)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program prints, however it ends; nothing if it is not there.
pub(crate) fn text(command: &mut Command) -> String {
    say(&format!("» {}", shown(command)));
    let output = command.stderr(Stdio::null()).output();
    let bytes = output.map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let args = command
        .get_args()
        .map(|arg| arg.to_string_lossy().into_owned());
    std::iter::once(name.to_string_lossy().into_owned())
        .chain(args)
        .collect::<Vec<_>>()
        .join(" ")
}
