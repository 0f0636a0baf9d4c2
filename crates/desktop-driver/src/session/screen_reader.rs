//! The accessibility bus, over which screen readers read a program's window.

use std::path::Path;

use super::Session;
use crate::accessible::{Accessible, BusLocation, Desktop};
use crate::error::{Error, Result};
use crate::process_group::ProcessGroup;
use crate::wait::wait_until;

/// Where distributions put it.
const LAUNCHERS: [&str; 3] = [
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
];

impl Session {
    /// Starts the accessibility bus. Programs that are started from now on are read by [`Session::accessibles`].
    pub async fn start_screen_reader(&mut self) -> Result<()> {
        let launcher = LAUNCHERS.iter().find(|path| Path::new(path).exists());
        let launcher = launcher.ok_or_else(|| Error::Unexpected("no at-spi2-core".to_owned()))?;
        let mut command = self.command(launcher);
        command.arg("--launch-immediately");
        self.services
            .push(ProcessGroup::start("at-spi-bus-launcher", &mut command)?);
        let location = BusLocation::connect(&self.bus_address).await?;
        wait_until("the accessibility bus", async || {
            location.enable().await.map(Some)
        })
        .await?;
        self.env.retain(|(name, _)| name != "NO_AT_BRIDGE");
        Ok(())
    }

    /// What a screen reader gets of every program in this session.
    pub async fn accessibles(&self) -> Result<Accessible> {
        let location = BusLocation::connect(&self.bus_address).await?;
        Desktop::connect(&location.address().await?)
            .await?
            .read()
            .await
    }
}
