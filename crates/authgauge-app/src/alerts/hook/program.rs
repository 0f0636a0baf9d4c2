use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use authgauge_core::error::Failure;

use super::call_error::failed;
use crate::hook_programs::{HookProgram, is_program};

/// The environment variables that are passed on: programs need them.
const PASSED_ON: [&str; 8] = [
    "PATH",
    "HOME",
    "LANG",
    "SYSTEMROOT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "TEMP",
];

/// Runs the program with the message on its standard input. Its output is discarded.
pub(super) async fn run(
    program: &HookProgram,
    body: String,
    limit: Duration,
) -> Result<(), Failure> {
    if !is_program(program) {
        return Err(failed("not_started"));
    }
    let mut child = start(program)?;
    let heard = write_input(&mut child, body);
    let Ok(ended) = timeout(limit, heard).await else {
        // Kills and reaps it.
        let _ = child.kill().await;
        return Err(failed("timed_out"));
    };
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.code().map_or_else(
            || failed("ended_badly"),
            |code| failed("ended_badly").with_status(code),
        )),
        Err(_) => Err(failed("other")),
    }
}

fn start(program: &HookProgram) -> Result<Child, Failure> {
    let mut command = Command::new(&program.path);
    command
        .args(&program.arguments)
        .env_clear()
        .envs(
            PASSED_ON
                .iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    #[cfg(windows)]
    command.creation_flags(0x0800_0000); // CREATE_NO_WINDOW
    command.spawn().map_err(|_| failed("not_started"))
}

async fn write_input(child: &mut Child, body: String) -> std::io::Result<std::process::ExitStatus> {
    if let Some(mut input) = child.stdin.take() {
        // A program need not read its input.
        let _ = input.write_all(body.as_bytes()).await;
        let _ = input.shutdown().await;
    }
    child.wait().await
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(60);

    fn named(path: &str, arguments: &[&str]) -> HookProgram {
        HookProgram {
            path: path.to_owned(),
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    /// A test program in a temporary folder.
    fn program(script: &str) -> (tempfile::TempDir, HookProgram) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hook with spaces; $HOME");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        let program = named(path.to_str().unwrap(), &[]);
        (dir, program)
    }

    #[tokio::test]
    async fn the_message_is_on_stdin_and_arguments_are_literal() {
        let script =
            "cd \"${0%/*}\"; cat > body; printf '%s\\n' \"$@\" > arguments; env > environment";
        let (dir, program) = program(script);
        let arguments = ["$(touch owned)", "; touch owned", "two words", ""];
        let program = named(&program.path, &arguments);
        let body = "{\"a\":1}".repeat(20_000);
        run(&program, body.clone(), PATIENCE).await.unwrap();
        let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
        assert_eq!(read("body"), body);
        assert_eq!(
            read("arguments"),
            "$(touch owned)\n; touch owned\ntwo words\n\n"
        );
        assert!(!dir.path().join("owned").exists());
        // What the shell sets, and what is passed on.
        for line in read("environment").lines() {
            let name = line.split('=').next().unwrap();
            assert!(
                [
                    "PATH", "HOME", "LANG", "TEMP", "PWD", "OLDPWD", "SHLVL", "_"
                ]
                .contains(&name),
                "{line}"
            );
        }
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_killed() {
        let (dir, program) = program("echo $$ > \"${0%/*}/id\"; exec sleep 1000");
        let hung = run(&program, String::new(), Duration::from_millis(500)).await;
        assert_eq!(hung, Err(failed("timed_out")));
        if let Ok(id) = std::fs::read_to_string(dir.path().join("id")) {
            assert!(!std::path::Path::new("/proc").join(id.trim()).exists());
        }
    }

    #[tokio::test]
    async fn unread_input_is_fine_and_a_failure_is_reported() {
        let body = || "x".repeat(1 << 20);
        let (_dir, quick) = program("exit 0");
        assert_eq!(run(&quick, body(), PATIENCE).await, Ok(()));
        let (_dir, failing) = program("exit 3");
        let failure = failed("ended_badly").with_status(3);
        assert_eq!(run(&failing, body(), PATIENCE).await, Err(failure));
        let nothing = named("/nowhere/at/all", &[]);
        let nothing = run(&nothing, String::new(), PATIENCE).await;
        assert_eq!(nothing, Err(failed("not_started")));
    }
}
