//! What the log hears of pools, keys and settings. A pool's name is left out: the database has it.

use crate::log::Named;
use crate::view::StoreTrouble;
use authgauge_core::error::Failure;
use authgauge_core::pool::Pool;
use authgauge_core::settings::Settings;

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
            tell_pool(&watched.pool);
        }
        tell_settings(&self.settings);
    }
}

/// What connects the pool's number with what the owner speaks of.
pub(super) fn tell_pool(pool: &Pool) {
    let (service, sign_in) = (Named(pool.service), Named(pool.sign_in));
    let (host, own_ca) = (&pool.host, pool.ca_pem.is_some());
    let pool = pool.id.short();
    tracing::info!(pool, %service, %sign_in, %host, own_ca, "a pool to watch");
}

pub(super) fn tell_settings(settings: &Settings) {
    let (near, critical) = (settings.near_percent, settings.critical_percent);
    let minutes = settings.refresh_minutes;
    tracing::info!(near, critical, minutes, "settings");
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
