//! The retry decision. Pure: time and randomness are arguments.

use std::time::Duration;

use crate::ErrorKind;

/// How long a call may take, retries included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Deadline {
    /// A user waits for the result.
    #[default]
    Interactive,
    /// A scheduled call in the background.
    Background,
}

/// When to retry a failed request, and after what delay.
///
/// Only failures that may be temporary are retried: unreachable, failing or overloaded servers. A retry is a new
/// request with a new signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Maximum number of attempts of one request, the first included.
    pub max_attempts: u32,
    /// Maximum first delay after a connection or server failure. Doubles with each retry.
    pub transient_delay: Duration,
    /// Maximum first delay after "too many requests". Doubles with each retry.
    pub throttled_delay: Duration,
    /// Upper bound of every delay, `Retry-After` excluded.
    pub max_delay: Duration,
    /// The longest `Retry-After` to wait for. A longer one ends the call.
    pub max_retry_after: Duration,
    /// Time limit of a whole call with [`Deadline::Interactive`].
    pub interactive_deadline: Duration,
    /// Time limit of a whole call with [`Deadline::Background`].
    pub background_deadline: Duration,
    /// Number of retries a client may make before its first success. Two successes earn one more.
    pub budget: u32,
}

impl RetryPolicy {
    /// A policy without retries.
    pub fn never() -> Self {
        Self {
            max_attempts: 1,
            ..Self::default()
        }
    }

    /// The time limit of a whole call.
    pub(crate) fn time_limit(&self, deadline: Deadline) -> Duration {
        match deadline {
            Deadline::Interactive => self.interactive_deadline,
            Deadline::Background => self.background_deadline,
        }
    }

    /// The delay before the next attempt; `None` if there is none. Uses full jitter, so that clients that failed
    /// together do not retry together.
    pub(crate) fn delay(&self, failure: &FailedAttempt<'_>, random: u32) -> Option<Duration> {
        let base = self.base_delay(failure.kind)?;
        let retry_after = failure.retry_after.unwrap_or_default();
        if failure.attempts >= self.max_attempts || retry_after > self.max_retry_after {
            return None;
        }
        let jitter = fraction(self.backoff(base, failure.attempts), random);
        let delay = retry_after.saturating_add(jitter);
        (delay < failure.time_left).then_some(delay)
    }

    /// `None` for failures that a retry cannot fix. A request that timed out is not repeated: it would load a slow
    /// server again.
    fn base_delay(&self, kind: &ErrorKind) -> Option<Duration> {
        match kind {
            ErrorKind::Unreachable { problem } if !problem.is_temporary() => None,
            ErrorKind::Unreachable { .. } | ErrorKind::ServerFailing { .. } => {
                Some(self.transient_delay)
            }
            ErrorKind::TooManyRequests { .. } => Some(self.throttled_delay),
            _ => None,
        }
    }

    fn backoff(&self, base: Duration, attempts: u32) -> Duration {
        1_u32
            .checked_shl(attempts.saturating_sub(1))
            .and_then(|factor| base.checked_mul(factor))
            .map_or(self.max_delay, |backoff| backoff.min(self.max_delay))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            transient_delay: Duration::from_millis(200),
            throttled_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            interactive_deadline: Duration::from_secs(45),
            background_deadline: Duration::from_secs(120),
            budget: 10,
        }
    }
}

/// A failed attempt of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FailedAttempt<'a> {
    pub(crate) kind: &'a ErrorKind,
    /// `Retry-After` of the response, whatever its status.
    pub(crate) retry_after: Option<Duration>,
    /// Attempts so far, this one included.
    pub(crate) attempts: u32,
    /// Time left until the deadline of the call.
    pub(crate) time_left: Duration,
}

/// `random / u32::MAX` of a duration.
fn fraction(of: Duration, random: u32) -> Duration {
    let part = f64::from(random) / f64::from(u32::MAX);
    Duration::try_from_secs_f64(of.as_secs_f64() * part).map_or(of, |part| part.min(of))
}
