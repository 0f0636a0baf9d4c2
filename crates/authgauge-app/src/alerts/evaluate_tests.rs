//! Alerts do not depend on the order of an answer, or on days that the server moves.

use authgauge_core::alert::{AlertKind, AlertLog, AlertRules, Rule, RuleResult};
use authgauge_core::level::Level;
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Benefit, Host, MauHistory, MauPeriod, Quantity};
use proptest::prelude::*;
use serde_json::json;

use super::evaluate::Evaluator;
use crate::keychain::KeyPlace;
use crate::pools::{MauSpan, PoolState};

/// Noon in China.
const NOW: &str = "2026-11-20T04:00:00Z";

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

fn day() -> NaiveDate {
    authgauge_core::calendar::vendor_day(now())
}

fn state() -> PoolState {
    PoolState::new(Pool {
        id: PoolId("id".to_owned()),
        name: String::new(),
        service: Service::GenAuth,
        host: Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    })
}

fn reading<T>(value: T, taken_at: DateTime<Utc>) -> Option<Reading<T>> {
    Some(Reading {
        value,
        taken_at,
        source: Source::Live,
    })
}

fn evaluated(state: &PoolState, now: DateTime<Utc>) -> Vec<RuleResult> {
    let evaluator = Evaluator {
        state,
        settings: &Settings::default(),
        rules: &AlertRules::default(),
        now,
    };
    evaluator.after_refresh()
}

/// The results, the pool's condition and the levels after an answer with these benefits and MAU records.
fn outcome(
    benefits: &[Benefit],
    records: &[serde_json::Value],
) -> (Vec<RuleResult>, Option<PoolCondition>, Vec<Level>) {
    let mut state = state();
    let history = MauHistory::from_data(json!({ "records": records })).unwrap();
    state.mau = reading(MauSpan::new(day(), day(), history), now());
    state.usage = reading(benefits.to_vec(), now());
    let statuses = state.benefits(&Settings::default()).unwrap();
    let mut levels: Vec<Level> = statuses.iter().map(|status| status.level).collect();
    levels.sort_by_key(|level| level.severity());
    let settings = Settings::default();
    let snapshot = state.snapshot(&settings, KeyPlace::Keychain, false, false, now());
    (evaluated(&state, now()), snapshot.condition(), levels)
}

fn benefit(code: &str, used: i64, total: i64) -> Benefit {
    Benefit {
        code: code.to_owned(),
        name: format!("{code} {used}"),
        used: Quantity::Known(used.into()),
        total: match total {
            ..0 => Allowance::NotReported(Some(total.to_string())),
            total => Allowance::Limited(total.into()),
        },
        trial: used % 2 == 0,
    }
}

fn record(start: &str, end: &str, used: i64) -> serde_json::Value {
    json!({"periodStartTime": start, "periodEndTime": end, "amount": "1000", "current": used})
}

fn percents(results: &[RuleResult]) -> Vec<u8> {
    let percent = |result: &RuleResult| match result.kind {
        Some(AlertKind::Threshold { percent, .. }) => Some(percent),
        _ => None,
    };
    results.iter().filter_map(percent).collect()
}

#[test]
fn running_period_reported_twice_alerts_in_either_order() {
    let (full, low) = (
        record("20261101", "20261201", 950),
        record("20261101", "20261201", 100),
    );
    for records in [[full.clone(), low.clone()], [low, full]] {
        assert_eq!(percents(&outcome(&[], &records).0), [90]);
    }
}

#[test]
fn benefit_reported_twice_alerts_with_the_worse_figures_in_either_order() {
    let mut benefits = [
        benefit("A", 960, 1_000),
        benefit("A", 910, 1_000),
        benefit("A", 5, 1_000),
    ];
    for _ in 0..benefits.len() {
        benefits.rotate_left(1);
        let (results, worst, _) = outcome(&benefits, &[]);
        let kind = results.into_iter().find_map(|result| result.kind);
        let expected = AlertKind::Threshold {
            percent: 90,
            used: "960".to_owned(),
            total: "1000".to_owned(),
        };
        assert_eq!(kind, Some(expected));
        assert_eq!(worst.unwrap().percent(), Some(96));
    }
}

