//! Trends and outlooks on the cards, from earlier readings.

use authgauge_api::BenefitCard;
use authgauge_core::history::Series;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::Pool;
use authgauge_core::reading::Reading;
use authgauge_store::Kind;
use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use genauth::{Allowance, Benefit, Quantity};

use super::*;

fn sms(used: i64) -> Benefit {
    Benefit {
        code: "Sms".to_owned(),
        name: "Messages".to_owned(),
        used: Quantity::Known(used.into()),
        total: Allowance::Limited(1000.into()),
        trial: false,
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-21T04:00:00Z".parse().unwrap()
}

/// One reading a day up to now, oldest first.
fn readings(used: &[i64]) -> Vec<Reading<Vec<Benefit>>> {
    let ago = |number: usize| TimeDelta::days(i64::try_from(used.len() - 1 - number).unwrap());
    let reading = |(number, used): (usize, &i64)| Reading {
        value: vec![sms(*used)],
        taken_at: now() - ago(number),
        source: Source::Live,
    };
    used.iter().enumerate().map(reading).collect()
}

/// An application with one pool and its last reading, without a key.
fn opened(dir: &TempDir) -> (App, PoolId) {
    let (store, _) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    let known = store.pools().unwrap().pop();
    let pool = known.unwrap_or_else(|| pool("api.genauth.ai"));
    if store.pools().unwrap().is_empty() {
        store.add_pool(&pool).unwrap();
        let last = readings(&[500]).remove(0);
        store.save_reading(&pool.id, Kind::Usage, &last).unwrap();
    }
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let app = App::open(Parts::new(store, keychain, Arc::new(now)));
    (app, pool.id)
}

fn pool(host: &str) -> Pool {
    Pool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        service: Service::GenAuth,
        host: genauth::Host::parse(host).unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    }
}

fn card(app: &App, id: &PoolId) -> BenefitCard {
    app.pool_view(id).unwrap().cards.unwrap().remove(0)
}

fn lengths(card: &BenefitCard) -> Vec<usize> {
    let trend = card.trend.as_ref().unwrap();
    trend.pieces.iter().map(Vec::len).collect()
}

#[tokio::test]
async fn a_refresh_is_added_to_the_history() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let testing = fixture.app.testing();
    let store = testing.store();
    let served = fixture.sim.served_usage(&pool.access_key_id);
    for served in &served {
        let series = Series::Benefit(served.code.clone());
        let days = store.days_of(&id, &series, NaiveDate::MIN).unwrap();
        let known = served.used.parse::<rust_decimal::Decimal>().ok();
        assert_eq!(days.first().map(|day| day.last), known, "{}", served.code);
        let runs = store.runs_of(&id, &series, NaiveDate::MIN).unwrap();
        assert_eq!(runs.len(), days.len());
    }
    let mau = store.days_of(&id, &Series::Mau, NaiveDate::MIN).unwrap();
    assert_eq!(mau.len(), 1);
    assert!(store.mau_periods(&id).unwrap().len() > 3);
}

#[tokio::test]
async fn the_running_mau_period_has_an_outlook() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let outlook = fixture
        .app
        .pool_view(&id)
        .unwrap()
        .mau
        .map(|mau| mau.outlook);
    assert!(
        matches!(
            outlook,
            Some(Outlook::Full | Outlook::FullOn { .. } | Outlook::NotAtThisPace)
        ),
        "{outlook:?}"
    );
}

#[tokio::test]
async fn earlier_readings_give_a_trend_and_an_outlook() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir);
    let before = card(&app, &id);
    assert_eq!(before.trend, None);
    assert!(matches!(
        before.outlook,
        Outlook::TooLittleHistory { days: 0, needed: 7 }
    ));

    let used: Vec<i64> = (0..91).map(|day| 50 + day * 5).collect();
    app.testing().add_history(&id, &readings(&used)).unwrap();
    let card = card(&app, &id);
    assert_eq!(lengths(&card), [30]);
    let last = *card.trend.unwrap().pieces[0].last().unwrap();
    assert_eq!((last.x, last.y), (743, 500));
    // At 5 a day, 500 are left.
    let today = "2026-11-21".parse::<NaiveDate>().unwrap();
    let Outlook::FullOn {
        likely, percent, ..
    } = card.outlook
    else {
        panic!("{:?}", card.outlook);
    };
    assert_eq!((likely, percent), (Some(today + Days::new(100)), 99));
}

