//! Whether the program keeps running without its window, and the place where the window opens again.
//!
//! Closing destroys the window with its page, to free the web view's memory.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use authgauge_api::{OpenAt, Place, Screen};
use authgauge_app::ScratchFolders;
use authgauge_core::error::Failure;
use authgauge_core::pool::PoolId;
use tauri::{AppHandle, Emitter, Manager, Window};

use crate::app_state::AppState;
use crate::first_view;
use crate::page_health::{self, PageHealth};
use crate::tray::Tray;
use crate::window::{MAIN, make_window, zoom};
use crate::window_size::SizeMemory;

/// A second close within this time quits, in case the page shows no question.
const QUESTION_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a start at login waits for a tray.
const TRAY_TIMEOUT: Duration = Duration::from_secs(30);

/// What closing the window does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// Keeps the program in the tray.
    Stay,
    /// Ends the program.
    Quit,
    /// Lets the page ask the owner.
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

pub(crate) struct WindowLifecycle {
    folders: ScratchFolders,
    /// The program keeps running without a window.
    stays: AtomicBool,
    /// When the page was last sent the close question.
    asked: Mutex<Option<Instant>>,
    place: Mutex<Option<Place>>,
    /// Serialises opening.
    opening: Mutex<()>,
}

impl WindowLifecycle {
    pub(crate) fn new(folders: ScratchFolders) -> Self {
        Self {
            folders,
            stays: AtomicBool::new(false),
            asked: Mutex::default(),
            place: Mutex::default(),
            opening: Mutex::default(),
        }
    }

    /// Whether the program keeps running without a window.
    pub(crate) fn stays(&self) -> bool {
        self.stays.load(Ordering::Relaxed)
    }

    /// The page's last place, or the one it is to open.
    pub(crate) fn place(&self) -> Option<Place> {
        lock(&self.place).clone()
    }

    pub(crate) fn remember(&self, place: Place) {
        *lock(&self.place) = Some(place);
    }

    /// Handles the window's close button. Returns whether the window closes now.
    pub(crate) fn may_close(&self, window: &Window) -> bool {
        let app = window.app_handle();
        app.state::<SizeMemory>().keep(window);
        let choice = app.state::<AppState>().settings().close_to_tray;
        let since_asked = lock(&self.asked).map(|asked| asked.elapsed());
        let closing = closing(choice, app.state::<Tray>().is_available(), since_asked);
        tracing::info!(code = closing.code(), "the window is closing");
        match closing {
            Closing::Ask => {
                *lock(&self.asked) = Some(Instant::now());
                // If the page doesn't respond, a second close quits.
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

    /// Applies the answer to the close question. Without a tray the program ends: nothing could open it again.
    pub(crate) fn close(&self, app: &AppHandle, keep: bool, always: bool) -> Result<(), Failure> {
        let state = app.state::<AppState>();
        if always {
            state.update_settings(|settings| settings.close_to_tray = Some(keep))?;
        }
        *lock(&self.asked) = None;
        if !(keep && app.state::<Tray>().is_available()) {
            app.exit(0);
        } else if let Some(window) = app.get_webview_window(MAIN) {
            self.stays.store(true, Ordering::Relaxed);
            // Each fails only if the window is already gone.
            let _ = app.run_on_main_thread(move || {
                let size = window.state::<SizeMemory>();
                size.keep(&window.as_ref().window());
                let _ = window.destroy();
            });
        }
        Ok(())
    }

    /// Makes the window and watches its page.
    pub(crate) fn new_window(&self, app: &AppHandle) -> tauri::Result<()> {
        let settings = app.state::<AppState>().settings();
        let size = app.state::<SizeMemory>().last();
        let handle = app.clone();
        let fill_in = move |request: &_, response: &mut _| {
            let place = handle.state::<Self>().place();
            first_view::fill_in(&handle, place, request, response);
        };
        let window = make_window(app, &self.folders, settings.theme, size, fill_in)?;
        #[cfg(target_os = "macos")]
        crate::macos::show_in_dock(app, true);
        zoom(&window, settings.zoom_percent);
        page_health::watch(app, &window);
        Ok(())
    }

    fn open_window(&self, app: &AppHandle) -> tauri::Result<()> {
        let _opening = lock(&self.opening);
        let Some(window) = app.get_webview_window(MAIN) else {
            *lock(&self.asked) = None;
            return self.new_window(app);
        };
        if app.state::<PageHealth>().is_given_up() {
            page_health::start_over(app);
        }
        // Each is best effort: a window manager may refuse it.
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
        Ok(())
    }
}

/// Brings the window to the front, or opens it at its last place.
pub(crate) fn open(app: &AppHandle) {
    let app = app.clone();
    // Creating a window on the main thread deadlocks on Windows.
    tauri::async_runtime::spawn_blocking(move || {
        if app.state::<WindowLifecycle>().open_window(&app).is_err() {
            tracing::error!("the window did not open");
        }
    });
}

/// Opens the window at a place.
pub(crate) fn open_at(app: &AppHandle, at: OpenAt) {
    open_place(app, &at.pool, at.clone().into());
    let _ = app.emit_to(MAIN, "open_at", at);
}

/// Opens the window at the list of alerts, which has one of this pool.
pub(crate) fn open_alerts(app: &AppHandle, pool: &PoolId) {
    let place = Place {
        screen: Screen::Alerts,
        pool: Some(pool.clone()),
        benefit: None,
    };
    open_place(app, pool, place);
    let _ = app.emit_to(MAIN, "open_alerts", ());
}

/// A new page begins at the place; one that is open is sent an event.
fn open_place(app: &AppHandle, pool: &PoolId, place: Place) {
    if let Some(overview) = app.state::<AppState>().show_pool(app, pool) {
        let _ = app.emit_to(MAIN, "overview_changed", overview);
    }
    app.state::<WindowLifecycle>().remember(place);
    open(app);
}

/// Starts in the tray, which may appear after login. Without one, opens a minimised window.
pub(crate) fn start_hidden(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if app.state::<Tray>().wait_until_available(TRAY_TIMEOUT).await {
            return;
        }
        let opening = tauri::async_runtime::spawn_blocking(move || {
            let opened = app.state::<WindowLifecycle>().open_window(&app);
            let window = app.get_webview_window(MAIN);
            opened.and_then(|()| window.map_or(Ok(()), |window| window.minimize()))
        });
        let _ = opening.await;
    });
}

fn closing(choice: Option<bool>, tray: bool, since_asked: Option<Duration>) -> Closing {
    match (tray, choice) {
        (false, _) | (true, Some(false)) => Closing::Quit,
        (true, Some(true)) => Closing::Stay,
        (true, None) if since_asked.is_some_and(|since| since < QUESTION_TIMEOUT) => Closing::Quit,
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
    fn closing_follows_the_setting() {
        assert_eq!(closing(Some(true), true, None), Closing::Stay);
        assert_eq!(closing(Some(false), true, None), Closing::Quit);
        assert_eq!(closing(None, true, None), Closing::Ask);
    }

    #[test]
    fn closing_without_a_tray_quits() {
        for choice in [None, Some(true), Some(false)] {
            assert_eq!(closing(choice, false, None), Closing::Quit);
        }
    }

    #[test]
    fn a_second_close_quits_while_the_question_is_open() {
        let since = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(closing(None, true, since(1)), Closing::Quit);
        assert_eq!(closing(None, true, since(5)), Closing::Ask);
        assert_eq!(closing(Some(true), true, since(1)), Closing::Stay);
    }
}
