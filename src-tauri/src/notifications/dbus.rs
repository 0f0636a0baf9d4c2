//! The desktop's notification service on the session bus.
//!
//! Not a library: the maintained ones block one thread per notification until it is clicked or closed.

use std::collections::HashMap;
use std::sync::Arc;

use authgauge_app::words::AlertText;
use authgauge_core::identity::{IDENTIFIER, PRODUCT};
use tokio::sync::{Mutex, OnceCell};
use zbus::export::ordered_stream::OrderedStreamExt as _;
use zbus::proxy::SignalStream;
use zbus::zvariant::Value;
use zbus::{Connection, Message};

/// The action's key for a click on the notification itself.
const CLICKED: &str = "default";

/// The names that packages give to the icon and, without its suffix, to the .desktop file.
const ICON: &str = IDENTIFIER;
const DESKTOP_ENTRY: &str = IDENTIFIER;

/// Leaves the time on screen to the desktop.
const DEFAULT_TIMEOUT: i32 = -1;

const NORMAL_URGENCY: u8 = 1;

type OnClick = Box<dyn FnOnce() + Send>;

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Notifications {
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[expect(clippy::too_many_arguments, reason = "set by the specification")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// Connects to the notification service on first use.
#[derive(Default)]
pub(crate) struct Notifier {
    service: OnceCell<NotificationsProxy<'static>>,
    pending: Pending,
}

impl Notifier {
    /// Shows a notification; `on_click` runs when the owner clicks it.
    ///
    /// # Errors
    /// Without a session bus or a notification service.
    pub(super) async fn show(
        &self,
        text: AlertText,
        on_click: impl FnOnce() + Send + 'static,
    ) -> zbus::Result<()> {
        let service = self
            .service
            .get_or_try_init(|| connect(self.pending.clone()))
            .await?;
        let capabilities = service.get_capabilities().await?;
        let body = match capabilities.iter().any(|name| name == "body-markup") {
            true => escape_markup(&text.body),
            false => text.body,
        };
        let hints = HashMap::from([
            ("desktop-entry", Value::from(DESKTOP_ENTRY)),
            ("urgency", Value::from(NORMAL_URGENCY)),
        ]);
        let actions = [CLICKED, PRODUCT];
        let shown = service.notify(
            PRODUCT,
            0,
            ICON,
            &text.title,
            &body,
            &actions,
            hints,
            DEFAULT_TIMEOUT,
        );
        self.pending.add(shown, Box::new(on_click)).await
    }
}

/// Connects, and handles clicks until the connection closes.
async fn connect(pending: Pending) -> zbus::Result<NotificationsProxy<'static>> {
    let service = NotificationsProxy::new(&Connection::session().await?).await?;
    // One stream for both signals: a click is followed by a close, and their order must not change.
    let signals = service.inner().receive_all_signals().await?;
    tokio::spawn(run_clicks(signals, pending));
    Ok(service)
}

async fn run_clicks(mut signals: SignalStream<'static>, pending: Pending) {
    while let Some(signal) = signals.next().await {
        if let Some(on_click) = pending.take_clicked(&signal).await {
            on_click();
        }
    }
}

/// What to do on a click, by notification ID.
#[derive(Clone, Default)]
struct Pending(Arc<Mutex<HashMap<u32, OnClick>>>);

impl Pending {
    /// Waits for the ID of a notification. It stays locked meanwhile: a click may be read before that answer is.
    async fn add(
        &self,
        shown: impl Future<Output = zbus::Result<u32>>,
        on_click: OnClick,
    ) -> zbus::Result<()> {
        let mut pending = self.0.lock().await;
        pending.insert(shown.await?, on_click);
        Ok(())
    }

    /// Removes what a signal settles. What to do, if it was a click.
    async fn take_clicked(&self, signal: &Message) -> Option<OnClick> {
        if let Some(signal) = NotificationClosed::from_message(signal.clone()) {
            self.0.lock().await.remove(&signal.args().ok()?.id);
            return None;
        }
        let signal = ActionInvoked::from_message(signal.clone())?;
        let clicked = signal.args().ok()?;
        match clicked.action_key {
            CLICKED => self.0.lock().await.remove(&clicked.id),
            _ => None,
        }
    }
}

/// Names come from a server and are shown as plain text.
fn escape_markup(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use zbus::proxy::Defaults as _;

    use super::*;

    fn signal(
        member: &str,
        body: &(impl serde::Serialize + zbus::zvariant::DynamicType),
    ) -> Message {
        let path = NotificationsProxy::PATH.as_ref().unwrap();
        let interface = NotificationsProxy::INTERFACE.as_ref().unwrap();
        let signal = Message::signal(path, interface, member).unwrap();
        signal.build(body).unwrap()
    }

    async fn pending(id: u32) -> Pending {
        let pending = Pending::default();
        let added = pending.add(async { Ok(id) }, Box::new(|| {}));
        added.await.unwrap();
        pending
    }

    async fn is_clicked(pending: &Pending, id: u32, key: &str) -> bool {
        let signal = signal("ActionInvoked", &(id, key));
        pending.take_clicked(&signal).await.is_some()
    }

    #[test]
    fn packages_install_these_names() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging");
        let entry = std::fs::read_to_string(format!("{folder}/{DESKTOP_ENTRY}.desktop")).unwrap();
        assert!(entry.contains(&format!("\nIcon={ICON}\n")));
    }

    #[tokio::test]
    async fn a_click_runs_its_own_action_once() {
        let pending = pending(7).await;
        assert!(!is_clicked(&pending, 8, CLICKED).await);
        assert!(!is_clicked(&pending, 7, "other").await);
        assert!(is_clicked(&pending, 7, CLICKED).await);
        assert!(!is_clicked(&pending, 7, CLICKED).await);
    }

    #[tokio::test]
    async fn a_click_that_is_read_before_the_id_counts() {
        let pending = Pending::default();
        let (shown, answer) = tokio::sync::oneshot::channel();
        let adding = pending.add(async { Ok(answer.await.unwrap()) }, Box::new(|| {}));
        let clicking = async {
            tokio::join!(is_clicked(&pending, 7, CLICKED), async {
                shown.send(7).unwrap()
            })
            .0
        };
        let (added, clicked) = tokio::join!(adding, clicking);
        added.unwrap();
        assert!(clicked);
    }

    #[tokio::test]
    async fn closing_a_notification_drops_its_action() {
        let pending = pending(7).await;
        let closed = signal("NotificationClosed", &(7_u32, 1_u32));
        assert!(pending.take_clicked(&closed).await.is_none());
        assert!(pending.0.lock().await.is_empty());
    }

    #[tokio::test]
    async fn other_signals_are_ignored() {
        let pending = pending(7).await;
        for other in [
            signal("ActionInvoked", &"seven"),
            signal("ActivationToken", &(7_u32, "token")),
        ] {
            assert!(pending.take_clicked(&other).await.is_none());
        }
        assert_eq!(pending.0.lock().await.len(), 1);
    }

    #[test]
    fn markup_in_names_is_escaped() {
        assert_eq!(escape_markup("<b>A&B</b>"), "&lt;b&gt;A&amp;B&lt;/b&gt;");
    }
}
