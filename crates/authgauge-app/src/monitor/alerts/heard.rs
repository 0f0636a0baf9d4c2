use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use crate::monitor::answers::Answers;

/// When the server was heard, and how often it was not.
#[derive(Default)]
pub(in crate::monitor) struct Heard {
    /// What time it was there when the last figures came, and on the monotonic clock.
    last: Option<(DateTime<Utc>, Instant)>,
    /// So many refreshes failed since, one after the other.
    failed: u32,
}

/// So many failed refreshes, and the server's time is told by this machine's clock.
const FAILED: u32 = 2;

impl Heard {
    /// A refresh has ended.
    pub(in crate::monitor) fn take(&mut self, answers: &Answers) {
        match &answers.usage {
            Ok(usage) => {
                let ahead = answers.clock_ahead_ms.unwrap_or(0);
                self.last = Some((corrected(usage.taken_at, ahead), Instant::now()));
                self.failed = 0;
            }
            Err(_) => self.failed = self.failed.saturating_add(1),
        }
    }

    /// The machine slept: it is not known yet whether the server is to be reached now.
    pub(in crate::monitor) fn sleep(&mut self) {
        self.failed = 0;
    }

    pub(super) fn failed(&self) -> u32 {
        self.failed
    }

    /// What time it is at the server: by its own word and the monotonic clock, so that who sets the clock on
    /// the wall changes nothing. Only where it is not to be reached, by that clock; before that, nothing.
    pub(super) fn server_time(&self, now: DateTime<Utc>, ahead_ms: i64) -> Option<DateTime<Utc>> {
        if self.failed >= FAILED {
            return Some(corrected(now, ahead_ms));
        }
        let (then, tick) = self.last?;
        let since = TimeDelta::from_std(tick.elapsed()).ok()?;
        then.checked_add_signed(since)
    }
}

fn corrected(here: DateTime<Utc>, ahead_ms: i64) -> DateTime<Utc> {
    let ahead = TimeDelta::try_milliseconds(ahead_ms).unwrap_or_default();
    here.checked_sub_signed(ahead).unwrap_or(here)
}
