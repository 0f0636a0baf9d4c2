//! Asks the owner to agree to a webhook, in a window of its own that the page can't open, answer or reach.
//!
//! The window has no capability: its static page can call no command. It answers by navigating to a path, which is
//! refused after it was read. The default is No, and Yes counts only after the window had the focus for a second,
//! without any input as its page sees it: a page that has the dialog opened under a train of clicks gets no Yes.

mod pauses;
mod question;
mod window;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use authgauge_app::ScratchFolders;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::settings::Settings;
use tauri::{AppHandle, Manager, WebviewWindow, WindowEvent};
use tokio::sync::oneshot;

use crate::window::MAIN;
use pauses::Pauses;
use question::Question;

pub(crate) use window::CONSENT;
#[cfg(target_os = "macos")]
pub(crate) use window::refuse;

/// A Yes that comes sooner after the window got the focus was meant for something else.
const DELAY: Duration = Duration::from_secs(1);

/// The dialog, and its answer.
pub(crate) struct Consent {
    folders: ScratchFolders,
    /// Locked while a dialog is open; a second request is refused.
    only_dialog: tokio::sync::Mutex<Pauses>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    answer: Option<oneshot::Sender<bool>>,
    focused_since: Option<Instant>,
}

impl Consent {
    pub(crate) fn new(folders: ScratchFolders) -> Self {
        Self {
            folders,
            only_dialog: tokio::sync::Mutex::default(),
            open: Mutex::default(),
        }
    }

    /// Asks the owner to agree to the webhook of these settings.
    ///
    /// # Errors
    /// `not_confirmed`; `busy` too soon after a No.
    pub(crate) async fn ask(&self, app: &AppHandle, settings: &Settings) -> Result<(), Failure> {
        let refused = || Failure::from(ErrorCode::NotConfirmed);
        let mut pauses = self.only_dialog.try_lock().map_err(|_| refused())?;
        pauses.check(tokio::time::Instant::now())?;
        let question = Question::of(settings).ok_or_else(refused)?;
        let (answer, answered) = oneshot::channel();
        *self.lock() = Open {
            answer: Some(answer),
            focused_since: None,
        };
        let main = app.get_webview_window(MAIN);
        let dialog = window::open(app, &self.folders, &question, main.as_ref());
        let dialog = dialog.map_err(|_| refused())?;
        // Modal: the page gets no input meanwhile.
        enable(main.as_ref(), false);
        let agreed = answered.await.unwrap_or(false);
        pauses.answered(agreed, tokio::time::Instant::now());
        enable(main.as_ref(), true);
        let _ = dialog.destroy();
        if let Some(main) = main {
            let _ = main.set_focus();
        }
        tracing::info!(agreed, "the owner was asked to agree to a webhook");
        agreed.then_some(()).ok_or_else(refused)
    }

    /// Follows the dialog's window.
    pub(crate) fn on_window_event(&self, event: &WindowEvent) {
        match event {
            WindowEvent::Focused(focused) => {
                self.lock().focused_since = focused.then(Instant::now);
            }
            WindowEvent::CloseRequested { .. } | WindowEvent::Destroyed => self.refuse(),
            _ => {}
        }
    }

    /// Answers No, if a dialog is open.
    pub(crate) fn refuse(&self) {
        self.answer(false, Instant::now());
    }

    /// A Yes counts only after a second with the focus, and one that comes sooner begins it again.
    fn answer(&self, yes: bool, now: Instant) {
        let mut open = self.lock();
        let since = open.focused_since;
        let waited = since.is_some_and(|since| now.saturating_duration_since(since) >= DELAY);
        if yes && !waited {
            open.focused_since = since.map(|_| now);
            return;
        }
        if let Some(answer) = open.answer.take() {
            let _ = answer.send(yes);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Best effort: the window may be gone.
fn enable(window: Option<&WebviewWindow>, enabled: bool) {
    if let Some(window) = window {
        let _ = window.set_enabled(enabled);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn opened() -> (Consent, oneshot::Receiver<bool>) {
        let consent = Consent::new(ScratchFolders::new(Path::new("")));
        let (answer, answered) = oneshot::channel();
        consent.lock().answer = Some(answer);
        (consent, answered)
    }

    #[test]
    fn yes_counts_only_after_a_second_with_the_focus() {
        let (consent, mut answered) = opened();
        let start = Instant::now();
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        consent.answer(true, after(5_000));
        assert!(answered.try_recv().is_err(), "never had the focus");
        consent.lock().focused_since = Some(start);
        consent.answer(true, after(999));
        assert!(answered.try_recv().is_err(), "too soon");
        consent.on_window_event(&WindowEvent::Focused(false));
        consent.answer(true, after(5_000));
        assert!(answered.try_recv().is_err(), "lost the focus");
        consent.lock().focused_since = Some(start);
        for early in [150, 900, 1_800, 2_700] {
            consent.answer(true, after(early));
            assert!(answered.try_recv().is_err(), "a train of clicks");
        }
        consent.answer(true, after(3_700));
        assert_eq!(answered.try_recv(), Ok(true));
    }

    #[test]
    fn no_counts_at_once_and_an_answer_counts_once() {
        let (consent, mut answered) = opened();
        consent.refuse();
        assert_eq!(answered.try_recv(), Ok(false));
        consent.lock().focused_since = Some(Instant::now());
        consent.answer(true, Instant::now() + DELAY);
        consent.refuse();
    }

    #[test]
    fn closing_the_window_is_a_no() {
        let (consent, mut answered) = opened();
        consent.on_window_event(&WindowEvent::Destroyed);
        assert_eq!(answered.try_recv(), Ok(false));
    }
}
