//! A session bus that accepts connections and never answers. GTK and the single-instance plugin would wait for it without
//! a limit, before there is a window.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

use tauri::async_runtime::block_on;
use tokio::time::timeout;
use zbus::connection::Builder;

/// A bus answers within milliseconds.
const LIMIT: Duration = Duration::from_secs(2);

/// What GLib and zbus understand as no bus.
const NO_BUS: (&str, &str) = ("DBUS_SESSION_BUS_ADDRESS", "disabled:");

/// Starts this program again without the session bus if that is silent: the variable can't be changed safely while
/// other threads run. The database then says whether another instance has the data folder open.
pub(crate) fn leave_if_silent() {
    if block_on(answers(Builder::session, LIMIT)) {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let (name, value) = NO_BUS;
        let arguments = std::env::args_os().skip(1);
        // Returns only if it fails.
        let _ = Command::new(program)
            .args(arguments)
            .env(name, value)
            .exec();
    }
}

/// A failure is an answer.
async fn answers<'a>(bus: impl FnOnce() -> zbus::Result<Builder<'a>>, limit: Duration) -> bool {
    match bus() {
        Ok(bus) => timeout(limit, bus.build()).await.is_ok(),
        Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn a_silent_session_bus_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let answers = |address: &str| {
            let bus = || Builder::address(address);
            block_on(answers(bus, Duration::from_millis(200)))
        };
        let path = |name: &str| format!("unix:path={}", folder.path().join(name).display());
        let _silent = UnixListener::bind(folder.path().join("silent")).unwrap();
        assert!(!answers(&path("silent")));
        assert!(answers(&path("missing")));
        assert!(answers(NO_BUS.1));
    }
}
