//! Whether a Linux panel shows tray icons. A panel registers on the session bus, often after this program has
//! started at login.

use zbus::Connection;
use zbus::export::ordered_stream::OrderedStreamExt as _;
use zbus::fdo::DBusProxy;

/// Where panels and icons register, on every desktop.
#[zbus::proxy(
    interface = "org.kde.StatusNotifierWatcher",
    default_service = "org.kde.StatusNotifierWatcher",
    default_path = "/StatusNotifierWatcher",
    gen_blocking = false
)]
trait StatusNotifierWatcher {
    // Read from the bus each time: not every watcher emits its changes.
    #[zbus(property(emits_changed_signal = "false"))]
    fn is_status_notifier_host_registered(&self) -> zbus::Result<bool>;
}

/// Calls `on_change` with whether there is a panel, now and at each change, until the bus connection closes.
pub(super) async fn watch(on_change: impl Fn(bool)) {
    // Without a session bus there is no panel.
    let _ = listen(&on_change).await;
    on_change(false);
}

async fn listen(on_change: &impl Fn(bool)) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let names = DBusProxy::new(&bus).await?;
    let watcher = StatusNotifierWatcherProxy::new(&bus).await?;
    let name = watcher.inner().destination().as_str();
    let mut owners = names
        .receive_name_owner_changed_with_args(&[(0, name)])
        .await?;
    let mut panels = watcher.inner().receive_all_signals().await?;
    let mut last = None;
    loop {
        let now = has_panel(&names, &watcher).await;
        if last != Some(now) {
            on_change(now);
            last = Some(now);
        }
        let is_open = tokio::select! {
            changed = owners.next() => changed.is_some(),
            changed = panels.next() => changed.is_some(),
        };
        if !is_open {
            return Ok(());
        }
    }
}

/// A watcher may run without a panel. One that doesn't report panels counts as having one.
async fn has_panel(names: &DBusProxy<'_>, watcher: &StatusNotifierWatcherProxy<'_>) -> bool {
    let Some(name) = watcher.inner().destination().as_str().try_into().ok() else {
        return false;
    };
    names.name_has_owner(name).await.unwrap_or(false)
        && watcher
            .is_status_notifier_host_registered()
            .await
            .unwrap_or(true)
}
