//! Access to the application's state, for tests of other crates.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use genauth::{Benefit, Plan};
use tokio::time::Instant;

use authgauge_core::error::Failure;
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Reading;
use authgauge_store::Store;

use crate::application::Application;
use crate::keychain::Keychain;

/// What only tests may read and change.
pub struct Testing<'a>(&'a Application);

impl Application {
    /// Access to the state, for tests.
    pub fn testing(&self) -> Testing<'_> {
        Testing(self)
    }
}

impl Testing<'_> {
    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Replaces the environment, from which the proxy is read.
    pub fn set_environment(&self, variables: &[(&str, &str)]) {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let variables: HashMap<String, String> = variables.iter().map(owned).collect();
        let variable = move |name: &str| variables.get(name).cloned();
        self.0.clients.network.set_environment(Arc::new(variable));
    }

    /// The keychain.
    pub fn keychain(&self) -> Keychain {
        self.0.keys.keychain().clone()
    }

    /// The entry of a pool's key.
    pub fn keychain_entry(&self, id: &PoolId) -> PoolId {
        let entry = self.0.pools.read(id, |state| state.pool.keychain_entry());
        entry.unwrap_or_else(|_| id.clone())
    }

    /// Changes a pool's usage reading.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn change_usage(
        &self,
        id: &PoolId,
        change: impl FnOnce(&mut Option<Reading<Vec<Benefit>>>),
    ) -> Result<(), Failure> {
        self.0.pools.change(id, |state| change(&mut state.usage))
    }

    /// Changes a pool's plan.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn change_plan(
        &self,
        id: &PoolId,
        change: impl FnOnce(&mut Option<Reading<Plan>>),
    ) -> Result<(), Failure> {
        self.0.pools.change(id, |state| change(&mut state.plan))
    }

    /// Sets why a pool's last refresh brought no usage.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn set_usage_failure(&self, id: &PoolId, failure: Option<Failure>) -> Result<(), Failure> {
        self.0
            .pools
            .change(id, |state| state.usage_failure = failure)
    }

    /// Adds earlier readings to a pool's history, oldest first.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn add_history(
        &self,
        id: &PoolId,
        readings: &[Reading<Vec<Benefit>>],
    ) -> Result<(), Failure> {
        self.0.pools.add_history(id, readings)
    }

    /// Reads the trends of all pools, as at the start.
    pub async fn load_trends(&self) {
        std::sync::Arc::clone(&self.0.scheduler).load_trends().await;
    }

    /// Evaluates what depends on time alone, as the schedule does.
    pub async fn evaluate_time(&self) {
        self.0.alerts.evaluate_time().await;
    }

    /// When a pool's next refresh is due.
    pub fn due(&self, id: &PoolId) -> Option<Instant> {
        self.0.schedule.due(id)
    }

    /// Sets when a pool's next refresh is due.
    pub fn set_due(&self, id: &PoolId, due: Option<Instant>) {
        match due {
            Some(due) => self.0.schedule.set_due(id, due),
            None => self.0.schedule.clear_due(id),
        }
    }

    /// Refreshes in a row that failed for a reason that may pass soon.
    pub fn failed_tries(&self, id: &PoolId) -> u32 {
        self.0.schedule.failed_tries(id)
    }

    /// Readings in a row in which no figure changed.
    pub fn unchanged_readings(&self, id: &PoolId) -> u32 {
        self.0.schedule.unchanged(id)
    }

    /// The keychain entry of the consent to a webhook.
    pub fn consent_entry(&self) -> PoolId {
        self.0.keys.consent_entry().clone()
    }

    /// The interval between refreshes that a pool has now.
    pub fn interval(&self, id: &PoolId, on_battery: bool) -> Duration {
        self.0.scheduler.interval(id, on_battery)
    }

    /// How many more pools may be refreshed at the same time.
    pub fn free_permits(&self) -> usize {
        self.0.scheduler.permits.available_permits()
    }

    /// Calls the webhook or program with the messages that are due.
    pub async fn hooks_called(&self) {
        self.0.alerts.deliver_due().await;
    }
}
