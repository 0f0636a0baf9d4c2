//! An input method, IBus.

use std::process::Stdio;

use super::Session;
use crate::error::{Context, Result};
use crate::process_group::ProcessGroup;
use crate::wait::wait_until;

impl Session {
    /// Starts IBus with one of its engines. Programs that are started from now on compose text with it.
    pub async fn start_input_method(&mut self, engine: &str) -> Result<()> {
        let mut command = self.command("ibus-daemon");
        command.args(["--panel", "disable", "--emoji-extension", "disable"]);
        self.services
            .push(ProcessGroup::start("ibus-daemon", &mut command)?);
        wait_until("the input method's engine", async || {
            // Choosing it also sets a keyboard layout, which fails where no tool for that is installed.
            drop(self.command("ibus").args(["engine", engine]).status());
            let mut asking = self.command("ibus");
            let chosen = asking.arg("engine").stdout(Stdio::piped()).output();
            let chosen = chosen.context("asking for the engine")?;
            let is_chosen = String::from_utf8_lossy(&chosen.stdout).trim() == engine;
            Ok(is_chosen.then_some(()))
        })
        .await?;
        self.set_env("GTK_IM_MODULE", "ibus");
        // Otherwise keys that follow one another fast may overtake what they compose.
        self.set_env("IBUS_ENABLE_SYNC_MODE", "1");
        Ok(())
    }
}
