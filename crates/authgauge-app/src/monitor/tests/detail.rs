//! How one benefit went.

use chrono::{DateTime, TimeDelta};
use genauth::{Allowance, Benefit, Quantity};

use super::*;
use crate::view::{ChangedWhat, HistoryDays, HistoryRequest, OutlookView};
use authgauge_core::pool::Pool;
use authgauge_core::reading::{Reading, Source};
use authgauge_store::Kind;

/// Noon in China.
fn now() -> DateTime<Utc> {
    "2026-11-21T04:00:00Z".parse().unwrap()
}

fn read(days_ago: i64, used: i64, total: i64) -> Reading<Vec<Benefit>> {
    let benefit = Benefit {
        code: "Seats".to_owned(),
        name: "Seats of staff".to_owned(),
        used: Quantity::Known(used.into()),
        total: Allowance::Limited(total.into()),
        trial: false,
    };
    Reading {
        value: vec![benefit],
        taken_at: now() - TimeDelta::days(days_ago),
        source: Source::Live,
    }
}

/// Sixty days up to today: a larger plan 20 days ago, counted anew 10 days ago.
fn readings() -> Vec<Reading<Vec<Benefit>>> {
    let of = |ago: i64| {
        let used = if ago > 10 { 900 - ago } else { 11 - ago };
        read(ago, used, if ago > 20 { 1_000 } else { 2_000 })
    };
    (0..60).rev().map(of).collect()
}

/// A Authgauge that knows one pool, and what was read of it.
fn opened(dir: &TempDir, usage: Option<Reading<Vec<Benefit>>>) -> (Authgauge, PoolId) {
    let (store, _) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    let pool = Pool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        service: Service::GenAuth,
        host: genauth::Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    };
    store.add_pool(&pool).unwrap();
    if let Some(usage) = usage {
        store.keep(&pool.id, Kind::Usage, &usage).unwrap();
    }
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let authgauge = Authgauge::open(parts(store, keychain, Arc::new(now))).unwrap();
    (authgauge, pool.id)
}

fn request(pool: &PoolId, code: &str, days: HistoryDays) -> HistoryRequest {
    HistoryRequest {
        pool: pool.clone(),
        code: code.to_owned(),
        days,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 800,
        height: 260,
    }
}

#[tokio::test]
async fn a_benefits_days_and_changes_are_those_that_were_read() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir, readings().pop());
    authgauge.remember(&id, &readings()).unwrap();
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = authgauge.benefit_history(request).await.unwrap();

    assert_eq!(view.days.len(), 30);
    let last = view.days.last().unwrap();
    assert_eq!((&*last.last, last.total.as_deref()), ("11", Some("2000")));
    let resets: Vec<_> = view.days.iter().filter(|day| day.reset).collect();
    assert_eq!((resets.len(), &*resets[0].last), (1, "1"));
    let totals = view.days.iter().filter(|day| day.total_changed);
    assert_eq!(totals.count(), 1);

    assert_eq!(view.changes.len(), 30, "the first day's too");
    let of = |what| {
        let of = |change: &&crate::view::HistoryChange| change.what == what;
        view.changes.iter().filter(of).collect::<Vec<_>>()
    };
    assert_eq!(of(ChangedWhat::Reset)[0].at, read(10, 0, 0).taken_at);
    let total = of(ChangedWhat::Total);
    assert_eq!((total.len(), &*total[0].used), (1, "880"));
    assert_eq!(total[0].at, read(20, 0, 0).taken_at);

    assert_eq!(view.chart.unwrap().points.len(), view.days.len());
    assert_eq!((&*view.name, &*view.code), ("Seats of staff", "Seats"));
}

#[tokio::test]
async fn a_longer_range_reaches_further_back() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir, None);
    authgauge.remember(&id, &readings()).unwrap();
    for days in [HistoryDays::QUARTER, HistoryDays::YEAR] {
        let request = request(&id, "Seats", days);
        let view = authgauge.benefit_history(request).await.unwrap();
        let known = (view.days.len(), view.changes.len());
        assert_eq!(known, (60, 59), "the first that is known is no change");
    }
}

#[tokio::test]
async fn a_reset_tells_from_a_fall_as_usual_by_the_days_before_the_range() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir, None);
    // Half of it goes every other day.
    let swings = (0..90)
        .rev()
        .map(|ago| read(ago, if ago % 2 == 0 { 900 } else { 400 }, 1_000));
    authgauge
        .remember(&id, &swings.collect::<Vec<_>>())
        .unwrap();
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = authgauge.benefit_history(request).await.unwrap();
    assert_eq!(view.days.iter().filter(|day| day.reset).count(), 0);
}

#[tokio::test]
async fn what_is_reported_now_looks_ahead_as_its_card_does() {
    let dir = tempfile::tempdir().unwrap();
    let usage = read(0, 590, 1_000);
    let (authgauge, id) = opened(&dir, Some(usage.clone()));
    let steady = (0..60).rev().map(|ago| read(ago, 590 - ago * 10, 1_000));
    authgauge
        .remember(&id, &steady.collect::<Vec<_>>())
        .unwrap();
    let card = authgauge.pool_view(&id).unwrap().cards.unwrap().remove(0);
    let request = request(&id, "Seats", HistoryDays::QUARTER);
    let view = authgauge.benefit_history(request).await.unwrap();
    assert!(
        matches!(card.outlook, OutlookView::FullOn { .. }),
        "{:?}",
        card.outlook
    );
    assert_eq!((view.name, view.outlook), (card.name, card.outlook));
    assert_eq!(view.reading.unwrap().taken_at, usage.taken_at);
    let chart = view.chart.unwrap();
    let last = chart.points.last().unwrap().area;
    assert!(
        last.x + last.width < chart.plot.x + chart.plot.width * 0.8,
        "what is ahead is drawn"
    );
}

#[tokio::test]
async fn what_is_no_longer_reported_is_known_by_its_code_and_goes_nowhere() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir, None);
    authgauge.remember(&id, &readings()).unwrap();
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = authgauge.benefit_history(request).await.unwrap();
    assert_eq!((&*view.name, view.outlook), ("Seats", OutlookView::NotTold));
    let chart = view.chart.unwrap();
    let last = chart.points.last().unwrap().area;
    assert!((last.x + last.width - chart.plot.x - chart.plot.width).abs() < 0.001);
}

#[tokio::test]
async fn what_is_reported_for_the_first_time_has_no_days_yet() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir, readings().pop());
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = authgauge.benefit_history(request).await.unwrap();
    assert!(view.chart.is_none() && view.days.is_empty() && view.changes.is_empty());
    assert_eq!(view.name, "Seats of staff");
}

#[tokio::test]
async fn what_was_never_reported_is_not_found() {
    let dir = tempfile::tempdir().unwrap();
    let (authgauge, id) = opened(&dir, readings().pop());
    let code = async |request| authgauge.benefit_history(request).await.unwrap_err().code;
    let unknown = request(&id, "Nobody's", HistoryDays::YEAR);
    assert_eq!(code(unknown).await, ErrorCode::BenefitNotFound);
    let nowhere = request(&PoolId::random(), "Seats", HistoryDays::YEAR);
    assert_eq!(code(nowhere).await, ErrorCode::PoolNotFound);
}
