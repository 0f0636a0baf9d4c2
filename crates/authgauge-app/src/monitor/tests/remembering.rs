//! What earlier readings tell, on the cards.

use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use genauth::{Allowance, Benefit, Quantity};

use super::*;
use crate::view::{BenefitCard, OutlookView};
use authgauge_core::history::Subject;
use authgauge_core::pool::Pool;
use authgauge_core::reading::Reading;
use authgauge_store::Kind;

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

/// Of the days before now, oldest first; the last is now's.
fn readings(used: &[i64]) -> Vec<Reading<Vec<Benefit>>> {
    let ago = |number: usize| TimeDelta::days(i64::try_from(used.len() - 1 - number).unwrap());
    let reading = |(number, used): (usize, &i64)| Reading {
        value: vec![sms(*used)],
        taken_at: now() - ago(number),
        source: Source::Live,
    };
    used.iter().enumerate().map(reading).collect()
}

/// A Authgauge that knows one pool and its last reading, and has no key for it.
fn opened(dir: &TempDir) -> (Authgauge, PoolId) {
    let (store, _) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    let known = store.pools().unwrap().pop();
    let pool = known.unwrap_or_else(|| Pool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        service: Service::GenAuth,
        host: genauth::Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    });
    if store.pools().unwrap().is_empty() {
        store.add_pool(&pool).unwrap();
        let last = readings(&[500]).remove(0);
        store.keep(&pool.id, Kind::Usage, &last).unwrap();
    }
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let authgauge = Authgauge::open(parts(store, keychain, Arc::new(now))).unwrap();
    (authgauge, pool.id)
}

fn card(authgauge: &Authgauge, id: &PoolId) -> BenefitCard {
    authgauge.pool_view(id).unwrap().cards.unwrap().remove(0)
}

fn lengths(card: &BenefitCard) -> Vec<usize> {
    let trend = card.trend.as_ref().unwrap();
    trend.pieces.iter().map(Vec::len).collect()
}

#[tokio::test]
async fn a_refresh_is_kept_for_the_history() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    let store = &house.authgauge.0.store;
    let served = house.sim.served_usage(&pool.access_key_id);
    for served in &served {
        let subject = Subject::Benefit(served.code.clone());
        let days = store.days_of(&id, &subject, NaiveDate::MIN).unwrap();
        let known = served.used.parse::<rust_decimal::Decimal>().ok();
        assert_eq!(days.first().map(|day| day.last), known, "{}", served.code);
        let runs = store.runs_of(&id, &subject, NaiveDate::MIN).unwrap();
        assert_eq!(runs.len(), days.len());
    }
    let mau = store.days_of(&id, &Subject::Mau, NaiveDate::MIN).unwrap();
    assert_eq!(mau.len(), 1);
    assert!(store.mau_periods(&id).unwrap().len() > 3);
}

#[tokio::test]
async fn the_running_mau_period_has_a_pace_from_the_periods_before() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let outlook = house.authgauge.pool_view(&id).unwrap().mau_outlook;
    assert!(
        matches!(
            outlook,
            Some(OutlookView::Full | OutlookView::FullOn { .. } | OutlookView::NotAtThisPace)
        ),
        "{outlook:?}"
    );
}

#[tokio::test]
async fn earlier_readings_make_a_trend_and_an_outlook() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir);
    let mut changes = authgauge.changes();
    let before = card(&authgauge, &id);
    assert_eq!(before.trend, None);
    assert!(matches!(
        before.outlook,
        OutlookView::TooLittleHistory {
            days: 0,
            needed: 14
        }
    ));

    let used: Vec<i64> = (0..91).map(|day| 50 + day * 5).collect();
    authgauge.remember(&id, &readings(&used)).unwrap();
    let card = card(&authgauge, &id);
    assert_eq!(lengths(&card), [90]);
    let last = *card.trend.unwrap().pieces[0].last().unwrap();
    assert_eq!((last.x, last.y), (1000, 500));
    // 500 are left at 5 a day.
    let today = "2026-11-21".parse::<NaiveDate>().unwrap();
    let OutlookView::FullOn {
        likely, percent, ..
    } = card.outlook
    else {
        panic!("{:?}", card.outlook);
    };
    assert_eq!((likely, percent), (Some(today + Days::new(100)), 99));
    assert!(matches!(changes.try_recv(), Ok(Change::Pool(view)) if view.id == id));
}

