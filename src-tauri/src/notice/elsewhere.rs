//! By the system's own service. A click brings Authgauge to the front where the system does that for it.

use notify_rust::Notification;

use crate::words::Told;

/// The way to the notification service.
#[derive(Default)]
pub(crate) struct Desktop;

impl Desktop {
    /// Shows it.
    ///
    /// # Errors
    /// Where the system takes none.
    pub(super) async fn show(
        &self,
        told: Told,
        _clicked: impl FnOnce() + Send + 'static,
    ) -> notify_rust::error::Result<()> {
        let mut notification = Notification::new();
        notification
            .appname("Authgauge")
            .summary(&told.title)
            .body(&told.body);
        notification.show().map(drop)
    }
}
