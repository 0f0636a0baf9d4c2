//! What is known, for a maintainer.

use chrono::{DateTime, SecondsFormat, Utc};
use tokio::time::Instant;

use super::state::Watched;
use super::{Authgauge, tell};
use crate::diagnostics::{Facts, Machine, PoolFacts, ReadingFacts};
use crate::log::{Log, Named};
use crate::view::KeyPlace;
use authgauge_core::error::Failure;
use authgauge_core::reading::Reading;

impl Authgauge {
    /// A text that the owner can send to a maintainer: see [`crate::diagnostics`]. Reads the database.
    pub fn diagnostics(&self, machine: &Machine, log: &Log) -> String {
        let now = (self.0.clock)();
        let keychain = self.keychain_view();
        let store = self.0.store.facts().map_err(Failure::from);
        let state = self.state();
        let settings = &state.settings;
        let facts = Facts {
            version: &self.0.about.version,
            time: now.to_rfc3339_opts(SecondsFormat::Secs, true),
            machine,
            demo: self.0.demo,
            keychain: &keychain.name,
            session_only: keychain.session_only,
            keychain_trouble: keychain.trouble.map(|failure| failure.code),
            store: store.map(|facts| (facts.schema, facts.bytes)),
            store_trouble: state.store_trouble().as_ref().map(tell::name_of),
            log_trouble: log.trouble(),
            settings: (
                settings.near_percent,
                settings.critical_percent,
                settings.refresh_minutes,
            ),
            looks: (
                Named(settings.language).to_string(),
                Named(settings.theme).to_string(),
            ),
            pools: state
                .pools
                .iter()
                .map(|watched| watched.facts(self.key_place(watched), now))
                .collect(),
        };
        facts.to_string()
    }

    fn key_place(&self, watched: &Watched) -> KeyPlace {
        self.0.keychain.place(&watched.pool.keychain_entry())
    }
}

impl Watched {
    fn facts(&self, key: KeyPlace, now: DateTime<Utc>) -> PoolFacts {
        let client = self.client.as_ref();
        let signed_in = client.and_then(|client| client.sign_in());
        PoolFacts {
            service: Named(self.pool.service).to_string(),
            sign_in: Named(self.pool.sign_in).to_string(),
            signed_in: signed_in.map(|way| Named(way).to_string()),
            key: Named(key).to_string(),
            own_ca: self.pool.ca_pem.is_some(),
            usage: self
                .usage
                .as_ref()
                .map(|usage| facts(usage, usage.value.len(), now)),
            mau: self
                .mau
                .as_ref()
                .map(|mau| facts(mau, mau.value.history.periods.len(), now)),
            usage_failure: self.usage_failure.clone(),
            mau_failure: self.mau_failure.clone(),
            refreshing: self.under_way().is_some(),
            next_refresh_in: self.next_refresh_in(),
            clock_ahead_ms: client.and_then(|client| client.clock_ahead_ms()),
        }
    }

    fn next_refresh_in(&self) -> Option<u64> {
        let due = self.due_at()?;
        Some(due.saturating_duration_since(Instant::now()).as_secs())
    }
}

fn facts<T>(reading: &Reading<T>, entries: usize, now: DateTime<Utc>) -> ReadingFacts {
    ReadingFacts {
        entries,
        age_s: (now - reading.taken_at).num_seconds(),
        source: Named(reading.source).to_string(),
    }
}
