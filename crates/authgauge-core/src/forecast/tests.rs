use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

use super::*;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(number)
}

fn ends(used: impl IntoIterator<Item = f64>) -> Vec<DayEnd> {
    let used = used.into_iter().enumerate();
    used.map(|(number, used)| DayEnd {
        day: day(number as u64),
        used,
    })
    .collect()
}

fn forecast(used: impl IntoIterator<Item = f64>) -> Forecast {
    Forecast::from(&ends(used), None).unwrap()
}

#[test]
fn forecast_needs_two_weeks() {
    assert_eq!(Forecast::from(&[], None), None);
    let short = ends((0..14).map(f64::from));
    assert_eq!(Forecast::from(&short, None), None);
    let enough = ends((0..15).map(f64::from));
    assert!(Forecast::from(&enough, None).is_some());
}

#[test]
fn constant_growth_continues() {
    let forecast = forecast((0..40).map(|day| f64::from(day) * 10.0));
    let band = forecast.after(10);
    assert!((band.likely - 490.0).abs() < 0.01);
    assert!(band.low > 485.0 && band.high < 495.0);
    // 390 on the last of 40 days: 500 is reached eleven days later.
    let Crossing::FullOn {
        first,
        likely,
        last,
        chance,
    } = forecast.until_full(500.0)
    else {
        panic!("{:?}", forecast.until_full(500.0));
    };
    assert_eq!(likely, Some(day(39 + 11)));
    assert!(first <= day(50) && last >= Some(day(50)));
    assert!(chance > 0.99);
}

#[test]
fn constant_use_does_not_reach_the_total() {
    let forecast = forecast([700.0; 60]);
    assert_eq!(forecast.until_full(1000.0), Crossing::NotAtThisPace);
    assert!(forecast.chance_of(1000.0, 30) < 0.01);
    assert_eq!(forecast.until_full(700.0), Crossing::Full);
    assert_eq!(forecast.until_full(0.0), Crossing::Full);
}

#[test]
fn declining_use_stays_at_or_above_0() {
    let forecast = forecast((0..60).map(|day| 120.0 - 2.0 * f64::from(day)));
    assert_eq!(forecast.until_full(150.0), Crossing::NotAtThisPace);
    assert!(forecast.after(MAX_HORIZON_DAYS).low >= 0.0);
    assert!(forecast.after(MAX_HORIZON_DAYS).likely >= 0.0);
}

#[test]
fn outlier_does_not_change_the_growth() {
    let steady = (0..60).map(|day| f64::from(day) + if day >= 50 { 500.0 } else { 0.0 });
    let band = forecast(steady).after(14);
    assert!((band.likely - 573.0).abs() < 60.0, "{band:?}");
}

#[test]
fn monthly_reset_is_detected_and_repeated() {
    let month = |number: u64| f64::from(day(number).day()) * 10.0;
    // 1 March to 20 May: two resets, and the next one is twelve days ahead.
    let forecast = forecast((0..=80).map(month));
    assert!(forecast.after(11).likely > 300.0);
    assert!(forecast.after(12).likely < 30.0);
    assert_eq!(forecast.until_full(400.0), Crossing::NotAtThisPace);
    assert_eq!(forecast.next_reset(), "2026-06-01".parse().ok());
}

#[test]
fn next_reset_is_the_running_periods_end_and_never_assumed() {
    let growing = ends((0..40).map(f64::from));
    let of = |running| Forecast::from(&growing, running).unwrap().next_reset();
    assert_eq!(of(None), None);
    assert_eq!(of(Some(day(20)..day(50))), Some(day(50)));
    let forecast = Forecast::from(&growing, Some(day(20)..day(50))).unwrap();
    assert_eq!(forecast.before_reset(), Some(forecast.after(10).likely));
    assert_eq!(Forecast::from(&growing, None).unwrap().before_reset(), None);
}

#[test]
fn every_reset_of_a_sawtooth_is_detected() {
    let sawtooth = |length: u64, days: u64| {
        let used = (0..days).map(|day| (day % length) as f64 * 10.0);
        resets(&ends(used)).len() as u64
    };
    for (length, days) in [(7, 35), (7, 364), (30, 90), (30, 200), (30, 400)] {
        assert_eq!(
            sawtooth(length, days),
            (days - 1) / length,
            "{length} {days}"
        );
    }
}

