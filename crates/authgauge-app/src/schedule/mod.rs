//! When each pool is refreshed: state and rules, without tasks.
//!
//! Due times use the monotonic clock, so that setting the wall clock does not postpone refreshes.

mod sleep_detector;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use authgauge_core::error::ErrorCode;
use authgauge_core::pool::PoolId;
use authgauge_core::refresh_interval;

pub(crate) use sleep_detector::SleepDetector;

/// Pools that are due at the same time, as after a sleep, start this far apart.
const SPACING: Duration = Duration::from_secs(5);

/// Owns the due times and the refreshes in flight.
#[derive(Default)]
pub(crate) struct Schedule(Mutex<State>);

#[derive(Default)]
struct State {
    pools: HashMap<PoolId, PoolSchedule>,
    /// No due pool starts before this.
    spaced_until: Option<Instant>,
}

#[derive(Default)]
struct PoolSchedule {
    /// None until the schedule has set it.
    due: Option<Instant>,
    /// Refreshes in a row that failed for a reason that may pass soon.
    failed_tries: u32,
    /// Readings in a row in which no figure changed.
    unchanged: u32,
    /// The server asked for no call before this.
    not_before: Option<Instant>,
    in_flight: Option<watch::Receiver<()>>,
}

/// How a refresh ended.
pub(crate) struct Outcome {
    /// Why no usage came.
    pub(crate) failed: Option<ErrorCode>,
    /// The usage is the same as before.
    pub(crate) unchanged: bool,
    pub(crate) retry_after: Option<Duration>,
}

impl Schedule {
    /// Registers a refresh, unless one is in flight: then answers the receiver that ends with it.
    pub(crate) fn begin(
        &self,
        id: &PoolId,
    ) -> Result<(watch::Sender<()>, watch::Receiver<()>), watch::Receiver<()>> {
        let mut state = self.lock();
        let pool = state.pools.entry(id.clone()).or_default();
        if let Some(in_flight) = pool.in_flight() {
            return Err(in_flight.clone());
        }
        let (ended, in_flight) = watch::channel(());
        pool.in_flight = Some(in_flight.clone());
        Ok((ended, in_flight))
    }

    /// Ignores the refresh in flight from now on: it has an old key or language.
    pub(crate) fn abandon(&self, id: &PoolId) {
        self.change(id, |pool| pool.in_flight = None);
    }

    /// Records how a refresh ended, and when to try again.
    pub(crate) fn record(&self, id: &PoolId, outcome: &Outcome) {
        self.change(id, |pool| pool.record(outcome));
    }

    pub(crate) fn is_refreshing(&self, id: &PoolId) -> bool {
        let state = self.lock();
        let pool = state.pools.get(id);
        pool.is_some_and(|pool| pool.in_flight().is_some())
    }

    pub(crate) fn unchanged(&self, id: &PoolId) -> u32 {
        let state = self.lock();
        state.pools.get(id).map_or(0, |pool| pool.unchanged)
    }

    /// Seconds until the next refresh.
    pub(crate) fn due_in(&self, id: &PoolId) -> Option<u64> {
        let state = self.lock();
        let due = state.pools.get(id)?.due_at()?;
        Some(due.saturating_duration_since(Instant::now()).as_secs())
    }

    pub(crate) fn has_due(&self, id: &PoolId) -> bool {
        let state = self.lock();
        state.pools.get(id).is_some_and(|pool| pool.due.is_some())
    }

    pub(crate) fn set_due(&self, id: &PoolId, due: Instant) {
        self.change(id, |pool| pool.due = Some(due));
    }

    /// Forgets all due times: the interval changed.
    pub(crate) fn interval_changed(&self) {
        let mut state = self.lock();
        state.pools.values_mut().for_each(|pool| pool.due = None);
    }

    pub(crate) fn remove(&self, id: &PoolId) {
        self.lock().pools.remove(id);
    }

    /// When the next pool may start. None without one that is due.
    pub(crate) fn next_start(&self) -> Option<Instant> {
        let state = self.lock();
        // The end of a refresh in flight wakes the scheduler.
        let waiting = state
            .pools
            .values()
            .filter(|pool| pool.in_flight().is_none());
        let first = waiting.filter_map(PoolSchedule::due_at).min()?;
        Some(first.max(state.spaced_until.unwrap_or(first)))
    }

