//! The decision, without a clock, a network or luck of its own.

use std::time::Duration;

use super::Patience;
use crate::ErrorKind;

/// When a failed request is made again, and how long after. Only what a repeat can mend is repeated: a
/// server out of reach, silent, failing or too busy. A repeat is a new request: it signs again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often one request goes out at most, the first time included.
    pub attempts: u32,
    /// The longest first pause after a failure that passes by itself; doubled with each repeat.
    pub transient: Duration,
    /// The longest first pause after "too many requests"; doubled with each repeat.
    pub throttled: Duration,
    /// What no pause of our own choosing exceeds.
    pub cap: Duration,
    /// The longest `Retry-After` that is waited for. After a longer one the call ends and says when.
    pub longest_wait: Duration,
    /// For a whole call with all its requests and pauses when somebody clicked.
    pub click: Duration,
    /// For a whole call with all its requests and pauses when nobody looks.
    pub background: Duration,
    /// Repeats that a client may make before its first success; two successes earn one more.
    pub budget: u32,
}

impl RetryPolicy {
    /// Everything goes out once.
    pub fn never() -> Self {
        Self {
            attempts: 1,
            ..Self::default()
        }
    }

    /// How long a whole call may go on.
    pub fn limit(&self, patience: Patience) -> Duration {
        match patience {
            Patience::Click => self.click,
            Patience::Background => self.background,
        }
    }

    /// How long to wait before the next attempt; nothing if there is to be none. The pause is drawn
    /// evenly from nothing to the backoff, so that those who failed together do not come back together.
    pub(crate) fn pause(&self, failed: &Failed<'_>, chance: u32) -> Option<Duration> {
        let base = self.base(failed.kind)?;
        if failed.made >= self.attempts {
            return None;
        }
        let asked = failed.retry_after.unwrap_or_default();
        if asked > self.longest_wait {
            return None;
        }
        let pause = asked.saturating_add(share(self.backoff(base, failed.made), chance));
        // A request that could not even begin before the end helps nobody.
        (pause < failed.left).then_some(pause)
    }

    /// Nothing for what a repeat cannot mend. A request that took all its time would only take it again, from
    /// who waits and from a server that has too much to do.
    fn base(&self, kind: &ErrorKind) -> Option<Duration> {
        match kind {
            ErrorKind::Unreachable | ErrorKind::ServerFailing { .. } => Some(self.transient),
            ErrorKind::TooManyRequests { .. } => Some(self.throttled),
            _ => None,
        }
    }

    fn backoff(&self, base: Duration, made: u32) -> Duration {
        let doubled = 1_u32.checked_shl(made.saturating_sub(1));
        let backoff = doubled.and_then(|times| base.checked_mul(times));
        backoff.unwrap_or(self.cap).min(self.cap)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            transient: Duration::from_millis(200),
            throttled: Duration::from_secs(1),
            cap: Duration::from_secs(20),
            longest_wait: Duration::from_secs(60),
            click: Duration::from_secs(45),
            background: Duration::from_secs(120),
            budget: 10,
        }
    }
}

/// A request that failed, as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Failed<'a> {
    pub(crate) kind: &'a ErrorKind,
    /// What the server asked for, whatever status it came with.
    pub(crate) retry_after: Option<Duration>,
    /// How often the request went out so far.
    pub(crate) made: u32,
    /// Until the call must end.
    pub(crate) left: Duration,
}

fn share(of: Duration, chance: u32) -> Duration {
    let part = f64::from(chance) / f64::from(u32::MAX);
    Duration::try_from_secs_f64(of.as_secs_f64() * part).map_or(of, |share| share.min(of))
}