#[test]
fn short_oscillations_are_not_resets() {
    for length in [2_u64, 3, 4] {
        let used = (0..120).map(|day| 100.0 + (day % length) as f64 * 100.0);
        assert_eq!(resets(&ends(used)), [], "{length}");
    }
}

#[test]
fn known_reset_is_applied() {
    let days = ends((0..30).map(|day| f64::from(day) * 10.0));
    let unknown = Forecast::from(&days, None).unwrap();
    let known = Forecast::from(&days, Some(day(4)..day(34))).unwrap();
    assert!(matches!(unknown.until_full(400.0), Crossing::FullOn { .. }));
    assert_eq!(known.until_full(400.0), Crossing::NotAtThisPace);
    assert!(known.after(4).likely > 300.0);
    assert!(known.after(5).likely < 30.0);
}

#[test]
fn weekly_pattern_does_not_change_the_growth() {
    let mut used = 0.0;
    let working = (0..70).map(|number| {
        used += if matches!(day(number).weekday().number_from_monday(), 6 | 7) {
            0.0
        } else {
            14.0
        };
        used
    });
    let working: Vec<f64> = working.collect();
    let last = working[69];
    let band = forecast(working).after(28);
    assert!((band.likely - last - 280.0).abs() < 15.0, "{band:?}");
}

#[test]
fn larger_total_is_reached_later() {
    let forecast = forecast((0..40).map(|day| f64::from(day) * 10.0));
    let day_of = |total: f64| match forecast.until_full(total) {
        Crossing::FullOn { likely, .. } => likely,
        other => panic!("{other:?}"),
    };
    assert!(day_of(500.0) < day_of(900.0));
}

#[test]
fn missing_days_are_interpolated() {
    let mut days = ends((0..40).map(|day| f64::from(day) * 10.0));
    days.retain(|end| end.day.day() % 5 == 0 || end.day == day(39));
    let band = Forecast::from(&days, None).unwrap().after(10);
    assert!((band.likely - 490.0).abs() < 1.0);
}

prop_compose! {
    fn any_days()(gaps in prop::collection::vec(1_u64..40, 0..80), used in prop::collection::vec(any_figure(), 80)) -> Vec<DayEnd> {
        let mut at = 0;
        gaps.into_iter().zip(used).map(|(gap, used)| { at += gap; DayEnd { day: day(at), used } }).collect()
    }
}

/// Up to the largest decimal the server can send.
fn any_figure() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0..100.0, 0.0..1e6, 0.0..7.9e28]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn bands_are_ordered_and_not_negative(days in any_days(), total in any_figure(), reset in prop::option::of(0_u64..4000)) {
        let Some(forecast) = Forecast::from(&days, reset.map(|end| day(0)..day(end))) else { return Ok(()) };
        for ahead in 0..=MAX_HORIZON_DAYS + 1 {
            let band = forecast.after(ahead);
            prop_assert!(band.low >= 0.0 && band.low <= band.likely && band.likely <= band.high, "{band:?}");
            prop_assert!(band.high.is_finite());
        }
        let mut before = 0.0;
        for days in [0, 1, 7, 30, MAX_HORIZON_DAYS, usize::MAX] {
            let chance = forecast.chance_of(total, days);
            prop_assert!((0.0..=1.0).contains(&chance) && chance >= before);
            before = chance;
        }
        if let Crossing::FullOn { first, likely, last, chance } = forecast.until_full(total) {
            prop_assert!(likely.is_none_or(|likely| first <= likely));
            prop_assert!(last.is_none_or(|last| likely.is_some_and(|likely| likely <= last)));
            prop_assert!((0.1..=1.0).contains(&chance));
        }
    }

    #[test]
    fn forecast_scales_with_the_unit(days in any_days(), doublings in 1..11) {
        // Doubling is exact, so that rounding errors are the same in both forecasts.
        let times = 2.0_f64.powi(doublings);
        let larger: Vec<DayEnd> = days.iter().map(|end| DayEnd { used: (end.used + 50.0) * times, ..*end }).collect();
        let days: Vec<DayEnd> = days.iter().map(|end| DayEnd { used: end.used + 50.0, ..*end }).collect();
        let (Some(small), Some(large)) = (Forecast::from(&days, None), Forecast::from(&larger, None)) else { return Ok(()) };
        let (small, large) = (small.after(20), large.after(20));
        let apart = (small.likely * times - large.likely).abs();
        prop_assert!(apart <= 1e-6 * large.likely.abs() + 10.0 * times, "{small:?} {large:?}");
    }
}
