//! How benefits and the MAU developed, and their forecasts.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use chrono::{Days, NaiveDate};
use genauth::{Allowance, Benefit, MauPeriod, Quantity};
use rust_decimal::prelude::ToPrimitive as _;

use authgauge_core::alert::ResetFacts;
use authgauge_core::calendar::vendor_moment;
use authgauge_core::error::Failure;
use authgauge_core::forecast::{self, Cycle, DayEnd, Forecast, MAX_HISTORY_DAYS};
use authgauge_core::history::{DaySummary, Figures, Sample, Series};
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Reading;
use authgauge_core::trend::Trend;
use authgauge_store::Store;

use super::mau_span::MauSpan;
use super::period_shape::PeriodShape;
use super::worst_of_each_code::worst_of_each_code;
use crate::snapshot::SeriesFacts;

/// The trends of a pool's benefits and of its running MAU period.
#[derive(Default)]
pub(crate) struct PoolTrends {
    benefits: HashMap<String, SeriesTrend>,
    mau: Option<SeriesTrend>,
}

/// How one series developed, and its forecast.
struct SeriesTrend {
    trend: Option<Trend>,
    forecast: Option<Forecast>,
    /// Days between the first and the last day that the forecast is, or would be, made from.
    days: u16,
    over_since: Option<NaiveDate>,
    unchanged_days: u16,
    last_reset: Option<NaiveDate>,
}

impl PoolTrends {
    /// Reads the history and computes forecasts; takes milliseconds.
    pub(super) fn load(
        store: &Store,
        id: &PoolId,
        mau: Option<&MauSpan>,
        today: NaiveDate,
    ) -> Result<Self, Failure> {
        let from = first_day_used(today);
        let minutes = store.last_minutes(id, from)?;
        let running = mau.and_then(|mau| mau.running(today));
        let mut trends = Self::default();
        let (mut benefits, mut mau_days) = (Vec::new(), (Vec::new(), Vec::new()));
        for (subject, mut days) in store.days_of_all(id, from)? {
            // A clock that was ahead left days in the future.
            days.retain(|day| day.day <= today);
            let ends = day_ends(&days, minutes.get(&subject));
            match subject {
                Series::Benefit(code) => benefits.push((code, days, ends)),
                Series::Mau => mau_days = (days, ends),
            }
        }
        let period = running.map(|running| running_days(running, today));
        let cycle = observed_cycle(&benefits).or_else(|| period.clone());
        let cycle = cycle.map_or(Cycle::Unknown, Cycle::Borrowed);
        for (code, days, ends) in benefits {
            let trend = SeriesTrend::of_benefit(&days, &ends, &cycle, today);
            trends.benefits.insert(code, trend);
        }
        if let Some(running) = running {
            let periods = store.mau_periods(id)?;
            let (days, ends) = mau_days;
            trends.mau = Some(SeriesTrend::of_mau(&days, &ends, &periods, running, today));
        }
        Ok(trends)
    }

    /// The forecast of a benefit, by its code.
    pub(crate) fn forecast(&self, code: &str) -> Option<&Forecast> {
        self.benefits.get(code)?.forecast.as_ref()
    }

    /// The resets of a benefit, by its code.
    pub(crate) fn resets(&self, code: &str) -> Option<ResetFacts> {
        self.benefits.get(code).map(SeriesTrend::resets)
    }

    /// The resets of the MAU.
    pub(crate) fn mau_resets(&self) -> Option<ResetFacts> {
        self.mau.as_ref().map(SeriesTrend::resets)
    }

    /// The trend, outlook and history of a benefit. None without a history.
    pub(super) fn of(&self, benefit: &Benefit) -> Option<(Option<Trend>, Outlook, SeriesFacts)> {
        let series = self.benefits.get(&benefit.code)?;
        let outlook = series.outlook(&benefit.used, &benefit.total);
        Some((series.trend.clone(), outlook, series.facts()))
    }

    /// What the history of the running period says; `trends` may not have been read yet.
    pub(super) fn mau_facts(
        trends: Option<&Self>,
        running: &MauPeriod,
        today: NaiveDate,
    ) -> SeriesFacts {
        let series = trends.and_then(|trends| trends.mau.as_ref());
        SeriesFacts {
            resets_on: Some(running_days(running, today).end),
            ..series.map(SeriesTrend::facts).unwrap_or_default()
        }
    }

