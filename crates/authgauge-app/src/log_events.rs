//! What is logged of pools, keys and settings: never a pool's name, which the database has.

use authgauge_core::error::Failure;
use authgauge_core::pool::Pool;
use authgauge_core::settings::Settings;
use authgauge_store::StoreTrouble;

use crate::log::Named;

pub(crate) fn opened(pools: usize, demo: bool, trouble: Option<&StoreTrouble>) {
    match trouble.map(store_trouble) {
        Some(trouble) => tracing::warn!(pools, demo, trouble, "opened with a damaged store"),
        None => tracing::info!(pools, demo, "application opened"),
    }
}

/// Logs a pool's short ID, by which the log names it, with its host.
pub(crate) fn pool(pool: &Pool) {
    let (service, sign_in) = (Named(pool.service), Named(pool.sign_in));
    let (host, own_ca) = (&pool.host, pool.ca_pem.is_some());
    let pool = pool.id.short();
    tracing::info!(pool, %service, %sign_in, %host, own_ca, "pool");
}

pub(crate) fn settings(settings: &Settings) {
    let (near, critical) = (settings.near_percent, settings.critical_percent);
    let minutes = settings.refresh_minutes;
    tracing::info!(near, critical, minutes, "settings");
}

pub(crate) fn key_rejected(failure: &Failure) {
    let (code, status) = (failure.code, failure.params.status);
    let request_id = failure.params.request_id.as_deref();
    tracing::info!(%code, status, request_id, "the tested key was not accepted");
}

/// The kind of trouble, without its path.
pub(crate) fn store_trouble(trouble: &StoreTrouble) -> &'static str {
    match trouble {
        StoreTrouble::SetAside { .. } => "set_aside",
        StoreTrouble::Missing => "missing",
        StoreTrouble::NotSaved => "not_saved",
        StoreTrouble::FolderForeign => "folder_foreign",
        StoreTrouble::FolderShared => "folder_shared",
        StoreTrouble::FolderInUse => "folder_in_use",
        StoreTrouble::FolderNotMade => "folder_not_made",
        StoreTrouble::FolderDenied => "folder_denied",
        StoreTrouble::PathTooLong => "path_too_long",
        StoreTrouble::FolderUnknown => "folder_unknown",
        StoreTrouble::DiskFull => "disk_full",
        StoreTrouble::DiskReadOnly => "disk_read_only",
    }
}
