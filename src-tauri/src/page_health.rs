//! Restarts the page when its process ends, or when it shows nothing.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use authgauge_app::startup::language;
use authgauge_core::identity::PRODUCT;
use tauri::{AppHandle, Manager, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

use crate::app_state::AppState;
use crate::window::MAIN;
use crate::{text, web_view};

/// How long a page may take until it is painted, while its window has the focus: a hidden window paints nothing.
///
/// Long, because a busy machine is no fault of the page.
const PAINT_TIMEOUT: Duration = Duration::from_secs(40);

const PAINT_CHECK: Duration = Duration::from_secs(1);

/// A page that ends this often within [`DEATHS_WITHIN`], or without being painted, is not started again without the
/// owner.
const MOST_DEATHS: usize = 3;

const DEATHS_WITHIN: Duration = Duration::from_secs(60);

/// The program's exit code when the owner gives up.
const EXIT_CODE: i32 = 1;

/// What to do with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Restart,
    AskOwner,
}

/// How the page of the window is.
#[derive(Default)]
pub(crate) struct PageHealth {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Counts the pages, so that the check of an earlier one ends.
    page: u64,
    painted: bool,
    /// When the page's process ended, within the last minute.
    deaths: Vec<Instant>,
    restarts: u32,
    /// The owner is asked whether to go on.
    asking: bool,
    /// The next painted page tells the owner of a restart.
    untold: bool,
}

impl PageHealth {
    /// Notes that the page was painted. Returns whether it was restarted, once.
    pub(crate) fn painted(&self) -> bool {
        let mut state = self.state();
        state.painted = true;
        tracing::info!("the page was painted");
        std::mem::take(&mut state.untold)
    }

    /// Whether the owner was asked about a page that kept ending.
    pub(crate) fn is_given_up(&self) -> bool {
        self.state().asking
    }

    /// A line for a maintainer.
    pub(crate) fn diagnostics(&self) -> String {
        format!("Window: restarts of the page: {}\n", self.state().restarts)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn new_window(&mut self) {
        self.asking = false;
        self.deaths.clear();
    }

    fn new_page(&mut self) -> u64 {
        self.page += 1;
        self.painted = false;
        self.page
    }

    /// The page's process ended.
    fn after_death(&mut self, now: Instant) -> Next {
        let painted = self.painted;
        // Before a page is painted all count: waiting for the paint takes most of a minute.
        self.deaths
            .retain(|death| !painted || now.duration_since(*death) < DEATHS_WITHIN);
        self.deaths.push(now);
        if self.deaths.len() >= MOST_DEATHS {
            self.asking = true;
            return Next::AskOwner;
        }
        self.restarted()
    }

    fn restarted(&mut self) -> Next {
        self.restarts += 1;
        self.untold = true;
        Next::Restart
    }
}

/// Watches a new window's page.
pub(crate) fn watch(app: &AppHandle, window: &WebviewWindow) {
    app.state::<PageHealth>().state().new_window();
    if web_view::prepare(window, on_death).is_err() {
        tracing::error!("the web view could not be prepared");
    }
    watch_paint(app, window);
}

fn watch_paint(app: &AppHandle, window: &WebviewWindow) {
    let page = app.state::<PageHealth>().state().new_page();
    let (app, window) = (app.clone(), window.clone());
    tauri::async_runtime::spawn(async move {
        if !is_painted_in_time(&app, &window, page).await {
            let health = app.state::<PageHealth>();
            tracing::error!("the page was not painted");
            // It hangs, which counts as if it had ended.
            let next = health.state().after_death(Instant::now());
            act(&app, next);
        }
    });
}

fn act(app: &AppHandle, next: Next) {
    match next {
        Next::Restart => restart(app),
        Next::AskOwner => ask_owner(app),
    }
}

fn restart(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    tracing::warn!("the page is restarted");
    if web_view::restart(&window).is_err() {
        tracing::error!("the page did not restart");
    }
    // The new page may show nothing either.
    watch_paint(app, &window);
}

/// The page's process ended by itself.
pub(crate) fn on_death(app: &AppHandle) {
    let health = app.state::<PageHealth>();
    tracing::error!("the process of the page ended");
    let next = health.state().after_death(Instant::now());
    act(app, next);
}

/// Starts the page again after it was given up.
pub(crate) fn start_over(app: &AppHandle) {
    let health = app.state::<PageHealth>();
    let next = {
        let mut state = health.state();
        state.asking = false;
        state.deaths.clear();
        state.restarted()
    };
    act(app, next);
}

/// False once the page was not painted although its window had the focus for long enough.
async fn is_painted_in_time(app: &AppHandle, window: &WebviewWindow, page: u64) -> bool {
    let health = app.state::<PageHealth>();
    let mut waited = Duration::ZERO;
    while waited < PAINT_TIMEOUT {
        tokio::time::sleep(PAINT_CHECK).await;
        let is_done = {
            let state = health.state();
            state.painted || state.page != page || state.asking
        };
        // Without an answer the window is gone.
        match (is_done, window.is_focused()) {
            (true, _) | (_, Err(_)) => return true,
            (false, Ok(true)) => waited += PAINT_CHECK,
            (false, Ok(false)) => {}
        }
    }
    false
}

fn ask_owner(app: &AppHandle) {
    tracing::error!("the page keeps ending");
    let language = language(app.state::<AppState>().settings().language);
    let words = text::page_failure(language);
    let handle = app.clone();
    app.dialog()
        .message(words.message)
        .title(PRODUCT)
        .kind(MessageDialogKind::Error)
        .buttons(MessageDialogButtons::OkCancelCustom(
            words.restart.to_owned(),
            words.quit.to_owned(),
        ))
        .show(move |restart| match restart {
            // A second start of the program may have started it over already.
            true if handle.state::<PageHealth>().is_given_up() => start_over(&handle),
            true => {}
            false => handle.exit(EXIT_CODE),
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted() -> State {
        State {
            painted: true,
            ..State::default()
        }
    }

    #[test]
    fn a_page_that_ends_is_restarted_and_the_owner_told_once() {
        let health = PageHealth::default();
        assert!(!health.painted());
        let next = health.state().after_death(Instant::now());
        assert_eq!(next, Next::Restart);
        assert!(health.painted());
        assert!(!health.painted());
    }

    #[test]
    fn a_third_end_within_a_minute_asks_the_owner() {
        let (mut state, start) = (painted(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        for seconds in [0, 20, 61, 90] {
            assert_eq!(state.after_death(at(seconds)), Next::Restart, "{seconds}");
        }
        assert_eq!(state.after_death(at(100)), Next::AskOwner);
        assert!(state.asking);
    }

    #[test]
    fn a_page_that_is_never_painted_asks_the_owner_the_third_time() {
        let (mut state, mut now) = (State::default(), Instant::now());
        let mut after_no_paint = || {
            now += PAINT_TIMEOUT;
            state.after_death(now)
        };
        let all = [Next::Restart, Next::Restart, Next::AskOwner];
        assert_eq!(all.map(|_| after_no_paint()), all);
    }
}
