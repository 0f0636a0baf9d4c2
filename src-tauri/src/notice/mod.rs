//! Alerts, as the desktop shows them: over whatever the owner is doing, whether the window is open or not.

#[cfg_attr(target_os = "linux", path = "on_the_bus.rs")]
#[cfg_attr(not(target_os = "linux"), path = "elsewhere.rs")]
mod desktop;

use authgauge_app::view::{AlertView, OpenAt};
use authgauge_core::alert::AlertSubject;
use tauri::AppHandle;

use crate::window_lifecycle;
use crate::words::Told;

pub(crate) use desktop::Desktop;

/// Where a click on an alert leads.
pub(crate) fn place_of(alert: &AlertView) -> OpenAt {
    let benefit = match &alert.subject {
        AlertSubject::Benefit { code, .. } => Some(code.clone()),
        AlertSubject::Pool | AlertSubject::Mau => None,
    };
    OpenAt {
        pool: alert.pool.clone(),
        benefit,
    }
}

/// Shows it. Where the desktop shows none, the list in the window has it all the same.
pub(crate) async fn show(desktop: &Desktop, app: &AppHandle, told: Told, at: OpenAt) {
    let app = app.clone();
    let shown = desktop
        .show(told, move || window_lifecycle::open_at(&app, at))
        .await;
    match shown {
        Ok(()) => tracing::info!("an alert was shown on the desktop"),
        Err(_) => tracing::warn!("the desktop shows no notifications"),
    }
}
