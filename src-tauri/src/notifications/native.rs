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
        Notification::new()
            .appname(PRODUCT)
            .summary(&text.title)
            .body(&text.body)
            .show()
            .map(drop)
    }
}
