//! A second start, for when the Headroom that is open is just leaving: it still has its name on the bus, but
//! does not answer any more. Without this, whoever closes the window and opens it at once would get none.

use std::ffi::OsStr;
use std::io;
use std::process::Command;
use std::time::Duration;

/// Set for the second start.
const SECOND_START: &str = "HEADROOM_SECOND_START";

/// How long the one that leaves is given.
const LEAVING: Duration = Duration::from_millis(500);

pub(crate) fn is_second_start() -> bool {
    std::env::var_os(SECOND_START).as_deref() == Some(OsStr::new("1"))
}

/// Starts this program again, without asking for others.
pub(crate) fn start_over() -> io::Result<()> {
    std::thread::sleep(LEAVING);
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(std::env::args_os().skip(1))
        .env(SECOND_START, "1");
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