    /// The running period's days; None while fewer than two are known.
    pub(super) fn mau_trend(trends: Option<&Self>) -> Option<Trend> {
        trends?.mau.as_ref()?.trend.clone()
    }

    /// The outlook of the running period; `trends` may not have been read yet.
    pub(super) fn mau_outlook(trends: Option<&Self>, running: &MauPeriod) -> Outlook {
        let (used, total) = (&running.used, &running.total);
        match trends.and_then(|trends| trends.mau.as_ref()) {
            Some(series) => series.outlook(used, total),
            None => Outlook::of(used, total, None, 0),
        }
    }
}

impl SeriesTrend {
    /// `cycle` is that of the pool's other figures.
    fn of_benefit(days: &[DaySummary], ends: &[DayEnd], cycle: &Cycle, today: NaiveDate) -> Self {
        Self::new(days, ends, cycle, today)
    }

    /// The running period resets at its end, after today. Earlier periods supply the days that were not recorded.
    fn of_mau(
        days: &[DaySummary],
        ends: &[DayEnd],
        periods: &[MauPeriod],
        running: &MauPeriod,
        today: NaiveDate,
    ) -> Self {
        let known: BTreeMap<NaiveDate, DayEnd> = ends.iter().map(|end| (end.day, *end)).collect();
        let earlier: Vec<&MauPeriod> = periods_before(periods, running).collect();
        let shape = PeriodShape::of(&earlier, &known);
        let from = first_day_used(today);
        let estimates = earlier.iter().flat_map(|period| shape.days(period, from));
        let mut all: BTreeMap<NaiveDate, DayEnd> = estimates.map(|end| (end.day, end)).collect();
        all.extend(known);
        let ends: Vec<DayEnd> = all.into_values().collect();
        let running = running_days(running, today);
        Self::new(days, &ends, &Cycle::Running(running), today)
    }

    /// `ends` are the days that the forecast is made from.
    fn new(days: &[DaySummary], ends: &[DayEnd], cycle: &Cycle, today: NaiveDate) -> Self {
        let forecast = Forecast::of(ends, cycle);
        let resets = forecast::resets(ends);
        Self {
            trend: Trend::of(days, &resets, forecast.as_ref(), today),
            last_reset: resets.last().copied(),
            forecast,
            days: forecast::history_days(ends),
            over_since: over_since(days),
            unchanged_days: unchanged_days(days),
        }
    }

    fn facts(&self) -> SeriesFacts {
        let forecast = self.forecast.as_ref();
        SeriesFacts {
            resets_on: forecast.and_then(Forecast::next_reset),
            before_reset: forecast.and_then(Forecast::before_reset).map(about),
            over_since: self.over_since,
            unchanged_days: self.unchanged_days,
            history_days: self.days,
        }
    }

    fn resets(&self) -> ResetFacts {
        ResetFacts {
            last: self.last_reset,
            next: self.forecast.as_ref().and_then(Forecast::next_reset),
        }
    }

    fn outlook(&self, used: &Quantity, total: &Allowance) -> Outlook {
        Outlook::of(used, total, self.forecast.as_ref(), self.days)
    }
}

/// A history sample of a usage reading. Of benefits with the same code only the worst counts: alternating
/// between them would look like use and resets.
pub(super) fn usage_sample(reading: &Reading<Vec<Benefit>>) -> Sample {
    let figures = |benefit: &Benefit| {
        let figures = Figures::of(&benefit.used, &benefit.total)?;
        Some((Series::Benefit(benefit.code.clone()), figures))
    };
    Sample {
        at: vendor_moment(reading.taken_at),
        figures: worst_of_each_code(&reading.value)
            .filter_map(figures)
            .collect(),
    }
}

/// A history sample of the running MAU period. None without a running period.
pub(super) fn mau_sample(reading: &Reading<MauSpan>) -> Option<Sample> {
    let at = vendor_moment(reading.taken_at);
    let running = reading.value.running(at.day)?;
    let figures = Figures::of(&running.used, &running.total)?;
    Some(Sample {
        at,
        figures: vec![(Series::Mau, figures)],
    })
}