    /// Takes the pool that has been due longest; the next one follows after a pause.
    pub(crate) fn take_due(&self) -> Option<PoolId> {
        let now = Instant::now();
        let mut state = self.lock();
        if state.spaced_until.is_some_and(|moment| now < moment) {
            return None;
        }
        let due = state.pools.iter_mut().filter(|(_, pool)| pool.is_due(now));
        let (id, pool) = due.min_by_key(|(_, pool)| pool.due)?;
        pool.due = None;
        let id = id.clone();
        state.spaced_until = Some(now + jittered(SPACING, random_share()));
        Some(id)
    }

    /// The time slept has passed for due times, and for servers that asked to wait.
    pub(crate) fn machine_slept(&self, slept: Duration) {
        let now = Instant::now();
        let earlier = |moment: Instant| moment.checked_sub(slept).unwrap_or(now);
        for pool in self.lock().pools.values_mut() {
            pool.due = pool.due.map(earlier);
            pool.not_before = pool.not_before.map(earlier);
        }
    }

    fn change(&self, id: &PoolId, change: impl FnOnce(&mut PoolSchedule)) {
        change(self.lock().pools.entry(id.clone()).or_default());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PoolSchedule {
    fn record(&mut self, outcome: &Outcome) {
        self.in_flight = None;
        if let Some(wait) = outcome.retry_after {
            self.not_before = Some(Instant::now() + wait);
        }
        self.retry_soon(outcome.failed);
        if outcome.failed.is_none() {
            self.unchanged = match outcome.unchanged {
                true => self.unchanged.saturating_add(1),
                false => 0,
            };
            // What became due meanwhile is done, and the interval may be another one now.
            self.due = None;
        }
    }

    /// A locked keychain, or a network that is not up yet, is tried again sooner than usual.
    fn retry_soon(&mut self, failed: Option<ErrorCode>) {
        let may_pass = failed.filter(|code| refresh_interval::retry_delay(*code, 0).is_some());
        let pause =
            may_pass.and_then(|code| refresh_interval::retry_delay(code, self.failed_tries));
        let soon = pause.and_then(|pause| Instant::now().checked_add(pause));
        if let (Some(pause), Some(soon)) = (pause, soon)
            && self.due.is_none_or(|due| soon < due)
        {
            tracing::info!(in_s = pause.as_secs(), "retry sooner");
            self.due = Some(soon);
        }
        self.failed_tries = may_pass.map_or(0, |_| self.failed_tries.saturating_add(1));
    }

    /// The refresh in flight. One whose task has ended does not count.
    fn in_flight(&self) -> Option<&watch::Receiver<()>> {
        let in_flight = self.in_flight.as_ref();
        in_flight.filter(|in_flight| in_flight.has_changed().is_ok())
    }

    /// When the next refresh may begin; the server may have asked for a longer wait.
    fn due_at(&self) -> Option<Instant> {
        let due = self.due?;
        Some(due.max(self.not_before.unwrap_or(due)))
    }

    /// A sleep may have interrupted a refresh in flight: the pool stays due until one succeeds.
    fn is_due(&self, now: Instant) -> bool {
        self.in_flight().is_none() && self.due_at().is_some_and(|due| due <= now)
    }
}

/// The interval, 10 % shorter to 10 % longer as `share` goes from 0 to 1.
pub(crate) fn jittered(interval: Duration, share: f64) -> Duration {
    interval.mul_f64(0.9 + 0.2 * share.clamp(0.0, 1.0))
}

/// Random between 0 and 1; 0.5 where the system has no randomness, which harms nothing.
pub(crate) fn random_share() -> f64 {
    getrandom::u32().map_or(0.5, |random| f64::from(random) / f64::from(u32::MAX))
}

#[cfg(feature = "testing")]
impl Schedule {
    /// A pool's due time, for tests.
    pub(crate) fn due(&self, id: &PoolId) -> Option<Instant> {
        self.lock().pools.get(id)?.due
    }

    /// How often a pool's refresh failed in a row, for tests.
    pub(crate) fn failed_tries(&self, id: &PoolId) -> u32 {
        self.lock()
            .pools
            .get(id)
            .map_or(0, |pool| pool.failed_tries)
    }

    /// Forgets a pool's due time, for tests.
    pub(crate) fn clear_due(&self, id: &PoolId) {
        self.change(id, |pool| pool.due = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_varies_by_ten_percent_each_way() {
        let interval = Duration::from_secs(900);
        assert_eq!(jittered(interval, 0.0), Duration::from_secs(810));
        assert_eq!(jittered(interval, 0.5), Duration::from_secs(900));
        assert_eq!(jittered(interval, 1.0), Duration::from_secs(990));
    }
}
