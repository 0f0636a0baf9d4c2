//! A notification daemon (`org.freedesktop.Notifications`) that records what programs send.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;
use zbus::{Connection, connection, interface};

use crate::error::{Error, Result};
use crate::wait::wait_until;

const BUS_NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// The action of a click on the notification itself.
const DEFAULT_ACTION: &str = "default";

const DISMISSED_BY_USER: u32 = 2;
const CLOSED_BY_CALL: u32 = 3;

/// A notification that a program sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The daemon's ID for it.
    pub id: u32,
    /// The name of the program, as it sent it.
    pub app: String,
    /// The title.
    pub summary: String,
    /// The text below the title.
    pub body: String,
    /// Name and label of each action; `default` is a click on the notification itself.
    pub actions: Vec<(String, String)>,
    /// 0 low, 1 normal, 2 critical; `None` when not sent.
    pub urgency: Option<u8>,
}

impl Notification {
    /// True when the title or the text contains `text`.
    pub fn contains(&self, text: &str) -> bool {
        self.summary.contains(text) || self.body.contains(text)
    }
}

/// A notification daemon on a session's bus. Dropping it stops it.
pub struct Notifications {
    bus: Connection,
    received: Received,
}

impl Notifications {
    pub(crate) async fn start(address: &str) -> Result<Self> {
        let received = Received::default();
        let bus = connection::Builder::address(address)?
            .serve_at(PATH, Daemon(received.clone()))?
            .name(BUS_NAME)?
            .build()
            .await?;
        Ok(Self { bus, received })
    }

    /// All notifications so far, in the order of arrival. A replacement is listed too.
    pub fn all(&self) -> Vec<Notification> {
        lock(&self.received).clone()
    }

    /// Waits for a notification that contains `text` and returns the last one.
    pub async fn wait_for(&self, text: &str) -> Result<Notification> {
        wait_until(&format!("a notification of {text:?}"), async || {
            let all = self.all();
            match all.iter().rfind(|one| one.contains(text)) {
                Some(found) => Ok(Some(found.clone())),
                None => Err(Error::Unexpected(format!("{all:?}"))),
            }
        })
        .await
    }

    /// Clicks a notification, which also closes it.
    pub async fn click(&self, id: u32) -> Result<()> {
        let emitter = SignalEmitter::new(&self.bus, PATH)?;
        Daemon::action_invoked(&emitter, id, DEFAULT_ACTION).await?;
        Ok(Daemon::notification_closed(&emitter, id, DISMISSED_BY_USER).await?)
    }
}

type Received = Arc<Mutex<Vec<Notification>>>;

fn lock(received: &Received) -> MutexGuard<'_, Vec<Notification>> {
    received.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Daemon(Received);

#[interface(name = "org.freedesktop.Notifications")]
impl Daemon {
    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["actions", "body", "persistence"]
    }

    /// Name, vendor, version and version of the specification.
    fn get_server_information(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        let name = env!("CARGO_PKG_NAME");
        (name, name, env!("CARGO_PKG_VERSION"), "1.2")
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the signature is the specification's"
    )]
    fn notify(
        &self,
        app_name: String,
        replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let mut received = lock(&self.0);
        let last_id = received.iter().map(|one| one.id).max().unwrap_or_default();
        let id = if replaces_id == 0 {
            last_id + 1
        } else {
            replaces_id
        };
        let actions = actions.as_chunks::<2>().0.iter();
        let urgency = hints.get("urgency");
        received.push(Notification {
            id,
            app: app_name,
            summary,
            body,
            actions: actions
                .map(|[name, label]| (name.clone(), label.clone()))
                .collect(),
            urgency: urgency.and_then(|value| u8::try_from(value).ok()),
        });
        id
    }

    async fn close_notification(
        &self,
        id: u32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        Ok(Self::notification_closed(&emitter, id, CLOSED_BY_CALL).await?)
    }

    #[zbus(signal)]
    async fn action_invoked(
        emitter: &SignalEmitter<'_>,
        id: u32,
        action_key: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(
        emitter: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}
