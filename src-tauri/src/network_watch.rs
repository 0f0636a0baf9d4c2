//! Reports when the network is back, from NetworkManager's signals. Without NetworkManager, only the backoff
//! retries failed refreshes.

use zbus::Connection;
use zbus::export::ordered_stream::OrderedStreamExt as _;

/// `NM_STATE_CONNECTED_GLOBAL`: the internet is reachable.
const CONNECTED: u32 = 70;

#[zbus::proxy(
    interface = "org.freedesktop.NetworkManager",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop/NetworkManager",
    gen_blocking = false
)]
trait NetworkManager {
    #[zbus(signal)]
    fn state_changed(&self, state: u32) -> zbus::Result<()>;
}

/// Calls `on_connected` each time the network comes back, until the bus connection closes.
pub(crate) async fn watch(on_connected: impl Fn()) {
    // Without a system bus there is nothing to watch.
    let _ = listen(&on_connected).await;
}

async fn listen(on_connected: &impl Fn()) -> zbus::Result<()> {
    let bus = Connection::system().await?;
    let network_manager = NetworkManagerProxy::new(&bus).await?;
    let mut changes = network_manager.receive_state_changed().await?;
    while let Some(change) = changes.next().await {
        if is_connected(&change) {
            on_connected();
        }
    }
    Ok(())
}

fn is_connected(change: &StateChanged) -> bool {
    change.args().is_ok_and(|change| change.state == CONNECTED)
}

#[cfg(test)]
mod tests {
    use zbus::Message;
    use zbus::proxy::Defaults as _;

    use super::*;

    fn change(body: &(impl serde::Serialize + zbus::zvariant::DynamicType)) -> StateChanged {
        let path = NetworkManagerProxy::PATH.as_ref().unwrap();
        let interface = NetworkManagerProxy::INTERFACE.as_ref().unwrap();
        let signal = Message::signal(path, interface, "StateChanged").unwrap();
        StateChanged::from_message(signal.build(body).unwrap()).unwrap()
    }

    #[test]
    fn only_full_connectivity_counts_as_connected() {
        assert!(is_connected(&change(&CONNECTED)));
        for state in [0_u32, 20, 40, 50, 60] {
            assert!(!is_connected(&change(&state)), "{state}");
        }
        assert!(!is_connected(&change(&"connected")));
    }
}
