//! The tray icon and its menu: each pool's worst benefit, and the actions.

#[cfg_attr(target_os = "linux", path = "host_dbus.rs")]
#[cfg_attr(not(target_os = "linux"), path = "host_always.rs")]
mod host;
mod tray_icon;
mod tray_menu;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use authgauge_api::TraySummary;
use authgauge_app::ScratchFolders;
use authgauge_app::words::OwnerCalendar;
use authgauge_core::identity::PRODUCT;
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool_condition::PoolCondition;
use chrono::{NaiveDate, Utc};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Manager};
use tokio::sync::watch;

use crate::text;

pub(crate) use tray_menu::TrayChoice;

/// Runs the owner's choice in the menu.
pub(crate) type OnChoice = fn(&AppHandle, TrayChoice);

pub(crate) struct Tray {
    on_choice: OnChoice,
    /// Where the icon's file is written: Linux reads it from there.
    folders: ScratchFolders,
    /// Whether the desktop shows the icon.
    available: watch::Sender<bool>,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    icon: Option<TrayIcon>,
    /// The system's tray library is missing; there is no second attempt.
    failed: bool,
    /// With the owner's date, from which the days to a plan's end are counted.
    content: Option<(TraySummary, WordsLanguage, NaiveDate)>,
}

impl Tray {
    pub(crate) fn new(folders: ScratchFolders, on_choice: OnChoice) -> Self {
        Self {
            on_choice,
            folders,
            available: watch::Sender::new(false),
            shown: Mutex::default(),
        }
    }

    /// Whether the desktop shows the icon, so that the owner can reach Authgauge without a window.
    pub(crate) fn is_available(&self) -> bool {
        *self.available.borrow()
    }

    /// Waits until the desktop shows the icon. False after the timeout.
    pub(crate) async fn wait_until_available(&self, timeout: Duration) -> bool {
        let mut available = self.available.subscribe();
        let shown = available.wait_for(|available| *available);
        tokio::time::timeout(timeout, shown).await.is_ok()
    }

    /// Updates the icon, its tooltip and its menu.
    pub(crate) fn show(&self, app: &AppHandle, summary: TraySummary, language: WordsLanguage) {
        let calendar = OwnerCalendar::local(Utc::now());
        let today = (calendar.day_of)(calendar.now);
        let content = Some((summary, language, today));
        {
            let mut shown = self.shown();
            if shown.content == content {
                return;
            }
            shown.content = content;
        }
        on_main_thread(app, Self::draw);
    }

    /// Shows the icon once the desktop has a tray.
    fn on_host_change(&self, app: &AppHandle, has_host: bool) {
        if !has_host {
            self.available.send_replace(false);
            return;
        }
        on_main_thread(app, |tray, app| {
            let available = tray.ensure_icon(app);
            tray.available.send_replace(available);
            tracing::info!(available, "the desktop has a tray");
        });
    }

    /// Creates the icon unless it exists. Returns whether there is one.
    fn ensure_icon(&self, app: &AppHandle) -> bool {
        let attempted = {
            let shown = self.shown();
            shown.icon.is_some() || shown.failed
        };
        if !attempted {
            // On Linux the tray library is loaded on first use, and panics if it is not installed.
            let icon = catch_unwind(AssertUnwindSafe(|| self.build(app)));
            let icon = icon.ok().and_then(Result::ok);
            let mut shown = self.shown();
            shown.failed = icon.is_none();
            shown.icon = icon;
        }
        self.draw(app);
        self.shown().icon.is_some()
    }

    fn build(&self, app: &AppHandle) -> tauri::Result<TrayIcon> {
        let on_choice = self.on_choice;
        let folder = self
            .folders
            .folder("tray")
            .ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        TrayIconBuilder::with_id(PRODUCT)
            .icon(tray_icon::icon(None))
            .tooltip(PRODUCT)
            .temp_dir_path(folder)
            .show_menu_on_left_click(!cfg!(windows))
            .on_menu_event(move |app, event| {
                if let Some(choice) = TrayChoice::from_id(event.id().as_ref()) {
                    on_choice(app, choice);
                }
            })
            .on_tray_icon_event(move |tray, event| {
                if let Some(choice) = tray_menu::clicked(&event) {
                    on_choice(tray.app_handle(), choice);
                }
            })
            .build(app)
    }

    /// Draws the content. What the desktop refuses stays as it was.
    fn draw(&self, app: &AppHandle) {
        let (icon, content) = {
            let shown = self.shown();
            (shown.icon.clone(), shown.content.clone())
        };
        let (Some(icon), Some((summary, language, _))) = (icon, content) else {
            return;
        };
        let condition = summary.condition.as_ref();
        let calendar = OwnerCalendar::local(Utc::now());
        let condition_text = match &summary.followed {
            Some(pool) => text::pool(pool, language, calendar),
            None => text::condition(condition, language, calendar),
        };
        let tooltip = format!("{PRODUCT}: {condition_text}");
        let level = condition.map(PoolCondition::level);
        let _ = icon.set_icon(Some(tray_icon::icon(level)));
        let _ = icon.set_tooltip(Some(tooltip));
        if let Ok(menu) = tray_menu::menu(app, &summary, language, calendar) {
            let _ = icon.set_menu(Some(menu));
        }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows the icon as soon as the desktop has a tray.
pub(crate) fn watch_host(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(host::watch(move |has_host| {
        app.state::<Tray>().on_host_change(&app, has_host);
    }));
}

fn on_main_thread(app: &AppHandle, run: impl FnOnce(&Tray, &AppHandle) + Send + 'static) {
    let handle = app.clone();
    // Fails only while the program exits.
    let _ = app.run_on_main_thread(move || run(&handle.state::<Tray>(), &handle));
}
