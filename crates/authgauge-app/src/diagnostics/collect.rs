use chrono::{DateTime, SecondsFormat, Utc};

use authgauge_core::error::Failure;
use authgauge_core::reading::Reading;
use authgauge_core::settings::Settings;

use super::Machine;
use super::text::{Facts, PoolFacts, ReadingFacts};
use crate::application::Application;
use crate::log::{Log, Named};
use crate::log_events;
use crate::pools::PoolState;

impl Application {
    /// A text for a maintainer, without names, hosts, paths and keys. Reads the database.
    pub fn diagnostics(&self, machine: &Machine, log: &Log) -> String {
        let snapshot = self.snapshot();
        let settings = &snapshot.settings;
        let pools = self.pools.lock();
        let facts = Facts {
            version: &snapshot.about.version,
            time: self.now().to_rfc3339_opts(SecondsFormat::Secs, true),
            machine,
            demo: snapshot.demo,
            keychain: &snapshot.keychain.name,
            session_only: snapshot.keychain.session_only,
            keychain_trouble: snapshot.keychain.trouble.map(|failure| failure.code),
            store: self
                .store
                .facts()
                .map(|facts| (facts.schema, facts.bytes))
                .map_err(Failure::from),
            store_trouble: snapshot
                .store_trouble
                .as_ref()
                .map(log_events::store_trouble),
            log_trouble: log.trouble(),
            policy: (
                snapshot.policy.locked.join(" "),
                snapshot.policy.problems.len(),
            ),
            settings: (
                settings.near_percent,
                settings.critical_percent,
                settings.refresh_minutes,
            ),
            appearance: appearance(settings),
            pools: pools.iter().map(|state| self.pool_facts(state)).collect(),
        };
        facts.to_string()
    }

    fn pool_facts(&self, state: &PoolState) -> PoolFacts {
        let (now, pool) = (self.now(), &state.pool);
        let client = state.client.as_ref();
        let signed_in = client.and_then(|client| client.sign_in());
        let usage = state.usage.as_ref();
        let mau = state.mau.as_ref();
        PoolFacts {
            service: Named(pool.service).to_string(),
            sign_in: Named(pool.sign_in).to_string(),
            signed_in: signed_in.map(|way| Named(way).to_string()),
            key: Named(self.keys.place(pool)).to_string(),
            own_ca: pool.ca_pem.is_some(),
            usage: usage.map(|usage| reading_facts(usage, usage.value.len(), now)),
            mau: mau.map(|mau| reading_facts(mau, mau.value.history.periods.len(), now)),
            usage_failure: state.usage_failure.clone(),
            mau_failure: state.mau_failure.clone(),
            refreshing: self.schedule.is_refreshing(&pool.id),
            next_refresh_in: self.schedule.due_in(&pool.id),
            clock_ahead_ms: client.and_then(|client| client.clock_ahead_ms()),
        }
    }
}

/// Language and theme, as set.
fn appearance(settings: &Settings) -> (String, String) {
    let language = Named(settings.language).to_string();
    (language, Named(settings.theme).to_string())
}

fn reading_facts<T>(reading: &Reading<T>, entries: usize, now: DateTime<Utc>) -> ReadingFacts {
    ReadingFacts {
        entries,
        age_s: (now - reading.taken_at).num_seconds(),
        source: Named(reading.source).to_string(),
    }
}
