//! The notification service of macOS. A click brings Authgauge to the front; `on_click` never runs.

use authgauge_app::words::AlertText;
use authgauge_core::identity::PRODUCT;
use notify_rust::Notification;

#[derive(Default)]
pub(crate) struct Notifier {}

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
        notification.show().map(drop)
    }
}
