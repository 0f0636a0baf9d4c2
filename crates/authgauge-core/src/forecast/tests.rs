use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

use super::*;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(number)
}

fn ends(used: impl IntoIterator<Item = f64>) -> Vec<DayEnd> {
    let used = used.into_iter().enumerate();
    used.map(|(number, used)| DayEnd::whole(day(number as u64), used))
        .collect()
}

fn forecast(used: impl IntoIterator<Item = f64>) -> Forecast {
    Forecast::from(&ends(used), None).unwrap()
}

#[test]
fn forecast_needs_a_week() {
    assert_eq!(Forecast::from(&[], None), None);
    let of_days =
        |days: u8| Forecast::from(&ends((0..days).map(|day| 500.0 + f64::from(day))), None);
    assert_eq!(of_days(7), None);
    assert!(of_days(8).is_some());
}

#[test]
fn young_counter_that_may_reset_has_no_forecast_without_a_cycle() {
    let days = ends((0..15).map(|day| 10.0 * f64::from(day + 1)));
    assert_eq!(Forecast::from(&days, None), None);
    // The pool's period began with the first reading: the counter agrees with it.
    let forecast = Forecast::of(&days, &Cycle::Borrowed(day(0)..day(31))).unwrap();
    assert!(forecast.after(16).likely > 250.0 && forecast.after(17).likely < 60.0);
    assert!(forecast.basis().cycle.as_ref().unwrap().is_borrowed);
    // It has far more than the period could have added.
    let stock = ends((0..15).map(|day| 1_000.0 + 10.0 * f64::from(day)));
    let forecast = Forecast::of(&stock, &Cycle::Borrowed(day(0)..day(31))).unwrap();
    assert!(forecast.after(20).likely > 1_000.0);
}

#[test]
fn look_in_the_morning_is_as_good_as_one_in_the_evening() {
    let used = |day: u64| 100.0 * (day + 1) as f64;
    let evening = ends((0..50).map(used));
    let mut morning = evening.clone();
    for end in &mut morning {
        // A tenth of the day's use has come.
        (end.used, end.minute) = (end.used - 90.0, Some(9 * 60));
    }
    let of = |days: &[DayEnd]| Forecast::of(days, &Cycle::Unknown).unwrap().after(7).likely;
    assert!((of(&evening) - used(56)).abs() < 10.0, "{}", of(&evening));
    assert!((of(&morning) - used(56)).abs() < 20.0, "{}", of(&morning));
}

#[test]
fn counter_falls_below_its_figure_at_a_reset_only() {
    let days =
        ends((0..60).map(|number| 10.0 * f64::from(day(number).day()) + (number % 3) as f64));
    let forecast = Forecast::from(&days, None).unwrap();
    let used = days.last().unwrap().used;
    // 60 days from 1 March end on 29 April.
    assert!(forecast.after(1).low >= used);
    assert!(forecast.after(2).high < used);
}

#[test]
fn basis_names_the_cycle_and_past_errors() {
    let month = |number: u64| f64::from(day(number).day()) * 10.0;
    let forecast = forecast((0..=80).map(month));
    let basis = forecast.basis();
    let cycle = basis.cycle.as_ref().unwrap();
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(
        (cycle.start, cycle.next),
        (date("2026-05-01"), date("2026-06-01"))
    );
    assert!(!cycle.is_borrowed && basis.days == 80);
    assert!(basis.week_error.unwrap() < 5.0);
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
    assert!(chance > 0.98);
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
fn outlier_is_no_past_error() {
    let import = |number: u32| if number < 30 { 0.0 } else { 5000.0 };
    let forecast = forecast((0..60_u32).map(|number| f64::from(number) * 10.0 + import(number)));
    let error = forecast.basis().week_error.unwrap();
    assert!(error < 1.0, "{error}");
}

#[test]
fn errors_of_other_series_do_not_shift_a_forecast() {
    use super::{pooled_errors::pooled_errors, series_kind::PoolKind};
    for kind in [PoolKind::Stock, PoolKind::Resetting, PoolKind::Gauge] {
        for horizon in pooled_errors(kind, 120) {
            assert_eq!(horizon[5], 0, "{kind:?}");
        }
    }
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
    let days = ends((0..40).map(|day| f64::from(day) * 10.0));
    let unknown = Forecast::from(&days, None).unwrap();
    let known = Forecast::from(&days, Some(day(14)..day(44))).unwrap();
    assert!(matches!(unknown.until_full(500.0), Crossing::FullOn { .. }));
    assert_eq!(known.until_full(500.0), Crossing::NotAtThisPace);
    assert!(known.after(4).likely > 400.0);
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
        gaps.into_iter().zip(used).map(|(gap, used)| { at += gap; DayEnd::whole(day(at), used) }).collect()
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
