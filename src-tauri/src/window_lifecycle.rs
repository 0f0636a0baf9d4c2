//! Whether Authgauge stays when its window is closed, and where the window opens again.
//!
//! A closed window is gone with its page: nothing of the web view is left but what its engine never gives back.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use authgauge_app::view::{OpenAt, Place};
use authgauge_core::Failure;
use tauri::{AppHandle, Emitter, Manager, Window};

use crate::app_state::Shell;
use crate::tray::Tray;
use crate::window::{MAIN, make_window};

/// Whoever closes a window again so soon after the question gets no answer from its page.
const TWICE: Duration = Duration::from_secs(5);

/// How long a tray is waited for when the session starts.
const UNTIL_TRAY: Duration = Duration::from_secs(30);

/// What becomes of a window that its owner closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// It goes, and Authgauge stays in the tray.
    Stay,
    /// It goes, and Authgauge with it.
    Quit,
    /// The page asks which of the two.
    Ask,
}

impl Closing {
    /// For the log.
    fn code(self) -> &'static str {
        match self {
            Self::Stay => "stay",
            Self::Quit => "quit",
            Self::Ask => "ask",
        }
    }
}

pub(crate) struct Life {
    data_dir: PathBuf,
    /// Authgauge outlives its window.
    stays: AtomicBool,
    asked: Mutex<Option<Instant>>,
    place: Mutex<Option<Place>>,
    /// One window is made at a time.
    opening: Mutex<()>,
}

impl Life {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            stays: AtomicBool::new(false),
            asked: Mutex::default(),
            place: Mutex::default(),
            opening: Mutex::default(),
        }
    }

    /// The last window is gone: does Authgauge stay?
    pub(crate) fn stays(&self) -> bool {
        self.stays.load(Ordering::Relaxed)
    }

    /// Where the page was when it was last there, or is to go.
    pub(crate) fn place(&self) -> Option<Place> {
        lock(&self.place).clone()
    }

    pub(crate) fn remember(&self, place: Place) {
        *lock(&self.place) = Some(place);
    }

    /// The owner closes the window. Answers whether it may go now.
    pub(crate) fn close_asked(&self, window: &Window) -> bool {
        let app = window.app_handle();
        let choice = app.state::<Shell>().settings().close_to_tray;
        let since_asked = lock(&self.asked).map(|asked| asked.elapsed());
        let closing = closing(choice, app.state::<Tray>().is_there(), since_asked);
        tracing::info!(code = closing.code(), "the window is being closed");
        match closing {
            Closing::Ask => {
                *lock(&self.asked) = Some(Instant::now());
                // A page that does not hear it is closed by closing it twice.
                let _ = app.emit_to(MAIN, "close_asked", ());
                false
            }
            closing => {
                self.stays
                    .store(closing == Closing::Stay, Ordering::Relaxed);
                true
            }
        }
    }

    /// The owner's answer to the question. Without a tray nothing would be left to come back by.
    pub(crate) fn close(&self, app: &AppHandle, keep: bool, always: bool) -> Result<(), Failure> {
        let shell = app.state::<Shell>();
        if always {
            let mut settings = shell.settings();
            settings.close_to_tray = Some(keep);
            shell.change_settings(settings)?;
        }
        *lock(&self.asked) = None;
        if !(keep && app.state::<Tray>().is_there()) {
            app.exit(0);
        } else if let Some(window) = app.get_webview_window(MAIN) {
            self.stays.store(true, Ordering::Relaxed);
            // Refused only where it is gone already.
            let _ = window.destroy();
        }
        Ok(())
    }

    fn open_window(&self, app: &AppHandle) -> tauri::Result<()> {
        let _one = lock(&self.opening);
        let Some(window) = app.get_webview_window(MAIN) else {
            *lock(&self.asked) = None;
            let theme = app.state::<Shell>().settings().theme;
            return make_window(app, &self.data_dir, theme);
        };
        // A window manager may refuse any of these; the window is still there.
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
        Ok(())
    }
}

/// Brings the window to the front, or makes it anew where it was.
pub(crate) fn open(app: &AppHandle) {
    let app = app.clone();
    // Not on the main thread, on which Windows would wait for itself.
    tauri::async_runtime::spawn_blocking(move || {
        if app.state::<Life>().open_window(&app).is_err() {
            tracing::error!("the window could not be made");
        }
    });
}

/// The same, there.
pub(crate) fn open_at(app: &AppHandle, at: OpenAt) {
    app.state::<Shell>().turn_to(app, &at.pool);
    app.state::<Life>().remember(at.clone().into());
    // A page that is not there yet asks where to open.
    let _ = app.emit_to(MAIN, "open_at", at);
    open(app);
}

/// Started with the session: in the tray, which may come a little later. Where none comes, the window is there,
/// out of the way.
pub(crate) fn start_hidden(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if app.state::<Tray>().comes_within(UNTIL_TRAY).await {
            return;
        }
        let opened = tauri::async_runtime::spawn_blocking(move || {
            let minimised = app.state::<Life>().open_window(&app);
            let window = app.get_webview_window(MAIN);
            minimised.and_then(|()| window.map_or(Ok(()), |window| window.minimize()))
        });
        let _ = opened.await;
    });
}

fn closing(choice: Option<bool>, tray: bool, since_asked: Option<Duration>) -> Closing {
    match (tray, choice) {
        (false, _) | (true, Some(false)) => Closing::Quit,
        (true, Some(true)) => Closing::Stay,
        (true, None) if since_asked.is_some_and(|since| since < TWICE) => Closing::Quit,
        (true, None) => Closing::Ask,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_window_leaves_authgauge_where_its_owner_wants_it() {
        assert_eq!(closing(Some(true), true, None), Closing::Stay);
        assert_eq!(closing(Some(false), true, None), Closing::Quit);
        assert_eq!(closing(None, true, None), Closing::Ask);
    }

    #[test]
    fn without_a_tray_nothing_stays_that_nobody_could_get_back() {
        for choice in [None, Some(true), Some(false)] {
            assert_eq!(closing(choice, false, None), Closing::Quit);
        }
    }

    #[test]
    fn a_page_that_does_not_answer_does_not_hold_the_window() {
        let since = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(closing(None, true, since(1)), Closing::Quit);
        assert_eq!(closing(None, true, since(5)), Closing::Ask);
        assert_eq!(closing(Some(true), true, since(1)), Closing::Stay);
    }
}
