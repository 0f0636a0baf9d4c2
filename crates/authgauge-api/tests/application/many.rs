//! A server that reports very much: what is read, listed, remembered and shown on the desktop stays bounded.

use authgauge_core::alert::{AlertKind, MAX_ALERTS};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::*;

/// A pool whose answers a test writes, and a wall clock that it sets.
struct Written {
    fixture: Fixture,
    /// The folder of the database.
    dir: PathBuf,
    id: PoolId,
    app: App,
    events: broadcast::Receiver<Event>,
    wall: Arc<Mutex<chrono::DateTime<Utc>>>,
}

impl Written {
    async fn new() -> Self {
        let fixture = Fixture::new().await;
        answer(&fixture.sim, json!({}));
        let id = fixture.add(&fixture.pool()).await;
        let wall = Arc::new(Mutex::new(Utc::now()));
        let now = Arc::clone(&wall);
        let clock: Clock = Arc::new(move || *now.lock().unwrap());
        let dir = copy_of(fixture.dir.path());
        let store = Store::open(&dir, Role::Owner, Utc::now()).unwrap().0;
        let app = App::open(Parts::new(store, fixture.app.testing().keychain(), clock));
        Self {
            events: app.events(),
            id,
            app,
            wall,
            dir,
            fixture,
        }
    }

    /// Refreshes with these benefits.
    async fn report(&self, usages: Value) {
        self.answer(json!({"usages": usages})).await;
    }

    async fn answer(&self, data: Value) {
        answer(&self.fixture.sim, data);
        self.app.refreshed(&self.id).await;
    }

    fn shown(&mut self) -> Vec<authgauge_app::AlertSnapshot> {
        let events = std::iter::from_fn(|| self.events.try_recv().ok());
        let alerts = events.filter_map(|event| match event {
            Event::Alert(alert) => Some(*alert),
            _ => None,
        });
        alerts.collect()
    }

    fn rows(&self, table: &str) -> usize {
        let database = rusqlite::Connection::open(self.dir.join("authgauge.db")).unwrap();
        let count = format!("SELECT count(*) FROM {table}");
        let count: i64 = database.query_row(&count, [], |row| row.get(0)).unwrap();
        usize::try_from(count).unwrap()
    }
}

fn answer(sim: &Sim, data: Value) {
    let body = json!({"statusCode": 200, "message": "", "data": data});
    let body = Fault::Body {
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    };
    sim.set_fault(Some(Fault::DataOnly(Box::new(body))));
}

fn benefits(codes: std::ops::Range<usize>, used: usize) -> Value {
    codes
        .map(|code| {
            let name = format!("B{code}：Benefit {code}");
            json!({"modelCode": format!("B{code}"), "modelName": name, "current": used, "amount": 100})
        })
        .collect()
}

#[tokio::test]
async fn benefits_beyond_5000_are_counted_and_not_read() {
    let written = Written::new().await;
    written.report(benefits(0..5_200, 1)).await;
    let view = written.app.pool_view(&written.id).unwrap();
    assert_eq!(failure_in(&view), None);
    assert_eq!(view.cards.unwrap().len(), 5_000);
    let omitted = Notice::BenefitsOmitted {
        read: 5_000,
        omitted: 200,
    };
    assert!(view.notices.contains(&omitted), "{:?}", view.notices);
    written.report(benefits(0..10, 1)).await;
    let view = written.app.pool_view(&written.id).unwrap();
    assert!(!view.notices.contains(&omitted));
}

#[tokio::test]
async fn three_hundred_benefits_over_their_limit_are_shown_once() {
    let mut written = Written::new().await;
    written.report(benefits(0..300, 10)).await;
    assert_eq!(written.shown(), []);
    let Value::Array(mut usages) = benefits(0..300, 85) else {
        unreachable!()
    };
    usages[7]["current"] = 100.into();
    written.report(usages.into()).await;
    let shown = written.shown();
    assert_eq!(shown.len(), 1);
    let also = shown[0].also.unwrap();
    assert_eq!((also.count, also.several_pools), (299, false));
    assert!(matches!(
        shown[0].alert.kind,
        AlertKind::Threshold { percent: 100, .. }
    ));
    let listed = written.app.overview().alerts;
    assert_eq!(listed.len(), usize::from(MAX_ALERTS));
    assert_eq!(
        listed[0].subject, shown[0].alert.subject,
        "the worst is listed"
    );
}

#[tokio::test]
async fn three_alerts_at_once_are_shown_each() {
    let mut written = Written::new().await;
    written.report(benefits(0..3, 10)).await;
    written.report(benefits(0..3, 85)).await;
    let shown = written.shown();
    assert_eq!(shown.len(), 3);
    assert!(shown.iter().all(|alert| alert.also.is_none()));
}

#[tokio::test]
async fn vanished_benefits_are_forgotten_after_30_days_and_not_before() {
    let mut written = Written::new().await;
    written.report(benefits(0..20, 85)).await;
    let before = written.rows("alert_states");
    let wall = Arc::clone(&written.wall);
    let advance = |days| *wall.lock().unwrap() += TimeDelta::days(days);
    advance(29);
    written.report(benefits(100..101, 1)).await;
    assert!(written.rows("alert_states") > before);
    // It comes back as it was, which is no news.
    written.report(benefits(0..20, 85)).await;
    assert_eq!(written.shown(), []);
    advance(31);
    written.report(benefits(100..101, 1)).await;
    assert!(
        written.rows("alert_states") < 8,
        "only those of the pool and one benefit"
    );
}

#[tokio::test]
async fn new_codes_and_moving_periods_of_a_year_do_not_fill_the_database() {
    let written = Written::new().await;
    let mut most = 0;
    for week in 0..52 {
        *written.wall.lock().unwrap() += TimeDelta::days(7);
        let today = written.wall.lock().unwrap().date_naive();
        let first = week * 20;
        let period = json!({
            "periodStartTime": today - TimeDelta::days(5),
            "periodEndTime": today + TimeDelta::days(25),
            "current": 95,
            "amount": 100,
        });
        let usages = benefits(first..first + 20, 85);
        let data = json!({"usages": usages, "records": [period]});
        written.answer(data).await;
        most = most.max(written.rows("alert_states"));
    }
    // The benefits of 5 weeks with two rules each, and those of the pool and the MAU.
    assert!(most < 5 * 20 * 2 + 20, "{most} alert states");
    assert!(written.rows("alerts") <= usize::from(MAX_ALERTS));
}
