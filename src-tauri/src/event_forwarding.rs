//! Forwards an application's events to the window, the tray and the desktop's notifications.

use std::time::Instant;

use authgauge_api::{OpenAt, Overview, PoolView, TraySummary, privacy};
use authgauge_app::startup::language;
use authgauge_app::words::{self, OwnerCalendar};
use authgauge_app::{AlertSnapshot, Application, Event, ResetNotice, condense};
use authgauge_core::alert::AlertSubject;
use authgauge_core::pool::PoolId;
use chrono::Utc;
use tauri::async_runtime::spawn;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::sleep_until;

use crate::app_state::Task;
use crate::first_paint::FirstPaint;
use crate::notifications::{self, Budget, Notifier};
use crate::tray::Tray;
use crate::window::MAIN;
use crate::window_lifecycle;

/// Shows an application in the window and the tray, from its current state on.
pub(crate) fn show(app: &AppHandle, application: &Application) -> Task {
    let (events, app) = (application.events(), app.clone());
    let application = application.clone();
    Task(spawn(async move {
        show_in_tray(&app, &application);
        forward(events, &app, &application).await;
    }))
}

/// Runs an application's refreshes and shows its alerts on the desktop.
pub(crate) fn run(app: &AppHandle, application: &Application) -> Vec<Task> {
    let notifying = notify(application.events(), app.clone(), application.clone());
    let (running, watching) = (application.clone(), application.clone());
    let painted = app.state::<FirstPaint>().wait();
    let refreshing = async move {
        painted.await;
        running.run().await;
    };
    vec![
        Task(spawn(notifying)),
        Task(spawn(refreshing)),
        Task(spawn(async move { watching.watch_keychain().await })),
        #[cfg(target_os = "linux")]
        Task(spawn(watch_network(application.clone()))),
    ]
}

/// Refreshes what could not be reached as soon as the network is back.
#[cfg(target_os = "linux")]
async fn watch_network(application: Application) {
    crate::network_watch::watch(move || application.network_is_back()).await;
}

async fn forward(mut events: Receiver<Event>, app: &AppHandle, application: &Application) {
    loop {
        let emitted = match events.recv().await {
            Ok(Event::Overview(snapshot)) => {
                show_in_tray(app, application);
                app.emit_to(MAIN, "overview_changed", Overview::from(&*snapshot))
            }
            Ok(Event::Pool(snapshot)) => {
                app.emit_to(MAIN, "pool_changed", PoolView::from(&*snapshot))
            }
            Ok(Event::Alert(_) | Event::Reset(_)) => Ok(()),
            Err(RecvError::Lagged(_)) => emit_all(app, application),
            Err(RecvError::Closed) => return,
        };
        // A window that is being closed receives nothing.
        drop(emitted);
    }
}

/// Emits the whole state, after events were missed.
fn emit_all(app: &AppHandle, application: &Application) -> tauri::Result<()> {
    show_in_tray(app, application);
    let snapshot = application.snapshot();
    for pool in &snapshot.pools {
        app.emit_to(MAIN, "pool_changed", PoolView::from(pool))?;
    }
    app.emit_to(MAIN, "overview_changed", Overview::from(&snapshot))
}

fn show_in_tray(app: &AppHandle, application: &Application) {
    let snapshot = application.snapshot();
    let language = language(snapshot.settings.language);
    app.state::<Tray>()
        .show(app, TraySummary::from(&snapshot), language);
}

async fn notify(mut events: Receiver<Event>, app: AppHandle, application: Application) {
    let mut alerts = Budget::new(|waiting| condense(waiting, 0));
    let mut resets = Budget::new(ResetNotice::condense);
    loop {
        let due = alerts.due().into_iter().chain(resets.due()).min();
        let wait = sleep_until(due.unwrap_or_else(Instant::now).into());
        tokio::select! {
            event = events.recv() => match event {
                Ok(Event::Alert(alert)) => {
                    if let Some(alert) = alerts.admit(*alert, Instant::now()) {
                        show_alert(&app, &application, &alert).await;
                    }
                }
                Ok(Event::Reset(notice)) => {
                    if let Some(notice) = resets.admit(*notice, Instant::now()) {
                        show_reset(&app, &application, notice).await;
                    }
                }
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            () = wait, if due.is_some() => {
                for alert in alerts.release(Instant::now()) {
                    show_alert(&app, &application, &alert).await;
                }
                for notice in resets.release(Instant::now()) {
                    show_reset(&app, &application, notice).await;
                }
            }
        }
    }
}

async fn show_alert(app: &AppHandle, application: &Application, snapshot: &AlertSnapshot) {
    let settings = application.settings();
    if !settings.notify {
        return;
    }
    let snapshot = privacy::for_notification(snapshot.clone());
    let (alert, language) = (&snapshot.alert, language(settings.language));
    let (name, subject, kind) = (&snapshot.pool_name, &alert.subject, &alert.kind);
    let (handle, notifier) = (app.clone(), app.state::<Notifier>());
    let calendar = OwnerCalendar::local(Utc::now());
    match snapshot.also {
        None => {
            let text = words::alert(name, subject, kind, language, calendar);
            let at = place_of(&alert.pool, &alert.subject);
            let open = move || window_lifecycle::open_at(&handle, at);
            notifications::show(&notifier, text, open).await;
        }
        Some(also) => {
            let name = (!also.several_pools).then_some(name.as_str());
            let count = also.count.saturating_add(1);
            let text = words::summary(name, count, (subject, kind), language, calendar);
            let pool = alert.pool.clone();
            let open = move || window_lifecycle::open_alerts(&handle, &pool);
            notifications::show(&notifier, text, open).await;
        }
    }
}

async fn show_reset(app: &AppHandle, application: &Application, notice: ResetNotice) {
    let settings = application.settings();
    if !settings.notify {
        return;
    }
    let notice = privacy::for_reset_notification(notice);
    let text = words::reset(&notice, language(settings.language));
    let at = match notice.others {
        0 => place_of(&notice.pool, &notice.subject),
        _ => place_of(&notice.pool, &AlertSubject::Pool),
    };
    let (handle, notifier) = (app.clone(), app.state::<Notifier>());
    let open = move || window_lifecycle::open_at(&handle, at);
    notifications::show(&notifier, text, open).await;
}

/// Where a click on a notification leads.
fn place_of(pool: &PoolId, subject: &AlertSubject) -> OpenAt {
    let benefit = match subject {
        AlertSubject::Benefit { code, .. } => Some(code.clone()),
        AlertSubject::Pool | AlertSubject::Mau => None,
    };
    OpenAt {
        pool: pool.clone(),
        benefit,
    }
}
