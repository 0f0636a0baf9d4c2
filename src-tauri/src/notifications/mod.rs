//! Alerts as notifications of the desktop, whether the window is open or not.

#[cfg_attr(target_os = "linux", path = "dbus.rs")]
#[cfg_attr(target_os = "macos", path = "macos.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod service;

mod budget;

use std::time::Duration;

use authgauge_app::words::AlertText;
use tokio::time::timeout;

pub(crate) use budget::Budget;
pub(crate) use service::Notifier;

/// A desktop that does not answer must not hold the alerts after this one.
const LIMIT: Duration = Duration::from_secs(10);

/// Shows a notification; `on_click` runs when the owner clicks it. Where the desktop shows none, the window
/// still lists the alert.
pub(crate) async fn show(
    notifier: &Notifier,
    text: AlertText,
    on_click: impl FnOnce() + Send + 'static,
) {
    match timeout(LIMIT, notifier.show(text, on_click)).await {
        Ok(Ok(())) => tracing::info!("an alert was shown on the desktop"),
        Ok(Err(_)) | Err(_) => tracing::warn!("the desktop shows no notifications"),
    }
}
