//! On Linux a panel says on the session bus that it shows icons. There may be none, and one may come later:
//! what starts with the session is often there first.

use zbus::export::ordered_stream::OrderedStreamExt as _;
use zbus::{Connection, MatchRule, MessageStream, Proxy};

/// The program that panels and icons meet at, whichever desktop it is of.
const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const PATH: &str = "/StatusNotifierWatcher";

/// Tells whether there is a panel, now and at each change, for as long as there is a bus.
pub(super) async fn watch(hosted: impl Fn(bool)) {
    // Without a bus there is no panel either.
    let _ = listen(&hosted).await;
    hosted(false);
}

async fn listen(hosted: &impl Fn(bool)) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let owners = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .sender("org.freedesktop.DBus")?
        .interface("org.freedesktop.DBus")?
        .member("NameOwnerChanged")?
        .add_arg(WATCHER)?
        .build();
    let panels = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .interface(WATCHER)?
        .path(PATH)?
        .build();
    let mut owners = MessageStream::for_match_rule(owners, &bus, None).await?;
    let mut panels = MessageStream::for_match_rule(panels, &bus, None).await?;
    let mut last = None;
    loop {
        let now = is_hosted(&bus).await;
        if last != Some(now) {
            hosted(now);
            last = Some(now);
        }
        let changed = tokio::select! {
            changed = owners.next() => changed,
            changed = panels.next() => changed,
        };
        if changed.is_none() {
            return Ok(());
        }
    }
}

async fn is_hosted(bus: &Connection) -> bool {
    let Ok(names) = zbus::fdo::DBusProxy::new(bus).await else {
        return false;
    };
    let Ok(watcher) = WATCHER.try_into() else {
        return false;
    };
    names.name_has_owner(watcher).await.unwrap_or(false) && has_panel(bus).await.unwrap_or(true)
}

/// A watcher may run without a panel. Not every one says so.
async fn has_panel(bus: &Connection) -> zbus::Result<bool> {
    let watcher: Proxy<'_> = zbus::proxy::Builder::new(bus)
        .destination(WATCHER)?
        .path(PATH)?
        .interface(WATCHER)?
        // What is kept from before would be asked for nobody knows when.
        .cache_properties(zbus::proxy::CacheProperties::No)
        .build()
        .await?;
    watcher.get_property("IsStatusNotifierHostRegistered").await
}
