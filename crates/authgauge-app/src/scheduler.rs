//! Refreshes the pools: each at the start, then every interval ± 10 %, never in a burst.

use std::sync::Arc;
use std::time::Duration;

use genauth::{Allowance, Benefit, Deadline, Quantity};
use tokio::sync::{Notify, Semaphore, watch};
use tokio::time::{Instant, sleep_until};
use tracing::Instrument as _;

use authgauge_core::calendar::{months_until, vendor_day};
use authgauge_core::clock::Battery;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::refresh_interval::{self, Activity};

use crate::alerts::AlertDispatcher;
use crate::clients::{ClientFactory, PoolClient};
use crate::keychain::Initiator;
use crate::keys::KeyService;
use crate::pools::{MauSpan, PoolService, RefreshResult};
use crate::schedule::{Outcome, Schedule, SleepDetector, jittered, random_share};
use crate::settings_service::SettingsService;
use crate::snapshots::Snapshots;

/// Months of MAU history that each refresh asks for, the running one included.
pub(crate) const MONTHS_KEPT: u32 = 24;

/// At most this many pools are refreshed at the same time.
const CONCURRENT_REFRESHES: usize = 4;

/// The loop wakes at least this often, so that it detects a sleep of the machine.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Starts refreshes, applies their results and has alerts evaluated.
pub(crate) struct Scheduler {
    pub(crate) settings: Arc<SettingsService>,
    pub(crate) keys: Arc<KeyService>,
    pub(crate) clients: Arc<ClientFactory>,
    pub(crate) pools: Arc<PoolService>,
    pub(crate) alerts: Arc<AlertDispatcher>,
    pub(crate) schedule: Arc<Schedule>,
    pub(crate) snapshots: Arc<Snapshots>,
    pub(crate) on_battery: Battery,
    pub(crate) permits: Semaphore,
    /// Wakes the loop when the schedule changed.
    pub(crate) wake: Notify,
}

impl Scheduler {
    pub(crate) fn permits() -> Semaphore {
        Semaphore::new(CONCURRENT_REFRESHES)
    }

    /// Refreshes every pool now and then at its interval, for as long as it is polled.
    pub(crate) async fn run(self: Arc<Self>) {
        self.refresh_all();
        tokio::spawn(Arc::clone(&self).load_trends());
        // The window shows the keychain's name, which is read asynchronously.
        self.keys.wait_for_name().await;
        self.snapshots.announce_overview();
        let mut sleep = SleepDetector::new(self.clients.now(), Instant::now());
        loop {
            let wake = self.next_start().min(Instant::now() + LONGEST_WAIT);
            tokio::select! {
                () = sleep_until(wake) => {}
                () = self.wake.notified() => {}
            }
            if let Some(slept) = sleep.slept(self.clients.now(), Instant::now()) {
                tracing::info!(slept_s = slept.as_secs(), "woke from a sleep");
                self.schedule.machine_slept(slept);
                self.pools.machine_slept();
            }
            if let Some(id) = self.schedule.take_due() {
                self.start(&id, Initiator::Background);
            }
            if self.alerts.evaluate_time().await {
                self.snapshots.announce_overview();
            }
        }
    }

    /// Makes the pools due that could not be reached.
    pub(crate) fn network_is_back(&self) {
        let pools = self.make_due(|failure| failure.code == ErrorCode::Unreachable);
        tracing::info!(pools, "the network is back");
    }

    /// Makes the pools due whose key could not be read.
    pub(crate) async fn keychain_changed(&self) {
        self.keys.look_again().await;
        let pools = self.make_due(|failure| {
            matches!(
                failure.code,
                ErrorCode::KeychainMissing
                    | ErrorCode::KeychainLocked
                    | ErrorCode::KeychainTimedOut
                    | ErrorCode::KeychainFailed
                    | ErrorCode::KeyMissing
            )
        });
        if pools > 0 {
            tracing::info!(pools, "the keychain may be usable");
        }
        self.snapshots.announce_overview();
    }

    /// Makes the pools due whose last refresh failed like this. Returns how many.
    fn make_due(&self, is_failure: impl Fn(&Failure) -> bool) -> usize {
        let failed: Vec<PoolId> = self
            .pools
            .lock()
            .iter()
            .filter(|state| state.usage_failure.as_ref().is_some_and(&is_failure))
            .map(|state| state.pool.id.clone())
            .collect();
        for id in &failed {
            self.schedule.set_due(id, Instant::now());
        }
        self.wake.notify_one();
        failed.len()
    }

    pub(crate) fn refresh_all(self: &Arc<Self>) {
        for id in self.pools.ids() {
            self.start(&id, Initiator::Background);
        }
    }

