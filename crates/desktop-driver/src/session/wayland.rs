//! A Wayland compositor without a screen.

use super::Session;
use super::environment::RUNTIME_FOLDER;
use crate::error::Result;
use crate::process_group::ProcessGroup;
use crate::wait::wait_until;

const SOCKET: &str = "wayland-test";

impl Session {
    /// Starts a compositor. Programs that are started from now on open their windows in it, with the decorations
    /// that they draw themselves.
    pub async fn start_wayland(&mut self) -> Result<()> {
        let mut command = self.command("weston");
        command
            .args([
                "--backend=headless-backend.so",
                "--no-config",
                "--idle-time=0",
            ])
            .args(["--width=1600", "--height=1200"])
            .arg(format!("--socket={SOCKET}"));
        self.services
            .push(ProcessGroup::start("weston", &mut command)?);
        let socket = self.home().join(RUNTIME_FOLDER).join(SOCKET);
        wait_until("the Wayland socket", async || {
            Ok(socket.exists().then_some(()))
        })
        .await?;
        self.set_env("WAYLAND_DISPLAY", SOCKET);
        self.set_env("GDK_BACKEND", "wayland");
        Ok(())
    }
}
