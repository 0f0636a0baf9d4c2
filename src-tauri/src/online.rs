//! Whether the network came back. NetworkManager says so on the system's bus; where it is not used, what could not
//! be reached is tried again by itself, with pauses that widen.

use zbus::export::ordered_stream::OrderedStreamExt as _;
use zbus::{Connection, MatchRule, Message, MessageStream};

const NETWORK_MANAGER: &str = "org.freedesktop.NetworkManager";
const PATH: &str = "/org/freedesktop/NetworkManager";

/// `NM_STATE_CONNECTED_GLOBAL`: the internet can be reached, as far as it can tell.
const CONNECTED: u32 = 70;

/// Calls each time the network has come back, for as long as there is a bus.
pub(crate) async fn watch(came_online: impl Fn()) {
    // Without it there is nothing to wait for.
    let _ = listen(&came_online).await;
}

async fn listen(came_online: &impl Fn()) -> zbus::Result<()> {
    let bus = Connection::system().await?;
    let states = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .sender(NETWORK_MANAGER)?
        .interface(NETWORK_MANAGER)?
        .path(PATH)?
        .member("StateChanged")?
        .build();
    let mut states = MessageStream::for_match_rule(states, &bus, None).await?;
    while let Some(Ok(signal)) = states.next().await {
        if is_connected(&signal) {
            came_online();
        }
    }
    Ok(())
}

fn is_connected(signal: &Message) -> bool {
    signal
        .body()
        .deserialize::<u32>()
        .is_ok_and(|state| state == CONNECTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(body: &(impl serde::Serialize + zbus::zvariant::DynamicType)) -> Message {
        let signal = Message::signal(PATH, NETWORK_MANAGER, "StateChanged").unwrap();
        signal.build(body).unwrap()
    }

    #[test]
    fn only_the_whole_network_counts() {
        assert!(is_connected(&signal(&CONNECTED)));
        for state in [0_u32, 20, 40, 50, 60] {
            assert!(!is_connected(&signal(&state)), "{state}");
        }
        assert!(!is_connected(&signal(&"connected")));
    }
}
