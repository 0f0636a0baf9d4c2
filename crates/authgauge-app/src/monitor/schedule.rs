//! When to refresh: at the start, then every interval ± 10 %, never in a burst. The interval follows the pace.
//!
//! Due times are of the monotonic clock, so that nobody who sets the clock on the wall puts refreshes off.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::{Instant, sleep_until};

use super::Authgauge;
use super::state::Watched;
use crate::keychain::Patience;
use authgauge_core::error::ErrorCode;
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;
use authgauge_core::refresh_interval::{self, Activity};
use authgauge_core::settings::Settings;

/// The schedule is looked at least this often, so that it notices a sleep of the machine.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// Pools that are due at about the same moment, as after a sleep, start this far apart.
const APART: Duration = Duration::from_secs(5);

/// The clock on the wall may be this far from the monotonic one before it counts as a sleep, or as set.
const ALIKE: TimeDelta = TimeDelta::seconds(60);

impl Authgauge {
    /// Refreshes every pool now and then again and again, for as long as it is polled.
    pub async fn keep_fresh(&self) {
        self.refresh_every_pool();
        let authgauge = self.clone();
        tokio::spawn(async move { authgauge.recall().await });
        // The window names the keychain, whose name takes a moment to find out.
        self.0.keychain.settled().await;
        tracing::info!(keychain = self.0.keychain.name(), "keys are kept");
        self.announce_overview();
        let mut clocks = Clocks::at((self.0.clock)(), Instant::now());
        loop {
            let wake = self.next_due().min(Instant::now() + LONGEST_NAP);
            tokio::select! {
                () = sleep_until(wake) => {}
                () = self.0.rescheduled.notified() => {}
            }
            if let Some(slept) = clocks.slept((self.0.clock)(), Instant::now()) {
                tracing::info!(slept_s = slept.as_secs(), "woke from a sleep");
                self.let_pass(slept);
            }
            self.start_one_due();
            self.look_at_the_time().await;
        }
    }

    /// The network is back: what could not be reached is tried now, one after the other.
    pub fn came_online(&self) {
        let now = Instant::now();
        let mut pools = 0_usize;
        for pool in &mut self.state().pools {
            let failure = pool.usage_failure.as_ref();
            if failure.is_some_and(|failure| failure.code == ErrorCode::Unreachable) {
                pool.due = Some(now);
                pools += 1;
            }
        }
        tracing::info!(pools, "the network is back");
        self.0.rescheduled.notify_one();
    }

    pub(super) fn refresh_every_pool(&self) {
        for id in self.pool_ids() {
            self.start_refresh(&id, Patience::Background);
        }
    }

    /// The earliest due time; pools that have none get one.
    fn next_due(&self) -> Instant {
        let mut state = self.state();
        let state = &mut *state;
        let (settings, on_battery) = (&state.settings, (self.0.on_battery)());
        let now = Instant::now();
        let places = state.pools.iter_mut().map(|pool| {
            if pool.due.is_none() {
                let interval = pool.interval(settings, on_battery);
                let wait = jittered(interval, random_share());
                pool.due = Some(placed(&pool.pool.id, now, wait));
            }
            // The end of what is under way rings by itself.
            pool.due_at().filter(|_| pool.under_way().is_none())
        });
        let first = places.flatten().min().unwrap_or(now + LONGEST_NAP);
        first.max(state.apart_until.unwrap_or(first))
    }

    /// What the machine slept has passed for everybody: for the pools, and for servers that asked to wait.
    fn let_pass(&self, slept: Duration) {
        let now = Instant::now();
        let sooner = |moment: Instant| moment.checked_sub(slept).unwrap_or(now);
        for pool in &mut self.state().pools {
            pool.due = pool.due.map(sooner);
            pool.not_before = pool.not_before.map(sooner);
            pool.heard.sleep();
        }
    }