/// The last figure of each day, as the forecast reads them. Without the minute of its reading a day counts as a whole
/// one.
pub(crate) fn day_ends(
    days: &[DaySummary],
    minutes: Option<&BTreeMap<NaiveDate, u16>>,
) -> Vec<DayEnd> {
    let end = |day: &DaySummary| {
        let end = DayEnd::whole(day.day, day.last.to_f64()?);
        let minute = minutes.and_then(|minutes| minutes.get(&day.day));
        Some(DayEnd {
            minute: minute.copied().or(end.minute),
            ..end
        })
    };
    days.iter().filter_map(end).collect()
}

/// A benefit's code, days and figures at their ends.
type BenefitDays = (String, Vec<DaySummary>, Vec<DayEnd>);

/// The running cycle of a benefit that was reset before, the latest if there are several.
fn observed_cycle(benefits: &[BenefitDays]) -> Option<Range<NaiveDate>> {
    let cycles = benefits
        .iter()
        .filter_map(|(_, _, ends)| forecast::observed_cycle(ends));
    cycles.max_by_key(|cycle| cycle.start)
}

/// A period may report its last day as its end.
fn running_days(running: &MauPeriod, today: NaiveDate) -> Range<NaiveDate> {
    let tomorrow = today.succ_opt().unwrap_or(today);
    running.start..running.end.max(tomorrow)
}

/// The periods before the running one that don't overlap, latest first.
fn periods_before<'a>(
    periods: &'a [MauPeriod],
    running: &MauPeriod,
) -> impl Iterator<Item = &'a MauPeriod> {
    let mut end = running.start;
    let mut periods: Vec<&MauPeriod> = periods.iter().collect();
    periods.sort_by_key(|period| std::cmp::Reverse((period.end, period.start)));
    periods.into_iter().filter(move |period| {
        let fits = period.start < period.end && period.end <= end;
        if fits {
            end = period.start;
        }
        fits
    })
}

/// The first of the days until the last one on which more was used than the total. None if the last one is not over, or
/// none before it is known: then it may have been over for longer.
fn over_since(days: &[DaySummary]) -> Option<NaiveDate> {
    let is_over = |day: &DaySummary| day.total.is_some_and(|total| day.last > total);
    let before = days.iter().rposition(|day| !is_over(day))?;
    let first = days.get(before + 1)?;
    // A day that is missing may have been the first one.
    let is_next = days.get(before)?.day.succ_opt() == Some(first.day);
    is_next.then_some(first.day)
}

/// The days since the use last changed; 0 if it changed on the last one.
fn unchanged_days(days: &[DaySummary]) -> u16 {
    let Some(last) = days.last() else { return 0 };
    let is_same = |day: &&DaySummary| day.least == last.last && day.most == last.last;
    let first = days.iter().rev().take_while(is_same).last();
    let days = first.map_or(0, |first| (last.day - first.day).num_days());
    u16::try_from(days).unwrap_or(u16::MAX)
}

/// A forecast as a number to read: two significant digits, three if the first one is 1.
fn about(value: f64) -> u64 {
    let power = value.max(1.0).log10().floor();
    let leads_with_one = value < 2.0 * 10_f64.powf(power);
    let unit = 10_f64.powf((power - if leads_with_one { 2.0 } else { 1.0 }).max(0.0));
    ((value / unit).round() * unit).to_u64().unwrap_or(u64::MAX)
}

