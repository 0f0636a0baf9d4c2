//! Retries the start while an exiting instance still holds the name on the bus: it no longer answers, so that
//! the owner would get no window.

use std::io;
use std::process::Command;
use std::time::Duration;

use crate::cli_args::{CliArgs, HIDDEN};

/// How long an exiting instance gets, each time.
const WAIT: Duration = Duration::from_millis(300);

/// After this many tries the other instance counts as dead.
const TRIES: u8 = 5;

/// Whether another instance may still answer.
pub(crate) fn looks_for_instance(args: &CliArgs) -> bool {
    args.start < TRIES
}

/// Starts this program again.
pub(crate) fn restart(args: &CliArgs) -> io::Result<()> {
    std::thread::sleep(WAIT);
    let mut command = Command::new(std::env::current_exe()?);
    if let Some(data_dir) = &args.data_dir {
        command.arg("--data-dir").arg(data_dir);
    }
    if args.hidden {
        command.arg(HIDDEN);
    }
    command.arg(format!("--start={}", args.start.saturating_add(1)));
    replace_process(command)
}

#[cfg(unix)]
fn replace_process(mut command: Command) -> io::Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace_process(mut command: Command) -> io::Result<()> {
    command.spawn().map(drop)
}