    /// Starts the pool that has been due longest; the others that are due follow one by one.
    fn start_one_due(&self) {
        let now = Instant::now();
        let first = {
            let mut state = self.state();
            if state.apart_until.is_some_and(|moment| now < moment) {
                return;
            }
            let due = state.pools.iter_mut().filter(|pool| pool.is_due(now));
            let first = due.min_by_key(|pool| pool.due).map(|pool| {
                pool.due = None;
                pool.pool.id.clone()
            });
            if first.is_some() {
                state.apart_until = Some(now + jittered(APART, random_share()));
            }
            first
        };
        if let Some(id) = first {
            self.start_refresh(&id, Patience::Background);
        }
    }
}

impl Watched {
    /// By the pace, from the owner's.
    pub(super) fn interval(&self, settings: &Settings, on_battery: bool) -> Duration {
        let owners = Duration::from_secs(60 * u64::from(settings.refresh_minutes));
        let worst = self.worst(settings).map(|worst| worst.level);
        let at_risk = matches!(worst, Some(Level::Near | Level::Critical | Level::Over));
        let activity = Activity {
            unchanged_readings: self.still,
            at_risk,
            on_battery,
        };
        refresh_interval::interval(owners, activity)
    }

    /// When the next refresh may begin. The server may have asked for more patience than the interval has.
    pub(super) fn due_at(&self) -> Option<Instant> {
        let due = self.due?;
        Some(due.max(self.not_before.unwrap_or(due)))
    }

    /// What is under way may have been broken off by a sleep: until it brings something, the pool stays due.
    fn is_due(&self, now: Instant) -> bool {
        self.under_way().is_none() && self.due_at().is_some_and(|due| due <= now)
    }
}

/// Both clocks, as they stood together.
struct Clocks {
    wall: DateTime<Utc>,
    tick: Instant,
}

impl Clocks {
    fn at(wall: DateTime<Utc>, tick: Instant) -> Self {
        Self { wall, tick }
    }

    /// How long the machine slept: the clock on the wall went on while the monotonic one stood still. Short
    /// sleeps add up. One that was set forward cannot be told from a sleep; one that was set back is none.
    fn slept(&mut self, wall: DateTime<Utc>, tick: Instant) -> Option<Duration> {
        let ticked = TimeDelta::from_std(tick - self.tick).unwrap_or(TimeDelta::MAX);
        let ahead = (wall - self.wall).checked_sub(&ticked)?;
        if ahead.abs() <= ALIKE {
            return None;
        }
        *self = Self::at(wall, tick);
        ahead.to_std().ok()
    }
}

/// When a pool is due, told to the log.
fn placed(pool: &PoolId, now: Instant, wait: Duration) -> Instant {
    tracing::info!(pool = pool.short(), in_s = wait.as_secs(), "next refresh");
    now + wait
}

/// The interval, 10 % shorter to 10 % longer as `share` goes from 0 to 1.
fn jittered(interval: Duration, share: f64) -> Duration {
    interval.mul_f64(0.9 + 0.2 * share.clamp(0.0, 1.0))
}

/// Between 0 and 1. Without randomness from the system all keep the middle, which harms nothing.
fn random_share() -> f64 {
    getrandom::u32().map_or(0.5, |random| f64::from(random) / f64::from(u32::MAX))
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

    /// What is slept when the clock on the wall goes on by these seconds, look by look, and the monotonic one by 30.
    fn slept(looks: &[i64]) -> u64 {
        let (mut wall, mut tick) = (DateTime::UNIX_EPOCH, Instant::now());
        let mut clocks = Clocks::at(wall, tick);
        let mut slept = Duration::ZERO;
        for seconds in looks {
            wall += TimeDelta::seconds(*seconds);
            tick += Duration::from_secs(30);
            slept += clocks.slept(wall, tick).unwrap_or_default();
        }
        slept.as_secs()
    }

    #[test]
    fn a_sleep_is_noticed_and_a_slow_tick_is_not() {
        assert_eq!(slept(&[8 * 3600 + 30]), 8 * 3600);
        assert_eq!(slept(&[31, 30, 29]), 0);
        assert_eq!(slept(&[-7200, 30, 30]), 0);
    }

    #[test]
    fn short_sleeps_add_up() {
        assert_eq!(slept(&[80, 80, 80, 80]), 200);
    }

    #[test]
    fn a_sleep_after_the_clock_was_set_back_counts() {
        assert_eq!(slept(&[-86_400, 30, 630]), 600);
    }
}
