//! Reports when a keychain that was missing or locked may have become usable, from signals of the session bus.

use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::timeout;
use zbus::export::ordered_stream::OrderedStreamExt as _;
use zbus::message::Type;
use zbus::{Connection, MatchRule, Message, MessageStream};

const SECRETS: &str = "org.freedesktop.secrets";
const SECRETS_PATH: &str = "/org/freedesktop/secrets";
const BUS: &str = "org.freedesktop.DBus";

/// What the Secret Service signals when a collection is unlocked, or set up, or gets an entry.
const MEMBERS: [&str; 4] = [
    "CollectionCreated",
    "CollectionChanged",
    "ItemCreated",
    "PropertiesChanged",
];

/// Signals come in bursts, which count as one change.
const SETTLE: Duration = Duration::from_millis(500);

/// The most signals that count as one change.
const BURST: usize = 100;

/// Notifies after each change, until the bus connection closes. Without a session bus there is no keychain.
pub(crate) async fn watch(changed: &Notify) {
    let _ = listen(changed).await;
}

async fn listen(changed: &Notify) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let mut owners = signals(&bus, appearance()?).await?;
    let mut changes = signals(&bus, change()?).await?;
    // It may have appeared before the bus was listened to.
    changed.notify_one();
    loop {
        let message = tokio::select! {
            message = owners.next() => message,
            message = changes.next() => message,
        };
        let Some(message) = message else {
            return Ok(());
        };
        if !is_usable(&message?) {
            continue;
        }
        for _ in 0..BURST {
            if timeout(SETTLE, changes.next()).await.is_err() {
                break;
            }
        }
        changed.notify_one();
    }
}

async fn signals(bus: &Connection, rule: MatchRule<'_>) -> zbus::Result<MessageStream> {
    MessageStream::for_match_rule(rule, bus, None).await
}

/// A service took the name, or lost it.
fn appearance() -> zbus::Result<MatchRule<'static>> {
    let rule = MatchRule::builder().msg_type(Type::Signal).sender(BUS)?;
    let rule = rule.interface(BUS)?.member("NameOwnerChanged")?;
    Ok(rule.arg(0, SECRETS)?.build())
}

/// A collection changed.
fn change() -> zbus::Result<MatchRule<'static>> {
    let rule = MatchRule::builder().msg_type(Type::Signal);
    Ok(rule.sender(SECRETS)?.path_namespace(SECRETS_PATH)?.build())
}

/// Whether the keychain may answer after this signal.
fn is_usable(message: &Message) -> bool {
    let header = message.header();
    let member = header
        .member()
        .map(|member| member.as_str())
        .unwrap_or_default();
    match member {
        "NameOwnerChanged" => {
            let owner = message.body().deserialize::<(String, String, String)>();
            owner.is_ok_and(|(_, _, new)| !new.is_empty())
        }
        member => MEMBERS.contains(&member),
    }
}
