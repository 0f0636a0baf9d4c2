//! The history of one benefit.

use authgauge_api::{ChangedWhat, HistoryChangeView};
use authgauge_app::HistoryDays;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::Pool;
use authgauge_core::reading::Reading;
use authgauge_store::Kind;
use chrono::{DateTime, Datelike as _, TimeDelta};
use genauth::{Allowance, Benefit, Quantity};

use super::*;

/// Noon in China.
fn now() -> DateTime<Utc> {
    "2026-11-21T04:00:00Z".parse().unwrap()
}

fn reading(days_ago: i64, used: i64, total: i64) -> Reading<Vec<Benefit>> {
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

/// Sixty days up to today: a larger plan since 20 days ago, a reset 10 days ago.
fn readings() -> Vec<Reading<Vec<Benefit>>> {
    let of = |ago: i64| {
        let used = if ago > 10 { 900 - ago } else { 11 - ago };
        reading(ago, used, if ago > 20 { 1_000 } else { 2_000 })
    };
    (0..60).rev().map(of).collect()
}

/// An application with one pool and its last reading.
fn opened(dir: &TempDir, usage: Option<Reading<Vec<Benefit>>>) -> (App, PoolId) {
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
        store.save_reading(&pool.id, Kind::Usage, &usage).unwrap();
    }
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let app = App::open(Parts::new(store, keychain, Arc::new(now)));
    (app, pool.id)
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
async fn names_what_the_forecast_is_made_from() {
    let dir = tempfile::tempdir().unwrap();
    // 1 September to 21 November: 60 a day on the first half of each month.
    let of = |ago: i64| {
        let day = (now() - TimeDelta::days(ago)).day();
        reading(ago, i64::from(day.min(15)) * 60, 1_000)
    };
    let readings: Vec<_> = (0..82).rev().map(of).collect();
    let (app, id) = opened(&dir, readings.last().cloned());
    app.testing().add_history(&id, &readings).unwrap();
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let basis = app.benefit_history(request).await.unwrap().basis.unwrap();
    assert_eq!(basis.next_reset, "2026-12-01".parse().ok());
    assert!(!basis.reset_is_assumed);
    // Noon of the last day is no whole day.
    assert_eq!(basis.days, 80);
    assert!(basis.week_error_permille.unwrap() < 400);
}

#[tokio::test]
async fn shows_the_days_and_changes_of_the_readings() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir, readings().pop());
    app.testing().add_history(&id, &readings()).unwrap();
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = app.benefit_history(request).await.unwrap();

    assert_eq!(view.days.len(), 30);
    let last = view.days.last().unwrap();
    assert_eq!((&*last.last, last.total.as_deref()), ("11", Some("2000")));
    let resets: Vec<_> = view.days.iter().filter(|day| day.reset).collect();
    assert_eq!((resets.len(), &*resets[0].last), (1, "1"));
    let totals = view.days.iter().filter(|day| day.total_changed);
    assert_eq!(totals.count(), 1);

    assert_eq!(view.changes.len(), 30, "the first day's included");
    let of = |what| {
        let of = |change: &&HistoryChangeView| change.what == what;
        view.changes.iter().filter(of).collect::<Vec<_>>()
    };
    assert_eq!(of(ChangedWhat::Reset)[0].at, reading(10, 0, 0).taken_at);
    let total = of(ChangedWhat::Total);
    assert_eq!((total.len(), &*total[0].used), (1, "880"));
    let deltas = view.changes.iter().map(|change| change.delta.as_deref());
    assert_eq!(
        deltas.clone().next_back(),
        Some(None),
        "before the oldest is not known"
    );
    let used = |change: &HistoryChangeView| change.used.parse::<i64>().unwrap();
    for (change, before) in view.changes.iter().zip(view.changes.iter().skip(1)) {
        let delta = change
            .delta
            .as_ref()
            .map(|delta| delta.parse::<i64>().unwrap());
        assert_eq!(delta, Some(used(change) - used(before)));
    }
    assert_eq!(total[0].at, reading(20, 0, 0).taken_at);

    assert_eq!(view.chart.unwrap().points.len(), view.days.len());
    assert_eq!((&*view.name, &*view.code), ("Seats of staff", "Seats"));
}

#[tokio::test]
async fn a_longer_range_includes_older_days() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir, None);
    app.testing().add_history(&id, &readings()).unwrap();
    for days in [HistoryDays::QUARTER, HistoryDays::YEAR] {
        let request = request(&id, "Seats", days);
        let view = app.benefit_history(request).await.unwrap();
        let known = (view.days.len(), view.changes.len());
        assert_eq!(known, (60, 59), "the first known figure is no change");
    }
}

