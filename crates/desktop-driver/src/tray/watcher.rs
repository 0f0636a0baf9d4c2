//! Where programs say that they have an item.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zbus::{interface, message::Header, object_server::SignalEmitter};

/// Who registered, by name on the bus, and where its item is.
#[derive(Debug, Clone, Default)]
pub(super) struct Items(Arc<Mutex<Vec<(String, String)>>>);

impl Items {
    pub(super) fn all(&self) -> Vec<(String, String)> {
        self.kept().clone()
    }

    fn add(&self, item: (String, String)) {
        let mut kept = self.kept();
        if !kept.contains(&item) {
            kept.push(item);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Vec<(String, String)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) struct Watcher(pub(super) Items);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// What is given is the program's name on the bus, or the item's path at whoever calls.
    async fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: Header<'_>,
        #[zbus(signal_emitter)] told: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') {
            (sender, service)
        } else {
            (service, "/StatusNotifierItem".to_owned())
        };
        let name = format!("{}{}", item.0, item.1);
        self.0.add(item);
        Ok(Self::status_notifier_item_registered(&told, &name).await?)
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let all = self.0.all();
        all.iter()
            .map(|(owner, path)| format!("{owner}{path}"))
            .collect()
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
        told: &SignalEmitter<'_>,
        service: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn status_notifier_host_registered(told: &SignalEmitter<'_>) -> zbus::Result<()>;
}
