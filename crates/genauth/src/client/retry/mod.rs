//! When a failed request is made again, and when it is not.
//!
//! The policy decides and the budget pays; both are pure. Only [`Retrier`] waits.

mod budget;
mod patience;
mod policy;
#[cfg(test)]
mod properties;

use std::sync::{Mutex, PoisonError};

use tokio::time::{Instant, sleep};

pub use patience::Patience;
pub use policy::RetryPolicy;

use budget::Budget;
use policy::Failed;

use super::envelope::Failure;

/// Makes requests again for one client.
pub(crate) struct Retrier {
    policy: RetryPolicy,
    budget: Mutex<Budget>,
}

impl Retrier {
    pub(crate) fn new(policy: RetryPolicy) -> Self {
        Self {
            policy,
            budget: Mutex::new(Budget::of(policy.budget)),
        }
    }

    /// One request, made again where that can help. `chance` is drawn evenly from 0 to `u32::MAX`,
    /// once for each failure.
    pub(crate) async fn repeat<T, R>(
        &self,
        deadline: Instant,
        chance: impl Fn() -> u32,
        mut request: impl FnMut() -> R,
    ) -> Result<T, Failure>
    where
        R: Future<Output = Result<T, Failure>>,
    {
        let mut made = 0_u32;
        loop {
            let failure = match request().await {
                Ok(answer) => {
                    self.with_budget(Budget::earn);
                    return Ok(answer);
                }
                Err(failure) => failure,
            };
            made = made.saturating_add(1);
            let failed = Failed {
                kind: &failure.error.kind,
                retry_after: failure.retry_after,
                made,
                left: deadline.saturating_duration_since(Instant::now()),
            };
            match self.policy.pause(&failed, chance()) {
                Some(pause) if self.with_budget(Budget::spend) => sleep(pause).await,
                _ => return Err(failure),
            }
            tracing::info!(made, code = failure.error.kind.code(), "asking again");
        }
    }

    fn with_budget<T>(&self, act: impl FnOnce(&mut Budget) -> T) -> T {
        // One number, which no panic leaves half-written.
        act(&mut self.budget.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A draw for the jitter. Without randomness it is the longest pause, which harms nobody.
pub(crate) fn chance() -> u32 {
    getrandom::u32().unwrap_or(u32::MAX)
}
