//! The service programs register their items with (`org.kde.StatusNotifierWatcher`).

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zbus::interface;
use zbus::message::Header;
use zbus::object_server::SignalEmitter;

pub(super) const BUS_NAME: &str = "org.kde.StatusNotifierWatcher";
pub(super) const PATH: &str = "/StatusNotifierWatcher";

/// Where an item is on the bus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ItemAddress {
    pub(super) owner: String,
    pub(super) path: String,
}

impl fmt::Display for ItemAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.owner, self.path)
    }
}

/// Every item that was registered, those of exited programs included.
#[derive(Debug, Clone, Default)]
pub(super) struct Registered(Arc<Mutex<Vec<ItemAddress>>>);

impl Registered {
    pub(super) fn all(&self) -> Vec<ItemAddress> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ItemAddress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) struct Watcher(pub(super) Registered);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// `service` is the program's bus name, or the path of an item of the caller.
    async fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        let address = if service.starts_with('/') {
            ItemAddress {
                owner: header.sender().map(ToString::to_string).unwrap_or_default(),
                path: service,
            }
        } else {
            ItemAddress {
                owner: service,
                path: "/StatusNotifierItem".to_owned(),
            }
        };
        let name = address.to_string();
        {
            let mut registered = self.0.lock();
            if !registered.contains(&address) {
                registered.push(address);
            }
        }
        Ok(Self::status_notifier_item_registered(&emitter, &name).await?)
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().iter().map(ToString::to_string).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(signal)]
    async fn status_notifier_item_registered(
        emitter: &SignalEmitter<'_>,
        service: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn status_notifier_host_registered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;
}
