//! Messages to a webhook: queued on disk, tried again, given up at last.

use std::collections::{BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use authgauge_core::hook_choice::{HookChoice, WebhookFormat};

use super::*;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A call that a receiver got: its head in lower case, and its body.
struct Call {
    head: String,
    body: Value,
}

impl Call {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.map(str::trim)
    }
}

/// A receiver on loopback that gives the answers that the test sets, and 200 otherwise.
#[derive(Clone)]
struct Receiver {
    url: String,
    calls: Arc<Mutex<Vec<Call>>>,
    answers: Arc<Mutex<VecDeque<String>>>,
    usual: Arc<Mutex<String>>,
}

impl Receiver {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            url: format!("http://{}/hook", listener.local_addr().unwrap()),
            calls: Arc::default(),
            answers: Arc::default(),
            usual: Arc::new(Mutex::new(answer("200 OK", ""))),
        };
        let serving = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serving.serve(stream).await;
            }
        });
        receiver
    }

    async fn serve(&self, mut stream: TcpStream) {
        let (mut received, mut part) = (Vec::new(), [0; 8192]);
        let call = loop {
            let read = stream.read(&mut part).await.unwrap();
            assert_ne!(read, 0, "a call without a body");
            received.extend_from_slice(&part[..read]);
            let text = String::from_utf8_lossy(&received);
            let (head, body) = text.split_once("\r\n\r\n").unwrap_or_default();
            if let Ok(body) = serde_json::from_str(body) {
                break Call {
                    head: head.to_owned(),
                    body,
                };
            }
        };
        self.calls.lock().unwrap().push(call);
        let next = self.answers.lock().unwrap().pop_front();
        let answer = next.unwrap_or_else(|| self.usual.lock().unwrap().clone());
        stream.write_all(answer.as_bytes()).await.unwrap();
    }

    /// Every call is answered so from now on.
    fn answers_always(&self, answer: &str) {
        *self.usual.lock().unwrap() = answer.to_owned();
    }

    /// The next call is answered so.
    fn answers_next(&self, answer: String) {
        self.answers.lock().unwrap().push_back(answer);
    }

    /// The calls since the last time.
    fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }

    fn webhook(&self, format: WebhookFormat) -> HookChoice {
        HookChoice::Webhook {
            url: self.url.clone(),
            format,
            signed: false,
        }
    }
}

