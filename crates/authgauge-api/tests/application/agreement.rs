//! Sidebar, tray, cards, notices and alerts say the same about a pool.

use authgauge_api::{AllowanceView, BenefitCard, ChartBarView, PoolSummary};
use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::level::Thresholds;
use authgauge_core::pool_condition::{PoolCondition, UseStatus};
use authgauge_core::tone::Tone;
use chrono::TimeDelta;
use genauth::{Allowance, Quantity};

use super::*;

fn summary_of(app: &App, id: &PoolId) -> PoolSummary {
    let pools = app.overview().pools;
    pools.into_iter().find(|pool| pool.id == *id).unwrap()
}

/// How far the period of the chart that is running is used.
async fn running_period(app: &App, id: &PoolId) -> Option<UseStatus> {
    let range = MauRange::Months { count: 12 };
    let chart = app.mau_view(chart_of(id, range)).await.unwrap().chart?;
    let bar = chart.bars.into_iter().rfind(|bar| bar.running)?;
    Some(used(&bar))
}

fn used(bar: &ChartBarView) -> UseStatus {
    let settings = Settings::default();
    let thresholds = Thresholds {
        near: settings.near_percent,
        critical: settings.critical_percent,
    };
    let used = match &bar.used {
        Figure::Known { value } => Quantity::Known(value.parse().unwrap()),
        Figure::NotReported { raw } => Quantity::NotReported(raw.clone()),
    };
    let total = match &bar.total {
        AllowanceView::Limited { value } => Allowance::Limited(value.parse().unwrap()),
        AllowanceView::Unlimited => Allowance::Unlimited,
        AllowanceView::NotReported { raw } => Allowance::NotReported(raw.clone()),
    };
    UseStatus::of(&used, &total, thresholds)
}

/// The highest level and, within it, percentage of cards and chart.
fn worst_use(cards: &[BenefitCard], mau: Option<UseStatus>) -> Option<(Level, Option<u32>)> {
    let cards = cards.iter().map(|card| UseStatus {
        level: card.level,
        percent: card.percent,
    });
    let worst = cards.chain(mau).max_by_key(|status| status.rank())?;
    Some((worst.level, worst.percent))
}

/// Compares every part of the window with the cards and the chart of the same pool.
async fn assert_agreement(app: &App, id: &PoolId) {
    let (view, sidebar) = (app.pool_view(id).unwrap(), summary_of(app, id));
    let cards = view.cards.clone().unwrap_or_default();
    let reports_mau = cards.iter().any(|card| card.code == "MAU");
    let mau = running_period(app, id).await.filter(|_| !reports_mau);
    let tray = app.tray_summary().pools;
    let tray = tray.into_iter().find(|pool| pool.id == *id).unwrap();
    assert_eq!(tray.condition, sidebar.condition);
    let level = sidebar.condition.as_ref().map(PoolCondition::level);
    assert_eq!(sidebar.level, level);
    let worst = worst_use(&cards, mau);
    match &sidebar.condition {
        Some(PoolCondition::PlanEnded) => {
            let says_so = |notice: &Notice| matches!(notice, Notice::PlanEnded { .. });
            assert!(view.notices.iter().any(says_so), "{:?}", view.notices);
        }
        Some(PoolCondition::PlanEnds { at, .. }) => {
            let says_so =
                |notice: &Notice| matches!(notice, Notice::PlanEnds { at: of, .. } if of == at);
            assert!(view.notices.iter().any(says_so), "{:?}", view.notices);
        }
        Some(condition) if condition.is_of_key() => assert!(failure_in(&view).is_some()),
        _ => assert_eq!(sidebar.level.map(|level| (level, sidebar.percent)), worst),
    }
    let severity = |level: Option<Level>| level.map(Level::severity);
    assert!(severity(sidebar.level) >= severity(worst.map(|(level, _)| level)));
    let over = cards.iter().filter(|card| card.level == Level::Over);
    let over = over.count() + usize::from(mau.is_some_and(|mau| mau.level == Level::Over));
    let noticed = view.notices.iter().find_map(|notice| match notice {
        Notice::OverLimit { count, .. } => Some(*count as usize),
        _ => None,
    });
    assert_eq!(noticed.unwrap_or(0), over);
    assert_alerts_agree(app, id, &cards, mau);
}

/// An alert has the name and the colour of its card.
fn assert_alerts_agree(app: &App, id: &PoolId, cards: &[BenefitCard], mau: Option<UseStatus>) {
    for alert in app.overview().alerts {
        if alert.pool != *id || alert.over {
            continue;
        }
        let level = match &alert.subject {
            AlertSubject::Benefit { code, name } => {
                let card = cards.iter().find(|card| card.code == *code).unwrap();
                assert_eq!(*name, card.name);
                Some(card.level)
            }
            AlertSubject::Mau => mau.map(|mau| mau.level),
            AlertSubject::Pool => None,
        };
        let tone = level.map_or(Tone::Neutral, Tone::from);
        let agrees = match alert.kind {
            AlertKind::Threshold { .. } => alert.tone == tone,
            AlertKind::Forecast { .. } => alert.tone == tone || tone == Tone::Neutral,
            _ => alert.tone != Tone::Neutral,
        };
        assert!(agrees, "{alert:?} {tone:?}");
    }
}

