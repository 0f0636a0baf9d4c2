//! When to refresh: at the start, then every interval ± 10 %, never in a burst.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::Headroom;
use super::state::Watched;
use crate::keychain::Patience;
use crate::pool::PoolId;

/// The schedule is looked at least this often, so that it notices a sleep of the machine.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// When several pools are due at the same moment, as after a sleep, they start this far apart.
const APART: Duration = Duration::from_secs(5);

/// The wall clock may run this much ahead of the monotonic one before it counts as a sleep.
const SLEPT: chrono::Duration = chrono::Duration::seconds(60);

impl Headroom {
    /// Refreshes every pool now and then again and again, for as long as it is polled.
    pub async fn keep_fresh(&self) {
        self.refresh_every_pool();
        // The window names the keychain, whose name takes a moment to find out.
        self.0.keychain.settled().await;
        tracing::info!(keychain = self.0.keychain.name(), "keys are kept");
        self.announce_overview();
        let (mut wall, mut tick) = ((self.0.clock)(), Instant::now());
        loop {
            let wake = self.next_due().min(Instant::now() + LONGEST_NAP);
            tokio::select! {
                () = sleep_until(wake) => {}
                () = self.0.rescheduled.notified() => {}
            }
            let (wall_now, tick_now) = ((self.0.clock)(), Instant::now());
            if slept(wall_now - wall, tick_now - tick) {
                tracing::info!("woke from a sleep");
                self.make_all_due(tick_now);
            }
            (wall, tick) = (wall_now, tick_now);
            self.start_one_due();
        }
    }

    pub(super) fn refresh_every_pool(&self) {
        for id in self.pool_ids() {
            self.start_refresh(&id, Patience::Background);
        }
    }

    /// The earliest due time; pools that have none get one.
    fn next_due(&self) -> Instant {
        let mut state = self.state();
        let interval = Duration::from_secs(60 * u64::from(state.settings.refresh_minutes));
        let now = Instant::now();
        let places = state.pools.iter_mut().map(|pool| {
            let placed = || placed(&pool.pool.id, now, jittered(interval, random_share()));
            let due = *pool.due.get_or_insert_with(placed);
            // The server may have asked for more patience than the interval has.
            due.max(pool.not_before.unwrap_or(due))
        });
        places.min().unwrap_or(now + LONGEST_NAP)
    }

    fn make_all_due(&self, now: Instant) {
        for pool in &mut self.state().pools {
            pool.due = Some(now);
        }
    }

    /// Starts the pool that has been due longest, and moves the others that are due apart from it.
    fn start_one_due(&self) {
        let now = Instant::now();
        let first = {
            let mut state = self.state();
            let mut due: Vec<_> = state.pools.iter_mut().filter(|p| p.is_due(now)).collect();
            due.sort_by_key(|pool| pool.due);
            let mut place = now;
            for later in due.iter_mut().skip(1) {
                place += jittered(APART, random_share());
                later.due = Some(place);
            }
            due.into_iter().next().map(|pool| {
                pool.due = None;
                pool.pool.id.clone()
            })
        };
        if let Some(id) = first {
            self.start_refresh(&id, Patience::Background);
        }
    }
}

impl Watched {
    fn is_due(&self, now: Instant) -> bool {
        let allowed = |due: Instant| due.max(self.not_before.unwrap_or(due));
        self.due.is_some_and(|due| allowed(due) <= now)
    }
}

/// Whether the machine slept: the wall clock went on while the monotonic one stood still.
fn slept(wall: chrono::Duration, tick: Duration) -> bool {
    chrono::Duration::from_std(tick).is_ok_and(|tick| wall - tick > SLEPT)
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

    #[test]
    fn a_sleep_is_noticed_and_a_slow_tick_is_not() {
        assert!(slept(chrono::Duration::hours(8), Duration::from_secs(30)));
        assert!(!slept(
            chrono::Duration::seconds(31),
            Duration::from_secs(30)
        ));
        assert!(!slept(chrono::Duration::hours(-2), Duration::from_secs(30)));
    }
}