/// The first day that a forecast made today uses.
fn first_day_used(today: NaiveDate) -> NaiveDate {
    let longest = Days::new(MAX_HISTORY_DAYS.unsigned_abs());
    today.checked_sub_days(longest).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_worst_benefit_of_a_code_is_sampled() {
        let benefit = |code: &str, used: i64| Benefit {
            code: code.to_owned(),
            name: String::new(),
            used: Quantity::Known(used.into()),
            total: Allowance::Unlimited,
            trial: false,
        };
        let mut value = vec![benefit("A", 1), benefit("B", 2), benefit("A", 3)];
        for _ in 0..value.len() {
            value.rotate_left(1);
            let sample = usage_sample(&Reading {
                value: value.clone(),
                taken_at: chrono::DateTime::UNIX_EPOCH,
                source: authgauge_core::reading::Source::Live,
            });
            let used = |(_, figures): &(Series, Figures)| figures.used;
            let used: Vec<_> = sample.figures.iter().map(used).collect();
            assert_eq!(used, [3.into(), 2.into()]);
        }
    }

    fn period(from: &str, to: &str, used: i64) -> MauPeriod {
        MauPeriod {
            start: from.parse().unwrap(),
            end: to.parse().unwrap(),
            used: Quantity::Known(used.into()),
            total: Allowance::Limited(10_000.into()),
        }
    }

    #[test]
    fn earlier_periods_form_a_chain_without_overlaps() {
        let running = period("2026-11-05", "2026-12-05", 50);
        let periods = [
            period("2026-08-05", "2026-09-05", 1),
            period("2026-09-01", "2026-10-05", 2),
            period("2026-09-05", "2026-10-05", 3),
            period("2026-10-05", "2026-11-05", 4),
            period("2026-10-20", "2026-11-20", 5),
            period("2026-11-05", "2026-11-05", 6),
            running.clone(),
        ];
        let chain: Vec<_> = periods_before(&periods, &running).cloned().collect();
        assert_eq!(
            chain,
            [&periods[3], &periods[2], &periods[0]].map(Clone::clone)
        );
    }

    #[test]
    fn earlier_periods_feed_the_forecast_of_the_running_one() {
        let running = period("2026-11-05", "2026-12-05", 1_500);
        let past = [
            period("2026-09-05", "2026-10-05", 3_000),
            period("2026-10-05", "2026-11-05", 3_100),
            running.clone(),
        ];
        let today = "2026-11-20".parse().unwrap();
        let figures = Figures::of(&running.used, &running.total).unwrap();
        let days = [DaySummary::begin(today, figures)];
        let series = SeriesTrend::of_mau(&days, &day_ends(&days, None), &past, &running, today);
        let forecast = series.forecast.unwrap();
        // A hundred a day, until the period ends in fifteen days.
        let close = |day: usize, used: f64| {
            let likely = forecast.after(day).likely;
            assert!((likely - used).abs() < 150.0, "{day}: {likely}");
        };
        close(10, 2_500.0);
        close(14, 2_900.0);
        close(16, 200.0);
        assert_eq!(series.days, 76);
    }

    /// The outlook of a period of the vendor's sample's kind, a year long, from own readings of its first days.
    fn outlook_in_a_year(own_days: u64, past: &[MauPeriod]) -> (Outlook, u16) {
        let running = period("2026-09-01", "2027-09-01", 1_000 + 100 * own_days as i64);
        let first: NaiveDate = "2026-11-01".parse().unwrap();
        let days = (0..own_days).map(|number| {
            let used = Quantity::Known((1_000 + 100 * (number as i64 + 1)).into());
            let figures = Figures::of(&used, &running.total).unwrap();
            DaySummary::begin(first + Days::new(number), figures)
        });
        let days: Vec<_> = days.collect();
        let today = days.last().unwrap().day;
        let mut past = past.to_vec();
        past.push(running.clone());
        let series = SeriesTrend::of_mau(&days, &day_ends(&days, None), &past, &running, today);
        (series.outlook(&running.used, &running.total), series.days)
    }

    #[test]
    fn year_long_periods_are_forecast_from_own_readings_within_them() {
        for own_days in 1..=7 {
            let days = u16::try_from(own_days - 1).unwrap();
            let expected = Outlook::TooLittleHistory { days, needed: 7 };
            assert_eq!(outlook_in_a_year(own_days, &[]).0, expected);
        }
        let (outlook, days) = outlook_in_a_year(21, &[]);
        let Outlook::FullOn { likely, .. } = outlook else {
            panic!("{outlook:?}");
        };
        // 3,100 of 10,000 are used, 100 a day: full in 69 days.
        let due = (likely.unwrap() - "2026-11-21".parse::<NaiveDate>().unwrap()).num_days();
        assert!((66..=72).contains(&due), "{due}");
        assert_eq!(days, 20);
    }

    #[test]
    fn year_before_a_year_long_period_is_no_history_of_375_days() {
        // The year before ended long ago, or within the days that a forecast uses.
        for (from, to) in [("2025-07-02", "2026-07-02"), ("2025-09-01", "2026-09-01")] {
            for own_days in [1, 5, 11, 30] {
                let (outlook, days) = outlook_in_a_year(own_days, &[period(from, to, 3_650)]);
                let too_little = matches!(outlook, Outlook::TooLittleHistory { .. });
                assert_eq!(too_little, days < 7, "{outlook:?}");
                assert!(days <= 120, "{days}");
            }
        }
        let past = [period("2025-11-18", "2026-11-18", 3_650)];
        let running = period("2026-11-18", "2027-11-18", 110);
        let figures = Figures::of(&running.used, &running.total).unwrap();
        let today: NaiveDate = "2026-11-28".parse().unwrap();
        let days = [DaySummary::begin(today, figures)];
        let series = SeriesTrend::of_mau(&days, &day_ends(&days, None), &past, &running, today);
        let outlook = series.outlook(&running.used, &running.total);
        assert!(
            !matches!(outlook, Outlook::TooLittleHistory { .. }),
            "{outlook:?}"
        );
    }

    #[test]
    fn forecasts_are_said_in_two_or_three_digits() {
        for (value, about) in [
            (0.0, 0),
            (4.4, 4),
            (37.6, 38),
            (8_573.0, 8_600),
            (10_320.0, 10_300),
            (1_996.0, 2_000),
            (21_480.0, 21_000),
        ] {
            assert_eq!(super::about(value), about, "{value}");
        }
    }

    #[test]
    fn unchanged_days_end_with_the_last_change() {
        let days = |used: &[i64]| -> Vec<DaySummary> {
            let day = |(number, used): (u64, &i64)| {
                let first: NaiveDate = "2026-11-01".parse().unwrap();
                let used = Quantity::Known((*used).into());
                let figures = Figures::of(&used, &Allowance::Unlimited).unwrap();
                DaySummary::begin(first + Days::new(number), figures)
            };
            (0..).zip(used).map(day).collect()
        };
        for (used, expected) in [(&[][..], 0), (&[5], 0), (&[4, 5], 0), (&[4, 5, 5, 5], 2)] {
            assert_eq!(unchanged_days(&days(used)), expected, "{used:?}");
        }
    }

    #[test]
    fn over_since_is_the_first_day_over_and_not_a_guess() {
        let days = |numbers: &[(u64, i64)]| {
            let first: NaiveDate = "2026-11-01".parse().unwrap();
            let day = |&(number, used): &(u64, i64)| {
                let used = Quantity::Known(used.into());
                let figures = Figures::of(&used, &Allowance::Limited(10.into())).unwrap();
                DaySummary::begin(first + Days::new(number), figures)
            };
            numbers.iter().map(day).collect::<Vec<_>>()
        };
        for (numbers, since) in [
            (vec![], None),
            (vec![(0, 9), (1, 10)], None),
            (vec![(0, 9), (1, 11), (2, 12)], Some("2026-11-02")),
            (vec![(0, 11), (1, 2), (2, 12)], Some("2026-11-03")),
            // Over from the first day, or perhaps from one that is missing.
            (vec![(0, 11), (1, 12)], None),
            (vec![(0, 9), (5, 11), (6, 12)], None),
        ] {
            let since = since.map(|day: &str| day.parse().unwrap());
            assert_eq!(over_since(&days(&numbers)), since, "{numbers:?}");
        }
    }

    #[test]
    fn last_day_with_an_inclusive_end_expects_the_reset_tomorrow() {
        let running = period("2026-11-01", "2026-11-30", 9_600);
        let past = [period("2026-10-01", "2026-11-01", 9_500)];
        let today = running.end;
        let figures = Figures::of(&running.used, &running.total).unwrap();
        let days = [DaySummary::begin(today, figures)];
        let series = SeriesTrend::of_mau(&days, &day_ends(&days, None), &past, &running, today);
        assert!(series.forecast.unwrap().after(2).likely < 1_000.0);
    }
}
