//! Alerts as notifications of the desktop, whether the window is open or not.

#[cfg_attr(target_os = "linux", path = "dbus.rs")]
#[cfg_attr(target_os = "macos", path = "macos.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod service;

mod budget;

use authgauge_app::words::AlertText;

pub(crate) use budget::Budget;
pub(crate) use service::Notifier;

/// Shows a notification; `on_click` runs when the owner clicks it. Where the desktop shows none, the window
/// still lists the alert.
pub(crate) async fn show(
    notifier: &Notifier,
    text: AlertText,
    on_click: impl FnOnce() + Send + 'static,
) {
    match notifier.show(text, on_click).await {
        Ok(()) => tracing::info!("an alert was shown on the desktop"),
        Err(_) => tracing::warn!("the desktop shows no notifications"),
    }
}