#[tokio::test]
async fn a_trend_is_broken_by_missing_days_and_by_a_reset() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir);
    let used: Vec<i64> = (0..40).map(|day| day % 25 * 20 + 30).collect();
    let mut readings = readings(&used);
    readings.drain(5..8);
    authgauge.remember(&id, &readings).unwrap();
    assert_eq!(lengths(&card(&authgauge, &id)), [5, 17, 15]);
}

#[tokio::test]
async fn after_a_restart_trends_are_there_before_any_call() {
    let dir = tempfile::tempdir().unwrap();
    let used: Vec<i64> = (0..90).map(|day| 55 + day * 5).collect();
    let before = {
        let (authgauge, id) = opened(&dir);
        authgauge.remember(&id, &readings(&used)).unwrap();
        card(&authgauge, &id)
    };
    let (authgauge, id) = opened(&dir);
    let mut changes = authgauge.changes();
    assert_eq!(
        card(&authgauge, &id).trend,
        None,
        "opening reads no history"
    );
    authgauge.recall().await;
    assert_eq!(card(&authgauge, &id), before);
    assert!(before.trend.is_some());
    assert!(matches!(changes.try_recv(), Ok(Change::Pool(_))));
}

#[tokio::test]
async fn keeping_fresh_recalls_also_where_no_refresh_succeeds() {
    let dir = tempfile::tempdir().unwrap();
    {
        let (authgauge, id) = opened(&dir);
        authgauge.remember(&id, &readings(&[10, 20, 30])).unwrap();
    }
    let (authgauge, id) = opened(&dir);
    let mut changes = authgauge.changes();
    let keeping = tokio::spawn({
        let authgauge = authgauge.clone();
        async move { authgauge.keep_fresh().await }
    });
    loop {
        if let Change::Pool(view) = changes.recv().await.unwrap()
            && view.cards.unwrap()[0].trend.is_some()
        {
            break;
        }
    }
    assert_eq!(lengths(&card(&authgauge, &id)), [3]);
    keeping.abort();
}

#[tokio::test]
async fn a_history_that_cannot_be_read_takes_nothing_else_away() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir);
    let raw = rusqlite::Connection::open(dir.path().join("authgauge.db")).unwrap();
    raw.execute_batch("DROP TABLE runs; DROP TABLE days")
        .unwrap();
    authgauge.recall().await;
    assert_eq!(card(&authgauge, &id).trend, None);
    assert!(authgauge.remember(&id, &readings(&[10])).is_err());
}

#[tokio::test]
async fn days_that_are_still_to_come_are_not_told() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir);
    let mut readings = readings(&[10, 20, 30]);
    readings.extend((1..40).map(|day| Reading {
        value: vec![sms(900)],
        taken_at: now() + TimeDelta::days(day),
        source: Source::Live,
    }));
    authgauge.remember(&id, &readings).unwrap();
    let card = card(&authgauge, &id);
    assert_eq!(lengths(&card), [3]);
    assert!(matches!(
        card.outlook,
        OutlookView::TooLittleHistory { days: 2, .. }
    ));
}

#[tokio::test]
async fn nobody_remembers_for_a_pool_that_is_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, _) = opened(&dir);
    let gone = authgauge.remember(&PoolId::random(), &readings(&[1]));
    assert_eq!(gone.unwrap_err().code, ErrorCode::PoolNotFound);
}
