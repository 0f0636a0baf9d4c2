//! When the first launch of a page reached each step, for the log and for `cargo xtask bench`.
//!
//! Logged once the page is painted, as microseconds of Unix time, if the log's levels ask for it
//! (`AUTHGAUGE_LOG=authgauge_desktop::launch_marks=debug`).

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use tauri::WebviewWindow;
use tracing::Level;

/// The first line of `main`.
pub(crate) static MAIN: Mark = Mark::new();
/// The window system is connected, and Tauri runs our code.
pub(crate) static SET_UP: Mark = Mark::new();
/// The database is open and the application is made.
pub(crate) static OPENED: Mark = Mark::new();
/// The window and its web view are made.
pub(crate) static WINDOW: Mark = Mark::new();
/// The web view asks for the page.
pub(crate) static REQUESTED: Mark = Mark::new();
/// The page reports that it is painted.
static PAINTED: Mark = Mark::new();

/// The page's own marks, in milliseconds since `origin`.
const READ_PAGE: &str = "(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const at = (name) => performance.getEntriesByName(name)[0]?.startTime ?? 0;
    return {
        origin: performance.timeOrigin,
        received: navigation?.responseEnd ?? 0,
        parsed: navigation?.domInteractive ?? 0,
        script: at('script'),
        answered: at('answered'),
        fonts: at('fonts'),
        mounted: at('mounted'),
        contentful: at('first-contentful-paint'),
    };
})()";

/// The time at which something happened first.
pub(crate) struct Mark(OnceLock<u64>);

impl Mark {
    const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Notes the first time.
    pub(crate) fn reached(&self) {
        self.0.get_or_init(|| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            now.map_or(0, |now| now.as_micros().try_into().unwrap_or_default())
        });
    }

    fn micros(&self) -> u64 {
        self.0.get().copied().unwrap_or_default()
    }
}

/// Milliseconds.
#[derive(Debug, Default, Deserialize)]
struct PageMarks {
    /// Of Unix time: when the web view began to load the page.
    origin: f64,
    received: f64,
    parsed: f64,
    script: f64,
    answered: f64,
    fonts: f64,
    mounted: f64,
    contentful: f64,
}

/// Logs the launch once its page is painted.
pub(crate) fn page_painted(window: &WebviewWindow) {
    if PAINTED.0.get().is_some() {
        return;
    }
    PAINTED.reached();
    if tracing::enabled!(Level::DEBUG) {
        // Fails only while the window closes.
        let _ = window.eval_with_callback(READ_PAGE, |marks| {
            log(&serde_json::from_str(&marks).unwrap_or_default());
        });
    }
}

fn log(page: &PageMarks) {
    let micros = |since_origin: f64| (page.origin + since_origin) * 1000.0;
    tracing::debug!(
        main = MAIN.micros(),
        set_up = SET_UP.micros(),
        opened = OPENED.micros(),
        window = WINDOW.micros(),
        requested = REQUESTED.micros(),
        origin = micros(0.0),
        received = micros(page.received),
        parsed = micros(page.parsed),
        script = micros(page.script),
        answered = micros(page.answered),
        fonts = micros(page.fonts),
        mounted = micros(page.mounted),
        contentful = micros(page.contentful),
        painted = PAINTED.micros(),
        "launched"
    );
}