#[test]
fn last_day_of_an_inclusive_period_has_alerts() {
    let records = [
        record("20261021", "20261120", 950),
        record("20261121", "20261220", 0),
    ];
    assert_eq!(percents(&outcome(&[], &records).0), [90]);
}

proptest! {
    #[test]
    fn order_of_an_answer_changes_neither_levels_nor_alerts(
        (benefits, shuffled) in prop::collection::vec(
            ("[AB]", 0..=12_i64, -1..=10_i64).prop_map(|(code, used, total)| benefit(&code, used, total)),
            0..8,
        ).prop_flat_map(|benefits| (Just(benefits.clone()), Just(benefits).prop_shuffle())),
        (records, shuffled_records) in prop::collection::vec(
            (1..=20_u32, 10..=30_u32, 0..=20_i64).prop_map(|(start, end, used)| {
                record(&format!("202611{start:02}"), &format!("202611{end:02}"), used * 55)
            }),
            0..8,
        ).prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle())),
    ) {
        prop_assert_eq!(outcome(&benefits, &records), outcome(&shuffled, &shuffled_records));
    }
}

/// The alerts about the running period over 60 days, each with the period and use that the server reports.
fn mau_alerts(reported: impl Fn(u64) -> (NaiveDate, NaiveDate, i64)) -> usize {
    alerts_of_periods(|number| vec![reported(number)])
}

/// As [`mau_alerts`], with several periods a day.
fn alerts_of_periods(reported: impl Fn(u64) -> Vec<(NaiveDate, NaiveDate, i64)>) -> usize {
    let (mut state, mut log) = (state(), AlertLog::default());
    let mut raised = Vec::new();
    for number in 0..60 {
        let period = |(start, end, used): (NaiveDate, NaiveDate, i64)| MauPeriod {
            start,
            end,
            used: Quantity::Known(used.into()),
            total: Allowance::Limited(1_000.into()),
        };
        let history = MauHistory {
            periods: reported(number).into_iter().map(period).collect(),
            ..MauHistory::default()
        };
        let now = now() + Days::new(number);
        let today = day() + Days::new(number);
        let mut span = MauSpan::new(today, today, history);
        span.continue_from(state.mau.as_ref().map(|mau| &mau.value), today);
        state.mau = reading(span, now);
        let results = evaluated(&state, now);
        for result in results
            .iter()
            .filter(|result| result.rule == Rule::Threshold)
        {
            raised.extend(log.record(&state.pool.id, result, now, false));
        }
    }
    // The first evaluation is listed, and not delivered.
    log.alerts().count().max(raised.len())
}

#[test]
fn running_period_whose_start_moves_day_by_day_alerts_once() {
    for (before, after) in [(29, 1), (364, 1), (15, 15), (0, 1), (0, 0)] {
        let moving = |number: u64| {
            let today = day() + Days::new(number);
            (today - Days::new(before), today + Days::new(after), 950)
        };
        assert_eq!(mau_alerts(moving), 1, "{before} {after}");
    }
}

#[test]
fn next_period_and_a_reset_alert_again() {
    let monthly = |number: u64| {
        let start = day() + Days::new(number / 30 * 30);
        (start, start + Days::new(30), 950)
    };
    assert_eq!(mau_alerts(monthly), 2);
    let reset_while_moving = |number: u64| {
        let today = day() + Days::new(number);
        let used = if number == 30 { 10 } else { 950 };
        (today - Days::new(29), today + Days::new(1), used)
    };
    assert_eq!(mau_alerts(reset_while_moving), 2);
}

#[test]
fn month_and_year_that_take_turns_as_the_worse_alert_once_each() {
    let (january, next) = (
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
    );
    let turns = |number: u64| {
        let start = day() + Days::new(number / 30 * 30);
        let used = if number.is_multiple_of(2) { 900 } else { 920 };
        vec![(january, next, 910), (start, start + Days::new(30), used)]
    };
    // The year, and two months.
    assert_eq!(alerts_of_periods(turns), 3);
}
