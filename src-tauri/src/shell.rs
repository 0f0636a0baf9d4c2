//! The one Headroom that the window shows: the owner's, or the demo's.

use std::sync::{Mutex, MutexGuard, PoisonError};

use headroom::settings::Settings;
use headroom::view::Overview;
use headroom::{Change, Failure, Headroom};
use tauri::async_runtime::{JoinHandle, spawn};
use tauri::{AppHandle, Emitter};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::demo::Demo;
use crate::window::MAIN;

pub(crate) struct Shell {
    own: Headroom,
    shown: Mutex<Shown>,
    _fresh: Task,
    /// The demo's folder, removed at the end.
    folder: Mutex<Option<TempDir>>,
}

struct Shown {
    demo: Option<Demo>,
    /// Tells the window of the changes of what it shows, and of no other.
    _told: Task,
    _fresh: Option<Task>,
}

/// Ends when dropped.
struct Task(JoinHandle<()>);

impl Shell {
    pub(crate) fn new(app: &AppHandle, own: Headroom, folder: Option<TempDir>) -> Self {
        let shown = Shown {
            demo: None,
            _told: tell(app, &own),
            _fresh: None,
        };
        let fresh = keep_fresh(&own);
        Self {
            own,
            shown: Mutex::new(shown),
            _fresh: fresh,
            folder: Mutex::new(folder),
        }
    }

    /// The one that the window shows now.
    pub(crate) fn headroom(&self) -> Headroom {
        let shown = self.shown();
        shown
            .demo
            .as_ref()
            .map_or_else(|| self.own.clone(), |demo| demo.headroom.clone())
    }

    pub(crate) async fn enter_demo(&self, app: &AppHandle) -> Result<Overview, Failure> {
        let demo = Demo::start(self.own.overview()).await?;
        let headroom = demo.headroom.clone();
        *self.shown() = Shown {
            demo: Some(demo),
            _told: tell(app, &headroom),
            _fresh: Some(keep_fresh(&headroom)),
        };
        // The form it was typed into goes, and what it says from now on is said to the demo.
        self.own.drop_key();
        Ok(headroom.overview())
    }

    pub(crate) fn leave_demo(&self, app: &AppHandle) -> Overview {
        *self.shown() = Shown {
            demo: None,
            _told: tell(app, &self.own),
            _fresh: None,
        };
        self.own.overview()
    }

    /// For the owner's Headroom and, while it is shown, for the demo: one window has one look.
    pub(crate) fn change_settings(&self, settings: Settings) -> Result<(), Failure> {
        let demo = self.shown().demo.as_ref().map(|demo| demo.headroom.clone());
        if let Some(demo) = demo {
            demo.change_settings(settings.clone())?;
        }
        self.own.change_settings(settings)
    }

    /// Leaves nothing of a demo behind.
    pub(crate) fn clean_up(&self) {
        drop(
            self.folder
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn keep_fresh(headroom: &Headroom) -> Task {
    let headroom = headroom.clone();
    Task(spawn(async move { headroom.keep_fresh().await }))
}

/// Listens from this moment on, so that nothing between here and the window's first question is missed.
fn tell(app: &AppHandle, headroom: &Headroom) -> Task {
    let (changes, app, headroom) = (headroom.changes(), app.clone(), headroom.clone());
    Task(spawn(
        async move { tell_each(changes, &app, &headroom).await },
    ))
}

async fn tell_each(mut changes: Receiver<Change>, app: &AppHandle, headroom: &Headroom) {
    loop {
        let told = match changes.recv().await {
            Ok(Change::Overview(overview)) => app.emit_to(MAIN, "overview_changed", overview),
            Ok(Change::Pool(view)) => app.emit_to(MAIN, "pool_changed", view),
            Ok(Change::Alert(_)) => Ok(()),
            Err(RecvError::Lagged(_)) => tell_all(app, headroom),
            Err(RecvError::Closed) => return,
        };
        // A window that is being closed hears nothing, and needs nothing.
        drop(told);
    }
}

/// What was missed is told again in whole.
fn tell_all(app: &AppHandle, headroom: &Headroom) -> tauri::Result<()> {
    let overview = headroom.overview();
    for pool in &overview.pools {
        if let Ok(view) = headroom.pool_view(&pool.id) {
            app.emit_to(MAIN, "pool_changed", view)?;
        }
    }
    app.emit_to(MAIN, "overview_changed", overview)
}