    /// Starts a refresh unless one is in flight; either way answers what ends with it.
    pub(crate) fn start(
        self: &Arc<Self>,
        id: &PoolId,
        initiator: Initiator,
    ) -> Option<watch::Receiver<()>> {
        let epoch = self.pools.read(id, |state| state.epoch).ok()?;
        let (ended, in_flight) = match self.schedule.begin(id) {
            Ok(begun) => begun,
            Err(in_flight) => return Some(in_flight),
        };
        self.snapshots.announce_pool_and_overview(id);
        let (scheduler, id) = (Arc::clone(self), id.clone());
        let span = tracing::info_span!("refresh", pool = id.short(), %initiator);
        let refresh = async move {
            scheduler.refresh(&id, epoch, initiator).await;
            drop(ended);
        };
        tokio::spawn(refresh.instrument(span));
        Some(in_flight)
    }

    async fn refresh(&self, id: &PoolId, epoch: u32, initiator: Initiator) {
        // The semaphore is never closed.
        let permit = self.permits.acquire().await;
        let began = Instant::now();
        let result = match self.pools.client(id, initiator).await {
            Ok(client) => self.fetch(&client, initiator.into()).await,
            Err(failure) => RefreshResult::failed(&failure),
        };
        drop(permit);
        result.log(began.elapsed());
        let outcome = self.outcome(id, &result);
        if self
            .pools
            .apply(id, epoch, result, || self.schedule.record(id, &outcome))
            .await
        {
            self.alerts.evaluate_pool(id).await;
        }
        self.snapshots.announce_pool_and_overview(id);
        self.wake.notify_one();
    }

    /// Reads the usage, the MAU history and the plan at the same time.
    async fn fetch(&self, client: &PoolClient, deadline: Deadline) -> RefreshResult {
        let (from, to) = months_until(vendor_day(self.clients.now()), MONTHS_KEPT);
        let calls = client.with_deadline(deadline);
        let (usage, mau, plan) =
            tokio::join!(calls.usage(), calls.mau_history(from, to), calls.plan());
        let span = |history| MauSpan::new(from, to, history);
        RefreshResult {
            usage: self.clients.reading(client, usage),
            mau: self.clients.reading(client, mau.map(span)),
            plan: self.clients.reading(client, plan),
            clock_ahead_ms: client.clock_ahead_ms(),
        }
    }

    fn outcome(&self, id: &PoolId, result: &RefreshResult) -> Outcome {
        let unchanged = result.usage.as_ref().is_ok_and(|now| {
            let is_same = self.pools.read(id, |state| {
                let before = state.usage.as_ref().map(|usage| figures(&usage.value));
                before == Some(figures(&now.value))
            });
            is_same.unwrap_or(false)
        });
        Outcome {
            failed: result.usage.as_ref().err().map(|failure| failure.code),
            unchanged,
            retry_after: result.retry_after(),
        }
    }

    /// The earliest start; pools without a due time get one.
    fn next_start(&self) -> Instant {
        let on_battery = (self.on_battery)();
        for id in self.pools.ids() {
            if !self.schedule.has_due(&id) {
                let wait = jittered(self.interval(&id, on_battery), random_share());
                tracing::info!(pool = id.short(), in_s = wait.as_secs(), "next refresh");
                self.schedule.set_due(&id, Instant::now() + wait);
            }
        }
        let longest = Instant::now() + LONGEST_WAIT;
        self.schedule.next_start().unwrap_or(longest)
    }

    /// The owner's interval, adapted to the pool's activity.
    pub(crate) fn interval(&self, id: &PoolId, on_battery: bool) -> Duration {
        let settings = self.settings.get();
        let (thresholds, now) = (settings.thresholds(), self.clients.now());
        let at_risk = self
            .pools
            .read(id, |state| state.is_at_risk(thresholds, now));
        let configured = Duration::from_secs(60 * u64::from(settings.refresh_minutes));
        let activity = Activity {
            unchanged_readings: self.schedule.unchanged(id),
            at_risk: at_risk.unwrap_or_default(),
            on_battery,
        };
        refresh_interval::interval(configured, activity)
    }

    /// Reads the trends of all pools, off the async threads.
    pub(crate) async fn load_trends(self: Arc<Self>) {
        for id in self.pools.ids() {
            let scheduler = Arc::clone(&self);
            let loaded = tokio::task::spawn_blocking(move || {
                if scheduler.pools.load_trends(&id)? {
                    scheduler.snapshots.announce_pool(&id);
                }
                Ok::<_, Failure>(())
            });
            if let Ok(Err(failure)) = loaded.await {
                tracing::warn!(code = %failure.code, "the history could not be read");
            }
        }
    }
}

/// Names and trial marks do not count as a change.
fn figures(benefits: &[Benefit]) -> Vec<(&str, &Quantity, &Allowance)> {
    benefits
        .iter()
        .map(|benefit| (benefit.code.as_str(), &benefit.used, &benefit.total))
        .collect()
}
