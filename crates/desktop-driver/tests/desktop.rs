//! The services of a desktop that programs use without a window: notifications and the tray.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "test helpers panic as tests do")]

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use desktop_driver::{Session, wait_until};
use zbus::export::futures_core::Stream;
use zbus::zvariant::{ObjectPath, OwnedValue, Value};
use zbus::{Connection, connection, interface, proxy};

/// A connection of another program to the session's bus.
async fn connect(session: &Session) -> Connection {
    let mut env = session.env().iter();
    let address = env.find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS");
    let builder = connection::Builder::address(address.unwrap().1.as_str());
    builder.unwrap().build().await.unwrap()
}

#[proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Notifications {
    #[expect(
        clippy::too_many_arguments,
        reason = "the signature is the specification's"
    )]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: String) -> zbus::Result<()>;
}

async fn notify(daemon: &NotificationsProxy<'_>, replaces: u32, summary: &str) -> u32 {
    let hints = HashMap::from([("urgency", Value::from(2_u8))]);
    let actions = ["default", "Open"];
    let id = daemon.notify(
        "Example", replaces, "", summary, "body", &actions, hints, -1,
    );
    id.await.unwrap()
}

#[tokio::test]
async fn notifications_are_recorded_and_clicked() {
    let session = Session::start().await.unwrap();
    let notifications = session.notifications().await.unwrap();
    let bus = connect(&session).await;
    let daemon = NotificationsProxy::new(&bus).await.unwrap();
    let mut clicks = daemon.receive_action_invoked().await.unwrap();

    let first = notify(&daemon, 0, "SMS: 80 %").await;
    let second = notify(&daemon, 0, "SMS: 90 %").await;
    assert_ne!(first, second);
    assert_eq!(notify(&daemon, first, "SMS: 81 %").await, first);
    let received = notifications.wait_for("90 %").await.unwrap();
    assert_eq!(
        (received.id, received.urgency, received.body.as_str()),
        (second, Some(2), "body")
    );
    assert_eq!(
        received.actions,
        [("default".to_owned(), "Open".to_owned())]
    );
    assert_eq!(notifications.all().len(), 3);

    notifications.click(second).await.unwrap();
    let click = poll_fn(|context| Pin::new(&mut clicks).poll_next(context)).await;
    let click = click.unwrap();
    let click = click.args().unwrap();
    assert_eq!((click.id, click.action_key.as_str()), (second, "default"));
}

#[proxy(
    interface = "org.kde.StatusNotifierWatcher",
    default_service = "org.kde.StatusNotifierWatcher",
    default_path = "/StatusNotifierWatcher",
    gen_blocking = false
)]
trait Watcher {
    fn register_status_notifier_item(&self, service: &str) -> zbus::Result<()>;
}

struct Item;

#[interface(name = "org.kde.StatusNotifierItem")]
impl Item {
    #[zbus(property)]
    fn id(&self) -> &str {
        "example"
    }
    #[zbus(property)]
    fn title(&self) -> &str {
        "Example: over"
    }
    #[zbus(property)]
    fn icon_pixmap(&self) -> Vec<(i32, i32, Vec<u8>)> {
        vec![(1, 1, vec![255, 1, 2, 3])]
    }
    #[zbus(property)]
    fn menu(&self) -> ObjectPath<'_> {
        ObjectPath::from_static_str_unchecked("/menu")
    }
}

/// A menu that records the IDs of clicked entries.
struct Menu(Arc<Mutex<Vec<i32>>>);

/// ID, properties and children.
type Entry = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

#[interface(name = "com.canonical.dbusmenu")]
impl Menu {
    fn about_to_show(&self, _id: i32) -> bool {
        false
    }
    fn get_layout(&self, _parent: i32, _depth: i32, _names: Vec<String>) -> (u32, Entry) {
        let entry = |id: i32, name: &'static str, value: Value<'static>| {
            let properties = HashMap::from([(name.to_owned(), value)]);
            Value::from((id, properties, Vec::<Value<'_>>::new()))
                .try_into()
                .unwrap()
        };
        let children = vec![
            entry(1, "label", "_Acme: 138 %".into()),
            entry(2, "type", "separator".into()),
            entry(3, "visible", false.into()),
            entry(4, "label", "Quit".into()),
        ];
        (1, (0, HashMap::new(), children))
    }
    fn event(&self, id: i32, event: &str, _data: Value<'_>, _timestamp: u32) {
        assert_eq!(event, "clicked");
        self.0.lock().unwrap().push(id);
    }
}

#[tokio::test]
async fn tray_reads_registered_items_and_clicks_their_menus() {
    let session = Session::start().await.unwrap();
    let tray = session.tray().await.unwrap();
    assert!(tray.items().await.unwrap().is_empty());

    let bus = connect(&session).await;
    let clicked = Arc::new(Mutex::new(Vec::new()));
    let objects = bus.object_server();
    objects.at("/item", Item).await.unwrap();
    objects.at("/menu", Menu(clicked.clone())).await.unwrap();
    let watcher = WatcherProxy::new(&bus).await.unwrap();
    let registered = watcher.register_status_notifier_item("/item");
    registered.await.unwrap();

    let item = tray.wait_for(|item| item.id == "example").await.unwrap();
    assert_eq!(item.title, "Example: over");
    assert!(item.icon.unwrap().png.starts_with(b"\x89PNG"));
    let entries = item.menu.iter();
    let entries = entries.map(|entry| (entry.id, entry.label.as_str(), entry.separator));
    assert_eq!(
        entries.collect::<Vec<_>>(),
        [(1, "Acme: 138 %", false), (2, "", true), (4, "Quit", false)]
    );
    tray.click("Quit").await.unwrap();
    wait_until("the click", async || {
        Ok((*clicked.lock().unwrap() == [4]).then_some(()))
    })
    .await
    .unwrap();
    bus.close().await.unwrap();
    wait_until("the item to disappear", async || {
        Ok(tray.items().await?.is_empty().then_some(()))
    })
    .await
    .unwrap();
}
