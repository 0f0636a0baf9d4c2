//! The system's notification service on macOS and Windows. A click brings Authgauge to the front where the
//! system does so; `on_click` never runs.

use authgauge_app::words::AlertText;
use authgauge_core::identity::PRODUCT;
use notify_rust::Notification;

#[derive(Default)]
pub(crate) struct Notifier;

impl Notifier {
    /// Shows a notification.
    ///
    /// # Errors
    /// Where the system refuses it.
    pub(super) async fn show(
        &self,
        text: AlertText,
        _on_click: impl FnOnce() + Send + 'static,
    ) -> notify_rust::error::Result<()> {
        let mut notification = Notification::new();
        notification
            .appname(PRODUCT)
            .summary(&text.title)
            .body(&text.body);
        #[cfg(windows)]
        notification.app_id(registered_id());
        notification.show().map(drop)
    }
}

/// The ID under which Windows knows the name of the program. Without one a notification is PowerShell's.
#[cfg(windows)]
fn registered_id() -> &'static str {
    use authgauge_core::identity::IDENTIFIER;

    let key = format!(r"Software\Classes\AppUserModelId\{IDENTIFIER}");
    let registered = windows_registry::CURRENT_USER
        .create(key)
        .and_then(|key| key.set_string("DisplayName", PRODUCT));
    if registered.is_err() {
        tracing::warn!("the program's name is not registered for notifications");
    }
    IDENTIFIER
}