#[tokio::test]
async fn adding_a_demo_pool_announces_its_trend() {
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let app = App::open(Parts::new(
        Store::in_memory().unwrap(),
        keychain,
        Arc::new(now),
    ));
    let mut events = app.events();
    let pool = pool("http://127.0.0.1:9");
    let id = pool.id.clone();
    let used: Vec<i64> = (0..91).map(|day| 50 + day * 5).collect();
    let host = pool.host.clone();
    app.add_demo_pool(pool, key("id", &"0".repeat(32)), &readings(&used), host)
        .unwrap();
    assert!(matches!(events.try_recv(), Ok(Event::Pool(pool)) if pool.pool.id == id));
}

#[tokio::test]
async fn missing_days_and_resets_split_a_trend() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir);
    let used: Vec<i64> = (0..40).map(|day| day % 25 * 20 + 30).collect();
    let mut readings = readings(&used);
    readings.drain(15..18);
    app.testing().add_history(&id, &readings).unwrap();
    assert_eq!(lengths(&card(&app, &id)), [5, 7, 15]);
}

#[tokio::test]
async fn after_a_restart_trends_are_loaded_without_a_call() {
    let dir = tempfile::tempdir().unwrap();
    let used: Vec<i64> = (0..90).map(|day| 55 + day * 5).collect();
    let before = {
        let (app, id) = opened(&dir);
        app.testing().add_history(&id, &readings(&used)).unwrap();
        card(&app, &id)
    };
    let (app, id) = opened(&dir);
    let mut events = app.events();
    assert_eq!(
        card(&app, &id).trend,
        None,
        "opening does not read the history"
    );
    app.testing().load_trends().await;
    assert_eq!(card(&app, &id), before);
    assert!(before.trend.is_some());
    assert!(matches!(events.try_recv(), Ok(Event::Pool(_))));
}

#[tokio::test]
async fn running_loads_trends_also_when_no_refresh_succeeds() {
    let dir = tempfile::tempdir().unwrap();
    {
        let (app, id) = opened(&dir);
        app.testing()
            .add_history(&id, &readings(&[10, 20, 30]))
            .unwrap();
    }
    let (app, id) = opened(&dir);
    let mut events = app.events();
    let running = tokio::spawn({
        let app = app.clone();
        async move { app.run().await }
    });
    loop {
        if let Event::Pool(pool) = events.recv().await.unwrap()
            && pool.benefits()[0].trend.is_some()
        {
            break;
        }
    }
    assert_eq!(lengths(&card(&app, &id)), [3]);
    running.abort();
}

#[tokio::test]
async fn an_unreadable_history_leaves_the_cards() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir);
    let raw = rusqlite::Connection::open(dir.path().join("authgauge.db")).unwrap();
    raw.execute_batch("DROP TABLE runs; DROP TABLE days")
        .unwrap();
    app.testing().load_trends().await;
    assert_eq!(card(&app, &id).trend, None);
    assert!(app.testing().add_history(&id, &readings(&[10])).is_err());
}

#[tokio::test]
async fn future_days_are_left_out_of_trends() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir);
    let mut readings = readings(&[10, 20, 30]);
    readings.extend((1..40).map(|day| Reading {
        value: vec![sms(900)],
        taken_at: now() + TimeDelta::days(day),
        source: Source::Live,
    }));
    app.testing().add_history(&id, &readings).unwrap();
    let card = card(&app, &id);
    assert_eq!(lengths(&card), [3]);
    assert!(matches!(
        card.outlook,
        Outlook::TooLittleHistory { days: 2, .. }
    ));
}

#[tokio::test]
async fn history_of_an_unknown_pool_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (app, _) = opened(&dir);
    let refused = app
        .testing()
        .add_history(&PoolId::random(), &readings(&[1]));
    assert_eq!(refused.unwrap_err().code, ErrorCode::PoolNotFound);
}
