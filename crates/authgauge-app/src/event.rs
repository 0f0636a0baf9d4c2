//! What changed, for the window and other listeners.

use tokio::sync::broadcast;

use crate::resets::ResetNotice;
use crate::snapshot::{AlertSnapshot, PoolSnapshot, Snapshot};

/// Events that a slow listener may lag behind before it misses one; it then reads the latest snapshot.
const BUFFERED_EVENTS: usize = 1024;

/// A change, with the state right after it.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The list of pools, the alerts, the settings, or something about the whole application.
    Overview(Box<Snapshot>),
    /// One pool.
    Pool(Box<PoolSnapshot>),
    /// An alert to show the owner now.
    Alert(Box<AlertSnapshot>),
    /// Counts that started again, to show the owner now.
    Reset(Box<ResetNotice>),
}

/// Sends events to every listener.
pub(crate) struct Events(broadcast::Sender<Event>);

impl Events {
    pub(crate) fn new() -> Self {
        Self(broadcast::channel(BUFFERED_EVENTS).0)
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }

    pub(crate) fn send(&self, event: Event) {
        // Without a listener the send fails, which is fine: the window may be closed.
        let _ = self.0.send(event);
    }
}
