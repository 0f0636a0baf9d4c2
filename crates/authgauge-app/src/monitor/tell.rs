//! What the log hears of pools, keys and settings. A pool's name is left out: the database has it.

use crate::error::Failure;
use crate::log::Named;
use crate::pool::Pool;
use crate::settings::Settings;
use crate::view::StoreTrouble;

use super::state::State;

impl State {
    /// What there is at the start.
    pub(super) fn tell(&self, demo: bool) {
        let (pools, trouble) = (self.pools.len(), self.store_trouble.as_ref().map(name_of));
        match trouble {
            Some(trouble) => tracing::warn!(pools, demo, trouble, "opened in spite of trouble"),
            None => tracing::info!(pools, demo, "opened"),
        }
        for watched in &self.pools {
            watched.pool.tell();
        }
        self.settings.tell();
    }
}

impl Pool {
    /// What connects the pool's number with what the owner speaks of.
    pub(super) fn tell(&self) {
        let (service, sign_in) = (Named(self.service), Named(self.sign_in));
        let (pool, host) = (self.id.short(), &self.host);
        let own_ca = self.ca_pem.is_some();
        tracing::info!(pool, %service, %sign_in, %host, own_ca, "a pool to watch");
    }
}

impl Settings {
    pub(super) fn tell(&self) {
        let (near, critical) = (self.near_percent, self.critical_percent);
        let minutes = self.refresh_minutes;
        tracing::info!(near, critical, minutes, "settings");
    }
}

/// A key that the server did not take.
pub(super) fn key_refused(failure: &Failure) {
    let (code, status) = (failure.code, failure.status());
    let request_id = failure.request_id();
    tracing::info!(%code, status, request_id, "the key in hand was not taken");
}

/// The kind of trouble, without its path.
pub(super) fn name_of(trouble: &StoreTrouble) -> &'static str {
    match trouble {
        StoreTrouble::SetAside { .. } => "set_aside",
        StoreTrouble::Missing => "missing",
        StoreTrouble::NotSaved => "not_saved",
    }
}
