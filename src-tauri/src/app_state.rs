//! The one Authgauge that the window shows: the owner's, or the demo's.

use std::sync::{Mutex, MutexGuard, PoisonError};

use authgauge_app::Authgauge;
use authgauge_app::Change;
use authgauge_app::view::{AlertView, Overview};
use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use authgauge_core::pool::PoolId;
use authgauge_core::settings::Settings;
use tauri::async_runtime::{JoinHandle, spawn};
use tauri::{AppHandle, Emitter, Manager};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::demo::Demo;
use crate::login::Login;
use crate::notice::{self, Desktop};
use crate::tray::Tray;
use crate::window::MAIN;
use crate::words;

pub(crate) struct Shell {
    own: Authgauge,
    shown: Mutex<Shown>,
    _fresh: Task,
    /// Alerts of the owner's pools are shown whatever the window shows.
    _alerts: Task,
    #[cfg(target_os = "linux")]
    _online: Task,
    /// Where Authgauge can be started with the session.
    login: Option<Login>,
    /// The demo's folder, removed at the end.
    folder: Mutex<Option<TempDir>>,
}

struct Shown {
    demo: Option<Demo>,
    /// Tells the window of the changes of what it shows, and of no other.
    _told: Task,
    _fresh: Option<Task>,
    _alerts: Option<Task>,
}

/// Ends when dropped.
struct Task(JoinHandle<()>);

impl Shell {
    pub(crate) fn new(
        app: &AppHandle,
        own: Authgauge,
        login: Option<Login>,
        folder: Option<TempDir>,
    ) -> Self {
        let shown = Shown {
            demo: None,
            _told: tell(app, &own),
            _fresh: None,
            _alerts: None,
        };
        let (alerts, fresh) = (shout(app, &own), keep_fresh(&own));
        #[cfg(target_os = "linux")]
        let online = come_online(&own);
        Self {
            own,
            shown: Mutex::new(shown),
            _fresh: fresh,
            _alerts: alerts,
            #[cfg(target_os = "linux")]
            _online: online,
            login,
            folder: Mutex::new(folder),
        }
    }

    /// The one that the window shows now.
    pub(crate) fn authgauge(&self) -> Authgauge {
        let shown = self.shown();
        shown
            .demo
            .as_ref()
            .map_or_else(|| self.own.clone(), |demo| demo.authgauge.clone())
    }

    pub(crate) async fn enter_demo(&self, app: &AppHandle) -> Result<Overview, Failure> {
        let demo = Demo::start(self.own.overview()).await?;
        let authgauge = demo.authgauge.clone();
        *self.shown() = Shown {
            demo: Some(demo),
            _told: tell(app, &authgauge),
            _fresh: Some(keep_fresh(&authgauge)),
            _alerts: Some(shout(app, &authgauge)),
        };
        // The form it was typed into goes, and what it says from now on is said to the demo.
        self.own.drop_key();
        Ok(authgauge.overview())
    }

    pub(crate) fn leave_demo(&self, app: &AppHandle) -> Overview {
        *self.shown() = Shown {
            demo: None,
            _told: tell(app, &self.own),
            _fresh: None,
            _alerts: None,
        };
        self.own.overview()
    }

    /// The owner's.
    pub(crate) fn settings(&self) -> Settings {
        self.own.overview().settings
    }

    /// For the owner's Authgauge and, while it is shown, for the demo: one window has one look.
    pub(crate) fn change_settings(&self, settings: Settings) -> Result<(), Failure> {
        let settings = settings.checked()?;
        self.start_at_login(settings.start_at_login)?;
        let demo = self
            .shown()
            .demo
            .as_ref()
            .map(|demo| demo.authgauge.clone());
        if let Some(demo) = demo {
            demo.change_settings(settings.clone())?;
        }
        self.own.change_settings(settings)
    }

    /// Asks the system only where something is to change: the owner may have changed it there.
    fn start_at_login(&self, on: bool) -> Result<(), Failure> {
        let Some(login) = self
            .login
            .as_ref()
            .filter(|_| self.settings().start_at_login != on)
        else {
            return Ok(());
        };
        let refused = |_| Failure::from(ErrorCode::SettingsInvalid).with("field", "start_at_login");
        login.set(on).map_err(refused)
    }