#[tokio::test]
async fn days_before_the_range_tell_usual_falls_from_resets() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir, None);
    // The usage falls by half every other day.
    let swings = (0..90)
        .rev()
        .map(|ago| reading(ago, if ago % 2 == 0 { 900 } else { 400 }, 1_000));
    app.testing()
        .add_history(&id, &swings.collect::<Vec<_>>())
        .unwrap();
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = app.benefit_history(request).await.unwrap();
    assert_eq!(view.days.iter().filter(|day| day.reset).count(), 0);
}

#[tokio::test]
async fn a_reported_benefit_has_the_outlook_of_its_card() {
    let dir = tempfile::tempdir().unwrap();
    let usage = reading(0, 590, 1_000);
    let (app, id) = opened(&dir, Some(usage.clone()));
    let steady = (0..60).rev().map(|ago| reading(ago, 590 - ago * 10, 1_000));
    app.testing()
        .add_history(&id, &steady.collect::<Vec<_>>())
        .unwrap();
    let card = app.pool_view(&id).unwrap().cards.unwrap().remove(0);
    let request = request(&id, "Seats", HistoryDays::QUARTER);
    let view = app.benefit_history(request).await.unwrap();
    assert!(
        matches!(card.outlook, Outlook::FullOn { .. }),
        "{:?}",
        card.outlook
    );
    assert_eq!((view.name, view.outlook), (card.name, card.outlook));
    assert_eq!(view.reading.unwrap().taken_at, usage.taken_at);
    let chart = view.chart.unwrap();
    let last = chart.points.last().unwrap().area;
    assert!(
        last.x + last.width < chart.plot.x + chart.plot.width * 0.8,
        "the forecast is drawn"
    );
}

#[tokio::test]
async fn a_benefit_no_longer_reported_is_named_by_its_code_and_has_no_outlook() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir, None);
    app.testing().add_history(&id, &readings()).unwrap();
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = app.benefit_history(request).await.unwrap();
    assert_eq!((&*view.name, view.outlook), ("Seats", Outlook::NotTold));
    let chart = view.chart.unwrap();
    let last = chart.points.last().unwrap().area;
    assert!((last.x + last.width - chart.plot.x - chart.plot.width).abs() < 0.001);
}

#[tokio::test]
async fn a_benefit_reported_for_the_first_time_has_no_days() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir, readings().pop());
    let request = request(&id, "Seats", HistoryDays::MONTH);
    let view = app.benefit_history(request).await.unwrap();
    assert!(view.chart.is_none() && view.days.is_empty() && view.changes.is_empty());
    assert_eq!(view.name, "Seats of staff");
}

#[tokio::test]
async fn a_benefit_never_reported_is_not_found() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir, readings().pop());
    let code = async |request| app.benefit_history(request).await.unwrap_err().code;
    let unknown = request(&id, "Unknown", HistoryDays::YEAR);
    assert_eq!(code(unknown).await, ErrorCode::BenefitNotFound);
    let unknown_pool = request(&PoolId::random(), "Seats", HistoryDays::YEAR);
    assert_eq!(code(unknown_pool).await, ErrorCode::PoolNotFound);
}

#[tokio::test]
async fn history_is_exported_with_its_figures_even_while_they_are_hidden() {
    let dir = tempfile::tempdir().unwrap();
    let (app, id) = opened(&dir, readings().pop());
    app.testing().add_history(&id, &readings()).unwrap();
    app.update_settings(|settings| settings.privacy = true)
        .unwrap();
    let request = || request(&id, "Seats", HistoryDays::MONTH);
    let csv = app.export_history(request(), ExportFormat::Csv).await;
    let csv = String::from_utf8(csv.unwrap()).unwrap();
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines.len(), 31, "{csv}");
    assert_eq!(lines[0], "day,first,least,most,last,limit");
    assert_eq!(lines[30], "2026-11-21,11,11,11,11,2000");
    let svg = app.export_history(request(), ExportFormat::Svg).await;
    let svg = String::from_utf8(svg.unwrap()).unwrap();
    assert!(svg.contains("1,800"), "{svg}");
    let png = app.export_history(request(), ExportFormat::Png).await;
    assert!(png.unwrap().starts_with(b"\x89PNG"));
}
