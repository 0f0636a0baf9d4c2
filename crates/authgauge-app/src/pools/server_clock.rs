use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use authgauge_core::error::Failure;
use authgauge_core::reading::Reading;

/// After this many failed refreshes the server's time is derived from this machine's clock.
const FAILURES_UNTIL_LOCAL: u32 = 2;

/// The server's time as of its last answer, carried on by the monotonic clock, and how often it failed since.
#[derive(Default)]
pub(crate) struct ServerClock {
    last: Option<(DateTime<Utc>, Instant)>,
    failures: u32,
}

impl ServerClock {
    /// That of a pool which has failed for some time.
    pub(super) fn failing() -> Self {
        Self {
            last: None,
            failures: FAILURES_UNTIL_LOCAL,
        }
    }

    /// Records how a refresh ended.
    pub(super) fn record<T>(&mut self, usage: &Result<Reading<T>, Failure>, ahead_ms: Option<i64>) {
        match usage {
            Ok(usage) => {
                let server_time = corrected(usage.taken_at, ahead_ms.unwrap_or(0));
                self.last = Some((server_time, Instant::now()));
                self.failures = 0;
            }
            Err(_) => self.failures = self.failures.saturating_add(1),
        }
    }

    /// Forgets the failures from before a sleep of the machine.
    pub(super) fn machine_slept(&mut self) {
        self.failures = 0;
    }

    /// Failed refreshes in a row.
    pub(crate) fn failures(&self) -> u32 {
        self.failures
    }

    /// The server's time now, independent of changes to this machine's clock. Once the server can't be
    /// reached, derived from this machine's clock. None before the first answer.
    pub(crate) fn now(&self, local_now: DateTime<Utc>, ahead_ms: i64) -> Option<DateTime<Utc>> {
        if self.failures >= FAILURES_UNTIL_LOCAL {
            return Some(corrected(local_now, ahead_ms));
        }
        let (then, tick) = self.last?;
        let since = TimeDelta::from_std(tick.elapsed()).ok()?;
        then.checked_add_signed(since)
    }
}

fn corrected(local: DateTime<Utc>, ahead_ms: i64) -> DateTime<Utc> {
    let ahead = TimeDelta::try_milliseconds(ahead_ms).unwrap_or_default();
    local.checked_sub_signed(ahead).unwrap_or(local)
}
