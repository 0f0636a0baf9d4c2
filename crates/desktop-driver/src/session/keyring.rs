//! The session's gnome-keyring.

use std::io::Write;
use std::process::Stdio;

use rustix::process::Signal;

use super::Session;
use crate::error::{Context, Error, Result};
use crate::process_group::ProcessGroup;
use crate::secret_service::{KeyringItem, SecretService};
use crate::wait::wait_until;

impl Session {
    /// Every entry of the unlocked keyring, with its secret.
    pub async fn keyring_items(&self) -> Result<Vec<KeyringItem>> {
        self.secret_service().await?.items().await
    }

    /// Locks the keyring, as a desktop does when it suspends. No unlock prompt is ever answered.
    pub async fn lock_keyring(&self) -> Result<()> {
        self.secret_service().await?.lock().await
    }

    /// Starts an unlocked keyring with the entries of the one that was stopped, if any.
    pub async fn start_keyring(&mut self) -> Result<()> {
        let mut command = self.command("gnome-keyring-daemon");
        command
            .args(["--unlock", "--components=secrets", "--foreground"])
            .stdin(Stdio::piped());
        let mut daemon = ProcessGroup::start("gnome-keyring-daemon", &mut command)?;
        if let Some(mut password) = daemon.leader().stdin.take() {
            password
                .write_all(b"open")
                .context("unlocking the keyring")?;
        }
        self.keyring = Some(daemon);
        let service = self.secret_service().await?;
        wait_until("the keyring", async || {
            Ok(service.is_unlocked().await?.then_some(()))
        })
        .await
    }

    /// Stops the keyring and waits until the Secret Service has no owner on the bus.
    pub async fn stop_keyring(&mut self) -> Result<()> {
        self.keyring = None;
        let service = self.secret_service().await?;
        wait_until("the keyring to stop", async || {
            Ok((!service.is_running().await?).then_some(()))
        })
        .await
    }

    /// Makes the keyring accept calls without answering them.
    pub fn pause_keyring(&self) -> Result<()> {
        self.signal_keyring(Signal::STOP)
    }

    /// Lets a paused keyring answer again.
    pub fn resume_keyring(&self) -> Result<()> {
        self.signal_keyring(Signal::CONT)
    }

    fn signal_keyring(&self, signal: Signal) -> Result<()> {
        let daemon = self.keyring.as_ref();
        daemon
            .ok_or_else(|| Error::Unexpected("the session has no keyring".to_owned()))?
            .signal(signal)
    }

    async fn secret_service(&self) -> Result<SecretService> {
        SecretService::connect(&self.bus_address).await
    }
}