fn answer(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

/// A pool with little use, and a wall clock that the test sets.
struct DeliveryFixture {
    fixture: Fixture,
    dir: PathBuf,
    pool: SimPool,
    id: PoolId,
    app: App,
    wall: Arc<Mutex<DateTime<Utc>>>,
    receiver: Receiver,
}

impl DeliveryFixture {
    async fn new(format: WebhookFormat) -> Self {
        let fixture = Fixture::new().await;
        let (pool, receiver) = (fixture.pool(), Receiver::start().await);
        let mut deliveries = Self {
            id: PoolId::random(),
            app: fixture.app.clone(),
            dir: fixture.dir.path().to_owned(),
            wall: Arc::new(Mutex::new(Utc::now())),
            fixture,
            pool,
            receiver,
        };
        deliveries.use_of_all(10.0);
        deliveries.id = deliveries.fixture.add(&deliveries.pool).await;
        deliveries.restart();
        deliveries.app.mark_alerts_seen().unwrap();
        deliveries
            .set_hook(deliveries.receiver.webhook(format))
            .await;
        deliveries
    }

    /// As after a crash: the old application still runs.
    fn restart(&mut self) {
        self.dir = copy_of(&self.dir);
        let (store, _) = Store::open(&self.dir, Role::Owner, Utc::now()).unwrap();
        let wall = Arc::clone(&self.wall);
        let clock: Clock = Arc::new(move || *wall.lock().unwrap());
        let keychain = self.fixture.app.testing().keychain();
        self.app = App::open(Parts::new(store, keychain, clock));
    }

    async fn set_hook(&self, hook: HookChoice) {
        self.app.agree_to_webhook(&hook).await.unwrap();
        let settings = Settings {
            hook,
            ..self.app.settings().into()
        };
        self.app.change_settings(settings).unwrap();
    }

    /// Sets the use of each benefit that has a limit.
    fn use_of_all(&self, percent: f64) {
        let key = &self.pool.access_key_id;
        for benefit in self.fixture.sim.served_usage(key) {
            if let Ok(total) = benefit.total.parse::<f64>() {
                let used = total * percent / 100.0;
                self.fixture.sim.set_usage(key, &benefit.code, used);
            }
        }
    }

    /// Raises an alert for each benefit, and returns how many.
    async fn raise_alerts(&self) -> usize {
        self.use_of_all(95.0);
        self.app.refreshed(&self.id).await;
        let alerts = self.app.overview().alerts;
        alerts
            .iter()
            .filter(|alert| !alert.over && !alert.seen)
            .count()
    }

    async fn deliver(&self) {
        self.app.testing().hooks_called().await;
    }

    fn pass(&self, time: TimeDelta) {
        *self.wall.lock().unwrap() += time;
    }
}

fn ids(calls: &[Call]) -> BTreeSet<String> {
    let id = |call: &Call| call.header("webhook-id").unwrap().to_owned();
    calls.iter().map(id).collect()
}

#[tokio::test]
async fn no_alert_is_lost_when_sixty_come_at_once() {
    let deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    let mut pools = vec![deliveries.id.clone()];
    for _ in 0..3 {
        let (draft, key) = (deliveries.fixture.draft(), key_of(&deliveries.pool));
        let added = deliveries.app.add_pool(draft, key, KeyStorage::Keychain);
        pools.push(added.await.unwrap());
    }
    for percent in [10.0, 82.0, 92.0, 110.0] {
        deliveries.use_of_all(percent);
        for pool in &pools {
            deliveries.app.refreshed(pool).await;
        }
        if percent < 50.0 {
            deliveries.app.mark_alerts_seen().unwrap();
        }
    }
    let overview = deliveries.app.overview();
    let raised = overview.alerts.iter().filter(|alert| !alert.seen).count();
    assert!(raised >= 60, "{raised}");
    deliveries.deliver().await;
    let calls = deliveries.receiver.calls();
    assert_eq!((calls.len(), ids(&calls).len()), (raised, raised));
    let alert =
        |call: &Call| ["pool", "subject", "alert"].map(|field| call.body[field].to_string());
    let alerts: BTreeSet<_> = calls.iter().map(alert).collect();
    assert_eq!(alerts.len(), raised, "each alert once");
    deliveries.deliver().await;
    assert_eq!(deliveries.receiver.calls().len(), 0, "none twice");
    println!("count: {raised} cases of alerts at once that all arrive");
}

#[tokio::test]
async fn a_chat_service_gets_one_summary_of_many_alerts() {
    let deliveries = DeliveryFixture::new(WebhookFormat::DingTalk).await;
    deliveries
        .receiver
        .answers_always(&answer("200 OK", r#"{"errcode":0,"errmsg":"ok"}"#));
    let raised = deliveries.raise_alerts().await;
    deliveries.deliver().await;
    let calls = deliveries.receiver.calls();
    assert_eq!(calls.len(), 1);
    let text = calls[0].body["text"]["content"].as_str().unwrap();
    assert!(
        text.starts_with(&format!("[Authgauge] {raised} alerts for Acme\n• ")),
        "{text}"
    );
    assert_eq!(deliveries.app.overview().undelivered, None);
}

#[tokio::test]
async fn messages_survive_a_crash_and_are_sent_with_the_same_id_until_they_arrive() {
    let mut deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    deliveries.receiver.answers_always(&answer("503 Busy", ""));
    let raised = deliveries.raise_alerts().await;
    deliveries.deliver().await;
    let first = deliveries.receiver.calls();
    assert_eq!(first.len(), 1, "a receiver that is busy is left alone");
    deliveries.restart();
    deliveries
        .receiver
        .answers_always(&answer("204 No Content", ""));
    deliveries.pass(TimeDelta::minutes(2));
    deliveries.deliver().await;
    let calls = deliveries.receiver.calls();
    assert_eq!(ids(&calls).len(), raised);
    assert_eq!(calls[0].header("webhook-id"), first[0].header("webhook-id"));
    deliveries.restart();
    deliveries.pass(TimeDelta::days(1));
    deliveries.deliver().await;
    assert_eq!(deliveries.receiver.calls().len(), 0, "none twice");
}

#[tokio::test]
async fn a_receiver_that_asks_for_time_gets_it() {
    let deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    let busy =
        "HTTP/1.1 429 Slow\r\nretry-after: 600\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    deliveries.receiver.answers_next(busy.to_owned());
    let raised = deliveries.raise_alerts().await;
    for (minutes, calls) in [(0, 1), (9, 0), (2, raised)] {
        deliveries.pass(TimeDelta::minutes(minutes));
        deliveries.deliver().await;
        assert_eq!(deliveries.receiver.calls().len(), calls, "{minutes}");
    }
}

#[tokio::test]
async fn what_a_service_refuses_is_given_up_and_said_until_a_test_arrives() {
    let mut deliveries = DeliveryFixture::new(WebhookFormat::DingTalk).await;
    let refusal = r#"{"errcode":310000,"errmsg":"keywords not in content"}"#;
    deliveries
        .receiver
        .answers_always(&answer("200 OK", refusal));
    let raised = deliveries.raise_alerts().await;
    deliveries.deliver().await;
    deliveries.restart();
    let undelivered = deliveries.app.overview().undelivered.unwrap();
    assert_eq!(undelivered.count as usize, raised);
    assert_eq!(undelivered.failure.code, ErrorCode::HookFailed);
    let params = &undelivered.failure.params;
    assert_eq!(params.service_code, Some(310_000));
    assert_eq!(params.message.as_deref(), Some("keywords not in content"));
    let failed = deliveries.app.test_hook().await.unwrap_err();
    assert_eq!(failed.reason(), Some("service_refused"));
    deliveries
        .receiver
        .answers_always(&answer("200 OK", r#"{"errcode":0,"errmsg":"ok"}"#));
    deliveries.receiver.calls();
    deliveries.app.test_hook().await.unwrap();
    assert_eq!(deliveries.app.overview().undelivered, None);
    deliveries.deliver().await;
    assert_eq!(deliveries.receiver.calls().len(), 1, "only the test");
}

#[tokio::test]
async fn an_unreachable_receiver_is_tried_for_a_day_and_ten_times() {
    let deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    deliveries.receiver.answers_always(&answer("503 Busy", ""));
    let raised = deliveries.raise_alerts().await;
    let mut attempts = 0;
    for _ in 0..60 {
        deliveries.deliver().await;
        attempts += deliveries.receiver.calls().len();
        if deliveries.app.overview().undelivered.is_some() {
            break;
        }
        deliveries.pass(TimeDelta::minutes(30));
    }
    assert!(attempts >= 10, "{attempts}");
    let undelivered = deliveries.app.overview().undelivered.unwrap();
    assert_eq!(undelivered.count as usize, raised);
    assert_eq!(undelivered.failure.params.status, Some(503));
    assert!(
        !deliveries.app.overview().alerts.is_empty(),
        "they stay listed"
    );
}

#[tokio::test]
async fn nothing_queued_for_a_former_webhook_is_sent() {
    let deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    deliveries.receiver.answers_always(&answer("503 Busy", ""));
    deliveries.raise_alerts().await;
    deliveries.deliver().await;
    deliveries.receiver.calls();
    let other = Receiver::start().await;
    deliveries
        .set_hook(other.webhook(WebhookFormat::Plain))
        .await;
    deliveries.pass(TimeDelta::hours(1));
    deliveries.deliver().await;
    deliveries
        .set_hook(deliveries.receiver.webhook(WebhookFormat::Plain))
        .await;
    deliveries.deliver().await;
    deliveries.set_hook(HookChoice::Off).await;
    deliveries.deliver().await;
    let calls = (deliveries.receiver.calls().len(), other.calls().len());
    assert_eq!(calls, (0, 0));
}

#[tokio::test]
async fn messages_about_a_removed_pool_are_not_sent() {
    let deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    deliveries.raise_alerts().await;
    deliveries
        .app
        .remove_pool(&deliveries.id, false)
        .await
        .unwrap();
    deliveries.deliver().await;
    assert_eq!(deliveries.receiver.calls().len(), 0);
}

/// The files in a folder and below it that contain a text.
fn files_with(dir: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if fs::read(&path)
            .unwrap()
            .windows(text.len())
            .any(|part| part == text.as_bytes())
        {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn signed_calls_use_a_secret_that_is_in_the_keychain_only() {
    let mut deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    let signed = |url: &str| HookChoice::Webhook {
        url: url.to_owned(),
        format: WebhookFormat::Plain,
        signed: true,
    };
    let hook = signed(&deliveries.receiver.url);
    let secret = |text: &str| Some(AccessKeySecret::new(text.to_owned()));
    for missing in [None, secret("no secret"), secret("whsec_c2hvcnQ=")] {
        let failure = deliveries
            .app
            .store_signing_secret(&hook, missing)
            .await
            .unwrap_err();
        assert_eq!(failure.params.field.as_deref(), Some("hook_secret"));
    }
    deliveries
        .app
        .store_signing_secret(&hook, secret(SECRET))
        .await
        .unwrap();
    deliveries.set_hook(hook.clone()).await;
    deliveries.restart();
    deliveries
        .app
        .store_signing_secret(&hook, None)
        .await
        .unwrap();
    let raised = deliveries.raise_alerts().await;
    deliveries.deliver().await;
    let calls = deliveries.receiver.calls();
    assert_eq!(calls.len(), raised);
    for call in &calls {
        assert!(call.header("webhook-signature").unwrap().starts_with("v1,"));
        assert!(!call.head.contains(&SECRET[6..]) && !call.body.to_string().contains(&SECRET[6..]));
    }
    let folder = deliveries.fixture.dir.path().to_owned();
    assert_eq!(files_with(&folder, &SECRET[6..]), Vec::<PathBuf>::new());
    let shown = serde_json::to_string(&deliveries.app.overview()).unwrap();
    assert!(!shown.contains(&SECRET[6..]));
    // Another address has no secret, and is not called without a signature.
    let other = Receiver::start().await;
    deliveries.set_hook(signed(&other.url)).await;
    let failure = deliveries.app.test_hook().await.unwrap_err();
    assert_eq!(failure.reason(), Some("secret_missing"));
    assert_eq!(other.calls().len(), 0);
    deliveries.app.remove_signing_secret(&hook).await;
    assert!(
        deliveries
            .app
            .store_signing_secret(&hook, None)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn the_preview_is_what_is_sent_and_names_the_service_at_the_address() {
    let deliveries = DeliveryFixture::new(WebhookFormat::Plain).await;
    for (url, format, service, part) in [
        ("", WebhookFormat::Plain, None, "\"event\": \"alert\""),
        (
            "https://oapi.dingtalk.com/robot/send",
            WebhookFormat::Plain,
            Some(WebhookFormat::DingTalk),
            "\"authgauge\": 1",
        ),
        (
            "https://open.feishu.cn/x",
            WebhookFormat::Feishu,
            Some(WebhookFormat::Feishu),
            "\"msg_type\": \"text\"",
        ),
        (
            "not an address",
            WebhookFormat::Slack,
            None,
            "\"text\": \"[Authgauge] SMS: 90% reached",
        ),
    ] {
        let preview = deliveries.app.preview_hook(url, format);
        assert_eq!(preview.service, service, "{url}");
        assert!(preview.body.contains(part), "{}", preview.body);
    }
    assert_eq!(deliveries.receiver.calls().len(), 0, "nothing is sent");
}
