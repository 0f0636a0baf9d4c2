//! The desktop's notifications: a daemon that keeps what programs told it, and clicks for nobody but a test.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use zbus::{Connection, connection, interface, object_server::SignalEmitter, zvariant::OwnedValue};

use crate::{Result, wait::until};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A notification as a program sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notified {
    /// The daemon's number for it.
    pub id: u32,
    /// Who sent it, in its own words.
    pub app: String,
    /// The first line.
    pub summary: String,
    /// The rest.
    pub body: String,
    /// The name and the words of each thing that can be done with it; `default` is a click on the whole.
    pub actions: Vec<(String, String)>,
    /// 0 low, 1 normal, 2 critical, if it said so.
    pub urgency: Option<u8>,
}

/// A notification daemon on a session's bus. It keeps all it is told, and goes when dropped.
pub struct Notifications {
    bus: Connection,
    shown: Shown,
}

impl Notifications {
    /// Takes the name on the bus and listens.
    pub(crate) async fn start(address: &str) -> Result<Self> {
        let shown = Shown::default();
        let bus = connection::Builder::address(address)?
            .serve_at(PATH, Daemon(shown.clone()))?
            .name(NAME)?
            .build()
            .await?;
        Ok(Self { bus, shown })
    }

    /// All so far, in the order they came.
    #[must_use]
    pub fn shown(&self) -> Vec<Notified> {
        self.shown.all().clone()
    }

    /// Waits for one whose words have `part` in them; the last, if there are several.
    ///
    /// # Errors
    /// When none comes in time; those that came are told.
    pub async fn wait_for(&self, part: &str) -> Result<Notified> {
        until(&format!("a notification of {part:?}"), async || {
            let all = self.shown();
            let found = all.iter().rfind(|one| one.says(part)).cloned();
            match found {
                None if !all.is_empty() => Err(crate::Error::Unexpected(format!("{all:?}"))),
                found => Ok(found),
            }
        })
        .await
    }

    /// Clicks on a notification as a person would, which also closes it.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn click(&self, id: u32) -> Result<()> {
        self.choose(id, "default").await
    }

    /// Chooses one of its actions, which also closes it.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn choose(&self, id: u32, action: &str) -> Result<()> {
        let told = SignalEmitter::new(&self.bus, PATH)?;
        Daemon::action_invoked(&told, id, action).await?;
        Ok(Daemon::notification_closed(&told, id, CLOSED_BY_OWNER).await?)
    }
}

impl Notified {
    /// True when its first line or the rest has this text in it.
    #[must_use]
    pub fn says(&self, part: &str) -> bool {
        self.summary.contains(part) || self.body.contains(part)
    }
}

const CLOSED_BY_OWNER: u32 = 2;
const CLOSED_BY_CALL: u32 = 3;

#[derive(Debug, Clone, Default)]
struct Shown(Arc<Mutex<Vec<Notified>>>);

impl Shown {
    fn all(&self) -> MutexGuard<'_, Vec<Notified>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its number: its own, or that of the one it takes the place of.
    fn add(&self, replaces: u32, mut new: Notified) -> u32 {
        let mut all = self.all();
        let next = all.iter().map(|one| one.id).max().unwrap_or_default() + 1;
        new.id = if replaces == 0 { next } else { replaces };
        let id = new.id;
        all.push(new);
        id
    }
}

struct Daemon(Shown);

#[interface(name = "org.freedesktop.Notifications")]
impl Daemon {
    fn get_capabilities(&self) -> Vec<&'static str> {
        vec!["actions", "body", "persistence"]
    }

    fn get_server_information(&self) -> (&'static str, &'static str, &'static str, &'static str) {
        (
            "desktop-driver",
            "Authgauge",
            env!("CARGO_PKG_VERSION"),
            "1.2",
        )
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the desktop's specification has that many"
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
        let pairs = actions.as_chunks::<2>().0.iter();
        let urgency = hints
            .get("urgency")
            .and_then(|value| u8::try_from(value).ok());
        let new = Notified {
            id: 0,
            app: app_name,
            summary,
            body,
            actions: pairs
                .map(|[name, words]| (name.clone(), words.clone()))
                .collect(),
            urgency,
        };
        self.0.add(replaces_id, new)
    }

    async fn close_notification(
        &self,
        id: u32,
        #[zbus(signal_emitter)] told: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        Ok(Self::notification_closed(&told, id, CLOSED_BY_CALL).await?)
    }

    #[zbus(signal)]
    async fn action_invoked(
        told: &SignalEmitter<'_>,
        id: u32,
        action_key: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(
        told: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}