#[tokio::test]
async fn every_part_of_the_window_says_the_same_about_a_pool() {
    let fixture = Fixture::new().await;
    let faults = [
        None,
        Some(Fault::RevokeKey),
        Some(Fault::Forbidden),
        Some(Fault::ServerError(500)),
        Some(Fault::EmptyBody),
    ];
    let pools = fixture.sim.pools();
    println!(
        "count: {} cases of a pool shown in several places",
        pools.len() * faults.len()
    );
    for pool in &pools {
        let id = fixture.add(pool).await;
        for fault in faults.clone() {
            let key = &pool.access_key_id;
            fixture.sim.set_fault_for(key, fault);
            fixture.app.refreshed(&id).await;
            assert_agreement(&fixture.app, &id).await;
            fixture.sim.set_fault_for(key, None);
        }
    }
    let worst = fixture.app.overview().pools;
    let worst = PoolCondition::worst(worst.into_iter().filter_map(|pool| pool.condition));
    assert_eq!(fixture.app.tray_summary().condition, worst);
}

#[tokio::test]
async fn the_sidebar_and_the_tray_say_that_a_key_is_rejected_or_a_plan_has_ended() {
    let fixture = Fixture::new().await;
    let staging = fixture.sim.pools().remove(1);
    let id = fixture.add(&staging).await;
    let condition = || summary_of(&fixture.app, &id).condition.unwrap();
    assert_eq!(condition().level(), Level::Ok, "nothing is the matter");
    let end_plan_in = |days: i64| {
        let end = authgauge_core::calendar::vendor_time(Utc::now()) + TimeDelta::days(days);
        let testing = fixture.app.testing();
        let change = |plan: &mut Option<authgauge_core::reading::Reading<genauth::Plan>>| {
            plan.as_mut().unwrap().value.ends_at = genauth::EndTime::At(end);
        };
        testing.change_plan(&id, change).unwrap();
    };
    for (days, level) in [(20, Level::Near), (5, Level::Critical)] {
        end_plan_in(days);
        let ends = condition();
        let PoolCondition::PlanEnds { days: until, .. } = ends else {
            panic!("{ends:?}");
        };
        assert_eq!((i64::from(until), ends.level()), (days, level));
    }
    let fail = |code: ErrorCode| {
        let failure = Some(Failure::from(code));
        let testing = fixture.app.testing();
        testing.set_usage_failure(&id, failure).unwrap();
    };
    for (code, expected) in [
        (ErrorCode::KeyRejected, PoolCondition::KeyRejected),
        (ErrorCode::KeyMissing, PoolCondition::KeyMissing),
        (ErrorCode::Forbidden, PoolCondition::NoAccess),
    ] {
        fail(code);
        let sidebar = summary_of(&fixture.app, &id);
        assert_eq!(sidebar.condition, Some(expected));
        assert_eq!((sidebar.level, sidebar.percent), (Some(Level::Over), None));
        assert_eq!(sidebar.tone, Tone::Critical);
    }
    end_plan_in(-3);
    assert_eq!(condition(), PoolCondition::PlanEnded);
    let tray = fixture.app.tray_summary();
    assert_eq!(tray.condition, Some(PoolCondition::PlanEnded));
}

#[tokio::test]
async fn the_mau_reaches_the_sidebar_and_the_notices_of_a_pool_that_reports_no_mau_benefit() {
    let fixture = Fixture::new().await;
    let sample = fixture.sim.pools().remove(5);
    fixture.sim.set_usage(&sample.access_key_id, "MAU", 1_070);
    let id = fixture.add(&sample).await;
    let testing = fixture.app.testing();
    testing.change_plan(&id, |plan| *plan = None).unwrap();
    let sidebar = summary_of(&fixture.app, &id);
    let over = PoolCondition::Mau {
        level: Level::Over,
        percent: Some(107),
    };
    assert_eq!(sidebar.condition, Some(over));
    let notices = fixture.app.pool_view(&id).unwrap().notices;
    let notice = Notice::OverLimit {
        count: 1,
        name: None,
    };
    assert!(notices.contains(&notice), "{notices:?}");
}

#[tokio::test]
async fn an_alert_has_the_name_of_its_benefit_in_the_language_shown() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let names = || -> Vec<String> {
        let alerts = fixture.app.overview().alerts.into_iter();
        let names = alerts.filter_map(|alert| match alert.subject {
            AlertSubject::Benefit { name, .. } => Some(name),
            _ => None,
        });
        names.collect()
    };
    assert!(names().iter().any(|name| name == "Admins"), "{:?}", names());
    let settings = Settings {
        language: LanguageChoice::Zh,
        ..Settings::default()
    };
    fixture.app.change_settings(settings).unwrap();
    fixture.app.refreshed(&id).await;
    assert!(names().iter().any(|name| name == "管理员"), "{:?}", names());
    assert!(!names().iter().any(|name| name == "Admins"));
    let change = |usage: &mut Option<authgauge_core::reading::Reading<Vec<genauth::Benefit>>>| {
        usage.as_mut().unwrap().value.clear();
    };
    fixture.app.testing().change_usage(&id, change).unwrap();
    assert!(
        names().iter().any(|name| name == "Admins"),
        "the recorded name of a benefit that is gone"
    );
}
