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

/// Whether a call may ask the keychain, which may ask its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Permit {
    Yes,
    /// The owner left it locked, and wants something only if it is open by now.
    IfOpen,
    No,
}

#[derive(Default)]
struct State {
    /// Since when the thread has been at what it is at.
    busy_since: Option<Instant>,
    /// The owner was asked to unlock the keychain and left it locked.
    left_locked: bool,
    /// After that it called itself open, and asked all the same.
    misled: bool,
}

impl Pace {
    pub(super) fn new(limits: Limits) -> Self {
        // Busy from the first: the thread begins by making the store.
        let state = State {
            busy_since: Some(Instant::now()),
            ..State::default()
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
    pub(super) fn may_wait(&self, patience: Patience) -> Result<(), KeychainError> {
        match patience {
            Patience::Background if self.hangs() => Err(KeychainError::TimedOut),
            _ => Ok(()),
        }
    }

    /// A prompt that was dismissed comes back when the owner wants something, not by itself.
    pub(super) fn permit(&self, patience: Patience) -> Permit {
        let state = self.state();
        match patience {
            Patience::Background if state.misled => Permit::No,
            Patience::Background if state.left_locked => Permit::IfOpen,
            _ => Permit::Yes,
        }
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

    pub(super) fn note<T>(&self, answer: &Result<T, KeychainError>, patience: Patience) {
        let mut state = self.state();
        match answer {
            Ok(_) => (state.left_locked, state.misled) = (false, false),
            Err(KeychainError::Locked) => {
                state.misled = patience == Patience::Background && state.left_locked;
                state.left_locked = true;
            }
            // A keychain that failed, or went and came back, is no more unlocked than it was.
            Err(_) => {}
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