    /// Each pool that the window shows, as the owner asked.
    pub(crate) fn refresh_all(&self) {
        let authgauge = self.authgauge();
        for pool in authgauge.glance().pools {
            // One that was removed meanwhile has nothing to refresh.
            let _ = authgauge.refresh(&pool.id);
        }
    }

    /// Ends a demo that stands before this pool of the owner's.
    pub(crate) fn turn_to(&self, app: &AppHandle, pool: &PoolId) {
        let hidden = self.authgauge().pool_view(pool).is_err();
        if hidden && self.own.pool_view(pool).is_ok() {
            let overview = self.leave_demo(app);
            let _ = app.emit_to(MAIN, "overview_changed", overview);
        }
    }

    /// What was typed into a page that is gone is held no longer.
    pub(crate) fn drop_keys(&self) {
        self.authgauge().drop_key();
        self.own.drop_key();
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

fn keep_fresh(authgauge: &Authgauge) -> Task {
    let authgauge = authgauge.clone();
    Task(spawn(async move { authgauge.keep_fresh().await }))
}

/// Tries again what could not be reached, as soon as it may be.
#[cfg(target_os = "linux")]
fn come_online(authgauge: &Authgauge) -> Task {
    let authgauge = authgauge.clone();
    Task(spawn(crate::online::watch(move || authgauge.came_online())))
}

/// Listens from this moment on, so that nothing between here and the window's first question is missed.
fn tell(app: &AppHandle, authgauge: &Authgauge) -> Task {
    let (changes, app, authgauge) = (authgauge.changes(), app.clone(), authgauge.clone());
    Task(spawn(async move {
        show_in_tray(&app, &authgauge);
        tell_each(changes, &app, &authgauge).await;
    }))
}

async fn tell_each(mut changes: Receiver<Change>, app: &AppHandle, authgauge: &Authgauge) {
    loop {
        let told = match changes.recv().await {
            Ok(Change::Overview(overview)) => {
                show_in_tray(app, authgauge);
                app.emit_to(MAIN, "overview_changed", overview)
            }
            Ok(Change::Pool(view)) => app.emit_to(MAIN, "pool_changed", view),
            Ok(Change::Alert(_)) => Ok(()),
            Err(RecvError::Lagged(_)) => tell_all(app, authgauge),
            Err(RecvError::Closed) => return,
        };
        // A window that is being closed hears nothing, and needs nothing.
        drop(told);
    }
}

fn show_in_tray(app: &AppHandle, authgauge: &Authgauge) {
    let language = words::language(authgauge.overview().settings.language);
    app.state::<Tray>().show(app, authgauge.glance(), language);
}

/// Shows this one's alerts on the desktop.
fn shout(app: &AppHandle, authgauge: &Authgauge) -> Task {
    let (mut changes, app, authgauge) = (authgauge.changes(), app.clone(), authgauge.clone());
    Task(spawn(async move {
        loop {
            match changes.recv().await {
                Ok(Change::Alert(alert)) => shout_one(&app, &authgauge, &alert).await,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    }))
}

async fn shout_one(app: &AppHandle, authgauge: &Authgauge, alert: &AlertView) {
    let settings = authgauge.overview().settings;
    if settings.notify {
        let told = words::alert(alert, words::language(settings.language));
        notice::show(&app.state::<Desktop>(), app, told, notice::place_of(alert)).await;
    }
}

/// What was missed is told again in whole.
fn tell_all(app: &AppHandle, authgauge: &Authgauge) -> tauri::Result<()> {
    show_in_tray(app, authgauge);
    let overview = authgauge.overview();
    for pool in &overview.pools {
        if let Ok(view) = authgauge.pool_view(&pool.id) {
            app.emit_to(MAIN, "pool_changed", view)?;
        }
    }
    app.emit_to(MAIN, "overview_changed", overview)
}
