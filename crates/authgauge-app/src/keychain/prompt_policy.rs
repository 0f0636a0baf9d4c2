//! When to wait for the keychain and when to let it prompt.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{Initiator, KeychainError, KeychainTimeouts};

/// Keeps callers from waiting for a hanging keychain, and the owner from repeated prompts.
pub(super) struct PromptPolicy {
    limits: KeychainTimeouts,
    state: Mutex<State>,
}

/// Whether a call may reach the keychain, which may prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Permit {
    Yes,
    /// The owner left it locked: only if it is unlocked now.
    IfOpen,
    No,
}

#[derive(Default)]
struct State {
    /// When the current call began.
    busy_since: Option<Instant>,
    /// The owner dismissed a prompt to unlock.
    left_locked: bool,
    /// After that it reported itself unlocked, yet prompted.
    unlock_state_unreliable: bool,
}

impl PromptPolicy {
    pub(super) fn new(limits: KeychainTimeouts) -> Self {
        // Busy from the start: the thread begins by making the store.
        let state = State {
            busy_since: Some(Instant::now()),
            ..State::default()
        };
        Self {
            limits,
            state: Mutex::new(state),
        }
    }

    pub(super) fn limit(&self, initiator: Initiator) -> Duration {
        self.limits.of(initiator)
    }

    /// Fails background calls while an earlier call hangs.
    pub(super) fn may_wait(&self, initiator: Initiator) -> Result<(), KeychainError> {
        match initiator {
            Initiator::Background if self.hangs() => Err(KeychainError::TimedOut),
            _ => Ok(()),
        }
    }

    /// After a dismissed prompt only calls of the owner may prompt again.
    pub(super) fn permit(&self, initiator: Initiator) -> Permit {
        let state = self.state();
        match initiator {
            Initiator::Background if state.unlock_state_unreliable => Permit::No,
            Initiator::Background if state.left_locked => Permit::IfOpen,
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

    pub(super) fn note<T>(&self, answer: &Result<T, KeychainError>, initiator: Initiator) {
        let mut state = self.state();
        match answer {
            Ok(_) => (state.left_locked, state.unlock_state_unreliable) = (false, false),
            Err(KeychainError::Locked) => {
                state.unlock_state_unreliable =
                    initiator == Initiator::Background && state.left_locked;
                state.left_locked = true;
            }
            // A failure does not tell whether the keychain was unlocked.
            Err(_) => {}
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
