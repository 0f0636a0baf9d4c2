//! Another start, for when the Authgauge that is open is just leaving: it still has its name on the bus, but
//! does not answer any more. Without this, whoever closes the window and opens it at once would get none.

use std::io;
use std::process::Command;
use std::time::Duration;

use crate::arguments::{Arguments, HIDDEN};

/// How long the one that leaves is given, each time.
const LEAVING: Duration = Duration::from_millis(300);

/// After so many starts the other one is taken for dead, and no longer asked for.
const PATIENCE: u8 = 5;

/// Whether to look for a Authgauge that is open already. A demo stands beside it.
pub(crate) fn asks_for_others(arguments: &Arguments) -> bool {
    !arguments.demo && arguments.start < PATIENCE
}

/// Starts this program again.
pub(crate) fn start_over(arguments: &Arguments) -> io::Result<()> {
    std::thread::sleep(LEAVING);
    let mut command = Command::new(std::env::current_exe()?);
    if let Some(data_dir) = &arguments.data_dir {
        command.arg("--data-dir").arg(data_dir);
    }
    if arguments.hidden {
        command.arg(HIDDEN);
    }
    command.arg(format!("--start={}", arguments.start.saturating_add(1)));
    become_it(command)
}

#[cfg(unix)]
fn become_it(mut command: Command) -> io::Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> io::Result<()> {
    command.spawn().map(drop)
}
