//! The rules of waiting for the keychain.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{KeychainError, Limits, Patience};

/// What keeps callers from waiting in vain, and the owner from being asked over and over.
pub(super) struct Pace {
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Since when the thread has been at what it is at.
    busy_since: Option<Instant>,
    /// When the keychain was last found locked and left so.
    locked_at: Option<Instant>,
}

impl Pace {
    pub(super) fn new(limits: Limits) -> Self {
        // Busy from the first: the thread begins by making the store.
        let state = State {
            busy_since: Some(Instant::now()),
            locked_at: None,
        };
        Self {
            limits,
            state: Mutex::new(state),
        }
    }

    pub(super) fn limit(&self, patience: Patience) -> Duration {
        self.limits.of(patience)
    }

    /// Whether a call is worth waiting for. In the background it is not, if the one before it hangs.
    pub(super) fn may_ask(&self, patience: Patience) -> Result<(), KeychainError> {
        if patience == Patience::Background && self.hangs() {
            return Err(KeychainError::TimedOut);
        }
        self.may_begin(patience)
    }

    /// Whether the owner may be asked for the keychain's password.
    pub(super) fn may_begin(&self, patience: Patience) -> Result<(), KeychainError> {
        let locked_at = self.state().locked_at;
        let recently = locked_at.is_some_and(|moment| moment.elapsed() < self.limits.quiet);
        if patience == Patience::Background && recently {
            return Err(KeychainError::Locked);
        }
        Ok(())
    }

    fn hangs(&self) -> bool {
        let since = self.state().busy_since;
        since.is_some_and(|moment| moment.elapsed() >= self.limits.background)
    }

    pub(super) fn busy<T>(&self, work: impl FnOnce() -> T) -> T {
        self.state().busy_since = Some(Instant::now());
        let done = work();
        self.state().busy_since = None;
        done
    }

    pub(super) fn note<T>(&self, answer: &Result<T, KeychainError>) {
        let locked = matches!(answer, Err(KeychainError::Locked));
        self.state().locked_at = locked.then(Instant::now);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
