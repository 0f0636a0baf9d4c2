//! Retries failed requests according to the policy and a budget.

mod budget;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};

use tokio::time::{Instant, sleep};

use self::budget::Budget;
use super::envelope::EnvelopeError;
use super::retry_policy::{FailedAttempt, RetryPolicy};

/// Retries the requests of one client.
pub(crate) struct Retrier {
    policy: RetryPolicy,
    budget: Mutex<Budget>,
}

impl Retrier {
    pub(crate) fn new(policy: RetryPolicy) -> Self {
        Self {
            policy,
            budget: Mutex::new(Budget::new(policy.budget)),
        }
    }

    /// Sends a request, and again while the policy and the budget allow it. `random` is drawn uniformly for
    /// each failure.
    pub(crate) async fn run<T, R>(
        &self,
        end: Instant,
        random: impl Fn() -> u32,
        mut request: impl FnMut() -> R,
    ) -> Result<T, EnvelopeError>
    where
        R: Future<Output = Result<T, EnvelopeError>>,
    {
        let mut attempts = 0_u32;
        loop {
            let failure = match request().await {
                Ok(data) => {
                    self.with_budget(Budget::earn);
                    return Ok(data);
                }
                Err(failure) => failure,
            };
            attempts = attempts.saturating_add(1);
            let failed = FailedAttempt {
                kind: &failure.error.kind,
                retry_after: failure.retry_after,
                attempts,
                time_left: end.saturating_duration_since(Instant::now()),
            };
            match self.policy.delay(&failed, random()) {
                Some(delay) if self.with_budget(Budget::spend) => sleep(delay).await,
                _ => return Err(failure),
            }
            tracing::info!(attempts, code = failure.error.kind.code(), "retrying");
        }
    }

    fn with_budget<T>(&self, act: impl FnOnce(&mut Budget) -> T) -> T {
        act(&mut self.budget.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A random number for the jitter; without randomness the maximum, which yields the longest delay.
pub(crate) fn random() -> u32 {
    getrandom::u32().unwrap_or(u32::MAX)
}
