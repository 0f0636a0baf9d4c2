//! Limits what the page can start outside the window: one thing of a kind at a time, and one a second. However often
//! it asks, the desktop is not flooded with programs, and no server with sign-ins.

use std::time::Duration;

use authgauge_core::error::{ErrorCode, Failure};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep_until};

/// Between the starts of two actions of a kind.
const PAUSE: Duration = Duration::from_secs(1);

/// A turn for each kind of action.
#[derive(Default)]
pub(crate) struct Turns {
    /// The system's file dialogs.
    pub(crate) file_dialog: Turn,
    /// The browser and the file manager.
    pub(crate) opener: Turn,
    /// Test messages to the webhook and programs.
    pub(crate) hook_test: Turn,
    /// Sign-ins that test a key.
    pub(crate) key_test: Turn,
}

/// When the last action started. Locked while it runs.
#[derive(Default)]
pub(crate) struct Turn(Mutex<Option<Instant>>);

/// Held while the action runs.
pub(crate) type Taken<'a> = MutexGuard<'a, Option<Instant>>;

impl Turn {
    /// Starts an action.
    ///
    /// # Errors
    /// `busy` while another one runs, and within a second of its start.
    pub(crate) fn take(&self) -> Result<Taken<'_>, Failure> {
        self.take_at(Instant::now())
    }

    /// Starts an action once the last one has ended and started a second ago. For one that an owner may rightly repeat.
    pub(crate) async fn wait(&self) -> Taken<'_> {
        let mut started = self.0.lock().await;
        if let Some(at) = *started {
            sleep_until(at + PAUSE).await;
        }
        *started = Some(Instant::now());
        started
    }

    fn take_at(&self, now: Instant) -> Result<Taken<'_>, Failure> {
        let mut started = self.0.try_lock().map_err(|_| ErrorCode::Busy)?;
        let is_recent = |at: Instant| now.saturating_duration_since(at) < PAUSE;
        if started.is_some_and(is_recent) {
            return Err(ErrorCode::Busy.into());
        }
        *started = Some(now);
        Ok(started)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_hundred_calls_at_once_start_one_action() {
        let (turn, now) = (Turn::default(), Instant::now());
        let started = (0..300).filter(|_| turn.take_at(now).is_ok()).count();
        assert_eq!(started, 1);
    }

    #[tokio::test(start_paused = true)]
    async fn actions_that_wait_start_once_a_second() {
        let (turn, start) = (Turn::default(), Instant::now());
        for _ in 0..10 {
            drop(turn.wait().await);
        }
        assert!(start.elapsed() > 8 * PAUSE, "{:?}", start.elapsed());
    }

    #[test]
    fn next_action_waits_for_the_end_of_the_last_and_for_a_second() {
        let (turn, now) = (Turn::default(), Instant::now());
        let running = turn.take_at(now).unwrap();
        let later = now + 10 * PAUSE;
        assert_eq!(turn.take_at(later).unwrap_err().code, ErrorCode::Busy);
        drop(running);
        assert!(turn.take_at(now + PAUSE / 2).is_err());
        assert!(turn.take_at(now + PAUSE).is_ok());
    }
}
