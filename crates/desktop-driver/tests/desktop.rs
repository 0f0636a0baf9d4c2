//! The desktop's parts that programs talk to without a window: notifications and the tray.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "what helps a test may panic as the test may"
)]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use desktop_driver::{Session, until};
use zbus::message::Type;
use zbus::zvariant::{ObjectPath, OwnedValue, Value};
use zbus::{Connection, MatchRule, MessageStream, connection, interface};

async fn program(session: &Session) -> Connection {
    let bus = session
        .env()
        .iter()
        .find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS");
    let address = bus.unwrap().1.as_str();
    connection::Builder::address(address)
        .unwrap()
        .build()
        .await
        .unwrap()
}

const NOTIFICATIONS: &str = "org.freedesktop.Notifications";

async fn notify(bus: &Connection, replaces: u32, summary: &str) -> u32 {
    let hints = HashMap::from([("urgency", Value::from(2_u8))]);
    let told = (
        "Authgauge",
        replaces,
        "",
        summary,
        "body",
        vec!["default", "Open"],
        hints,
        -1_i32,
    );
    let path = "/org/freedesktop/Notifications";
    let answer = bus.call_method(
        Some(NOTIFICATIONS),
        path,
        Some(NOTIFICATIONS),
        "Notify",
        &told,
    );
    answer.await.unwrap().body().deserialize().unwrap()
}

#[tokio::test]
async fn notifications_are_kept_and_clicked() {
    let session = Session::start().await.unwrap();
    let daemon = session.notifications().await.unwrap();
    let bus = program(&session).await;
    let clicks = MatchRule::builder()
        .msg_type(Type::Signal)
        .member("ActionInvoked")
        .unwrap()
        .build();
    let mut clicks = MessageStream::for_match_rule(clicks, &bus, None)
        .await
        .unwrap();

    let first = notify(&bus, 0, "SMS: 80 %").await;
    let second = notify(&bus, 0, "SMS: 90 %").await;
    assert_ne!(first, second);
    assert_eq!(notify(&bus, first, "SMS: 81 %").await, first);
    let seen = daemon.wait_for("90 %").await.unwrap();
    assert_eq!(
        (seen.id, seen.urgency, seen.body.as_str()),
        (second, Some(2), "body")
    );
    assert_eq!(seen.actions, [("default".to_owned(), "Open".to_owned())]);
    assert_eq!(daemon.shown().len(), 3);

    daemon.click(second).await.unwrap();
    let clicked = std::future::poll_fn(|context| {
        zbus::export::futures_core::Stream::poll_next(std::pin::Pin::new(&mut clicks), context)
    });
    let clicked: (u32, String) = clicked
        .await
        .unwrap()
        .unwrap()
        .body()
        .deserialize()
        .unwrap();
    assert_eq!(clicked, (second, "default".to_owned()));
}

struct Item;

#[interface(name = "org.kde.StatusNotifierItem")]
impl Item {
    #[zbus(property)]
    fn id(&self) -> &str {
        "authgauge"
    }
    #[zbus(property)]
    fn title(&self) -> &str {
        "Authgauge: over"
    }
    #[zbus(property)]
    fn status(&self) -> &str {
        "Active"
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

struct Menu(Arc<Mutex<Vec<i32>>>);

/// Its number, its properties, and what is below it.
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
        let below = vec![
            entry(1, "label", "_Acme: 138 %".into()),
            entry(2, "type", "separator".into()),
            entry(3, "visible", false.into()),
            entry(4, "label", "Quit".into()),
        ];
        (1, (0, HashMap::new(), below))
    }
    fn event(&self, id: i32, event: &str, _data: Value<'_>, _at: u32) {
        assert_eq!(event, "clicked");
        self.0.lock().unwrap().push(id);
    }
}

#[tokio::test]
async fn the_tray_shows_what_registers_and_clicks_its_menu() {
    let session = Session::start().await.unwrap();
    let tray = session.tray().await.unwrap();
    assert!(tray.items().await.unwrap().is_empty());

    let bus = program(&session).await;
    let clicked = Arc::new(Mutex::new(Vec::new()));
    let objects = bus.object_server();
    objects.at("/item", Item).await.unwrap();
    objects.at("/menu", Menu(clicked.clone())).await.unwrap();
    let watcher = "org.kde.StatusNotifierWatcher";
    let register = "RegisterStatusNotifierItem";
    bus.call_method(
        Some(watcher),
        "/StatusNotifierWatcher",
        Some(watcher),
        register,
        &("/item",),
    )
    .await
    .unwrap();

    let item = tray.wait_for(|item| item.id == "authgauge").await.unwrap();
    assert_eq!(item.title, "Authgauge: over");
    assert!(item.icon.unwrap().png.starts_with(b"\x89PNG"));
    let labels = item
        .menu
        .iter()
        .map(|entry| (entry.id, entry.label.as_str(), entry.separator));
    assert_eq!(
        labels.collect::<Vec<_>>(),
        [(1, "Acme: 138 %", false), (2, "", true), (4, "Quit", false)]
    );
    tray.click("Quit").await.unwrap();
    until("the click", async || {
        Ok((*clicked.lock().unwrap() == [4]).then_some(()))
    })
    .await
    .unwrap();
    bus.close().await.unwrap();
    until("the item to go", async || {
        Ok(tray.items().await?.is_empty().then_some(()))
    })
    .await
    .unwrap();
}
