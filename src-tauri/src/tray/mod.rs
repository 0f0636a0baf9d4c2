//! The icon beside the clock, and its menu: how each pool stands, and the way back to the window.

#[cfg_attr(target_os = "linux", path = "host_on_the_bus.rs")]
#[cfg_attr(not(target_os = "linux"), path = "host_always.rs")]
mod host;
mod menu;
mod tray_icon;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use authgauge_app::view::{Glance, WordsLanguage};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

use crate::words;

/// The icon's name to the desktop.
const ID: &str = "authgauge";

pub(crate) struct Tray {
    /// Of the picture that is handed to the desktop, which on Linux takes a file.
    folder: PathBuf,
    /// The desktop has a place for the icon, and the icon is in it.
    is_there: watch::Sender<bool>,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    icon: Option<TrayIcon>,
    /// The library that draws it is missing: what fails once is not tried again.
    failed: bool,
    /// What it is to show, and in which language.
    face: Option<(Glance, WordsLanguage)>,
}

impl Tray {
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("tray"),
            is_there: watch::Sender::new(false),
            shown: Mutex::default(),
        }
    }

    /// Whether Authgauge can be seen and opened without its window.
    pub(crate) fn is_there(&self) -> bool {
        *self.is_there.borrow()
    }

    /// Waits for it no longer than this.
    pub(crate) async fn comes_within(&self, patience: Duration) -> bool {
        let mut is_there = self.is_there.subscribe();
        let comes = is_there.wait_for(|is_there| *is_there);
        tokio::time::timeout(patience, comes).await.is_ok()
    }

    /// Shows this from now on.
    pub(crate) fn show(&self, app: &AppHandle, glance: Glance, language: WordsLanguage) {
        let face = Some((glance, language));
        {
            let mut shown = self.shown();
            if shown.face == face {
                return;
            }
            shown.face = face;
        }
        on_main_thread(app, Self::draw);
    }

    /// The desktop has a place for it, or has none any more.
    fn hosted(&self, app: &AppHandle, hosted: bool) {
        if !hosted {
            self.is_there.send_replace(false);
            return;
        }
        on_main_thread(app, |tray, app| {
            let is_there = tray.put_up(app);
            tray.is_there.send_replace(is_there);
            tracing::info!(is_there, "the tray");
        });
    }

    /// The icon that is there, or a new one; nothing where this machine cannot make one.
    fn put_up(&self, app: &AppHandle) -> bool {
        let made = {
            let shown = self.shown();
            shown.icon.is_some() || shown.failed
        };
        if !made {
            // What draws it on Linux is loaded when it is needed, and panics where it is not installed.
            let icon = catch_unwind(AssertUnwindSafe(|| self.make(app)));
            let icon = icon.ok().and_then(Result::ok);
            let mut shown = self.shown();
            shown.failed = icon.is_none();
            shown.icon = icon;
        }
        self.draw(app);
        self.shown().icon.is_some()
    }

    fn make(&self, app: &AppHandle) -> tauri::Result<TrayIcon> {
        TrayIconBuilder::with_id(ID)
            .icon(tray_icon::icon(None))
            .tooltip("Authgauge")
            .temp_dir_path(&self.folder)
            .show_menu_on_left_click(!cfg!(windows))
            .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
            .on_tray_icon_event(|tray, event| menu::clicked(tray.app_handle(), &event))
            .build(app)
    }

    /// Gives the icon its face. A part that the desktop refuses stays as it was.
    fn draw(&self, app: &AppHandle) {
        let (icon, face) = {
            let shown = self.shown();
            (shown.icon.clone(), shown.face.clone())
        };
        let (Some(icon), Some((glance, language))) = (icon, face) else {
            return;
        };
        let _ = icon.set_icon(Some(tray_icon::icon(glance.level)));
        let _ = icon.set_tooltip(Some(format!(
            "Authgauge: {}",
            words::level(glance.level, language)
        )));
        if let Ok(menu) = menu::of(app, &glance, language) {
            let _ = icon.set_menu(Some(menu));
        }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks for a place for the icon, now and whenever the desktop changes.
pub(crate) fn look_for_a_place(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(host::watch(move |hosted| {
        app.state::<Tray>().hosted(&app, hosted);
    }));
}

fn on_main_thread(app: &AppHandle, what: impl FnOnce(&Tray, &AppHandle) + Send + 'static) {
    let handle = app.clone();
    // Refused only when the app is leaving.
    let _ = app.run_on_main_thread(move || what(&handle.state::<Tray>(), &handle));
}
