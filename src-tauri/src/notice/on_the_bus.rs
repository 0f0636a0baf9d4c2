//! By the notification service of the desktop, and not by a library: none of those that are kept tells of a
//! click without holding a thread for each notification that nobody has clicked yet.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;
use zbus::export::ordered_stream::OrderedStreamExt as _;
use zbus::zvariant::Value;
use zbus::{Connection, MatchRule, Message, MessageStream, Proxy};

use crate::words::Told;

const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// What a click on the notification itself is called.
const CLICKED: &str = "default";

/// How long it is shown is the desktop's to say.
const AS_USUAL: i32 = -1;

type Click = Box<dyn FnOnce() + Send>;

/// By the numbers that the service gave them.
type Waiting = Arc<Mutex<HashMap<u32, Click>>>;

/// The way to the notification service.
#[derive(Default)]
pub(crate) struct Desktop {
    bus: OnceCell<Connection>,
    waiting: Waiting,
}

impl Desktop {
    /// Shows it, and does `clicked` when the owner clicks it.
    ///
    /// # Errors
    /// Where there is no bus, or no service on it.
    pub(super) async fn show(
        &self,
        told: Told,
        clicked: impl FnOnce() + Send + 'static,
    ) -> zbus::Result<()> {
        let bus = self
            .bus
            .get_or_try_init(|| connect(self.waiting.clone()))
            .await?;
        let service = Proxy::new(bus, SERVICE, PATH, SERVICE).await?;
        let able: Vec<String> = service.call("GetCapabilities", &()).await?;
        let body = match able.iter().any(|can| can == "body-markup") {
            true => escaped(&told.body),
            false => told.body,
        };
        let hints: HashMap<&str, Value<'_>> = HashMap::from([
            ("desktop-entry", Value::from("Authgauge")),
            ("urgency", Value::from(1_u8)),
        ]);
        let replaced = 0_u32;
        let actions = [CLICKED, "Authgauge"];
        let notification = (
            "Authgauge",
            replaced,
            "authgauge",
            told.title,
            body,
            &actions[..],
            hints,
            AS_USUAL,
        );
        let number: u32 = service.call("Notify", &notification).await?;
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(number, Box::new(clicked));
        Ok(())
    }
}

/// The bus, with somebody listening for clicks for as long as it is there.
async fn connect(waiting: Waiting) -> zbus::Result<Connection> {
    let bus = Connection::session().await?;
    let signals = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .interface(SERVICE)?
        .path(PATH)?
        .build();
    let mut signals = MessageStream::for_match_rule(signals, &bus, None).await?;
    tokio::spawn(async move {
        while let Some(Ok(signal)) = signals.next().await {
            if let Some(click) = click(&signal, &waiting) {
                click();
            }
        }
    });
    Ok(bus)
}

/// What is to be done about a signal of the service.
fn click(signal: &Message, waiting: &Waiting) -> Option<Click> {
    let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    let body = signal.body();
    match signal.header().member()?.as_str() {
        "ActionInvoked" => {
            let (number, action): (u32, String) = body.deserialize().ok()?;
            (action == CLICKED).then(|| waiting.remove(&number))?
        }
        "NotificationClosed" => {
            let (number, _why): (u32, u32) = body.deserialize().ok()?;
            waiting.remove(&number);
            None
        }
        _ => None,
    }
}

/// Names are a server's: text, whatever it looks like.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(
        member: &str,
        body: &(impl serde::Serialize + zbus::zvariant::DynamicType),
    ) -> Message {
        let signal = Message::signal(PATH, SERVICE, member).unwrap();
        signal.build(body).unwrap()
    }

    fn waiting_for(number: u32) -> Waiting {
        let click: Click = Box::new(|| {});
        Arc::new(Mutex::new(HashMap::from([(number, click)])))
    }

    #[test]
    fn a_click_counts_once_and_for_its_own_notification() {
        let waiting = waiting_for(7);
        assert!(click(&signal("ActionInvoked", &(8_u32, CLICKED)), &waiting).is_none());
        assert!(click(&signal("ActionInvoked", &(7_u32, "other")), &waiting).is_none());
        assert!(click(&signal("ActionInvoked", &(7_u32, CLICKED)), &waiting).is_some());
        assert!(click(&signal("ActionInvoked", &(7_u32, CLICKED)), &waiting).is_none());
    }

    #[test]
    fn what_was_closed_is_not_waited_for() {
        let waiting = waiting_for(7);
        assert!(click(&signal("NotificationClosed", &(7_u32, 1_u32)), &waiting).is_none());
        assert!(waiting.lock().unwrap().is_empty());
    }

    #[test]
    fn what_is_no_signal_of_the_service_is_passed_over() {
        let waiting = waiting_for(7);
        assert!(click(&signal("ActionInvoked", &"seven"), &waiting).is_none());
        assert!(click(&signal("ActivationToken", &(7_u32, "token")), &waiting).is_none());
        assert_eq!(waiting.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_servers_name_is_no_markup() {
        assert_eq!(escaped("<b>A&B</b>"), "&lt;b&gt;A&amp;B&lt;/b&gt;");
    }
}
