//! How benefits and the MAU went so far, and where they go: what cards show beside their figures.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Benefit, MauPeriod, Quantity};
use rust_decimal::prelude::ToPrimitive as _;

use super::Authgauge;
use super::state::{MauSpan, Watched};
use crate::view::{BenefitCard, Outlook, Trend};
use authgauge_core::calendar::{vendor_day, vendor_moment};
use authgauge_core::error::Failure;
use authgauge_core::forecast::{self, DayEnd, Forecast, MOST_HISTORY};
use authgauge_core::history::{DaySummary, Figures, Sample, Series};
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Reading;
use authgauge_core::refresh_interval::longest_gap;
use authgauge_store::RefreshBatch;

/// How a benefit, or the MAU, went and where it goes.
pub(super) struct Course {
    trend: Option<Trend>,
    pub(super) forecast: Option<Forecast>,
    /// Between the first and the last day that the forecast is, or would be, made from.
    days: u16,
}

/// All of a pool.
#[derive(Default)]
pub(super) struct Courses {
    benefits: HashMap<String, Course>,
    mau: Option<Course>,
}

impl Authgauge {
    /// Takes earlier readings of a pool, in order, into its history, all at once.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub(super) fn remember(
        &self,
        id: &PoolId,
        readings: &[Reading<Vec<Benefit>>],
    ) -> Result<(), Failure> {
        let max_gap = longest_gap(&self.state().settings);
        let brought = RefreshBatch {
            taken: readings.iter().map(taken).collect(),
            max_gap,
            ..RefreshBatch::default()
        };
        self.0.store.take(id, &brought)?;
        let courses = self.courses(id)?;
        self.state().pool_mut(id)?.courses = Some(courses);
        self.announce_pool(id);
        Ok(())
    }

    /// Reads what is known of the pools, one after the other, off the async threads: nobody waits for it.
    pub(super) async fn recall(&self) {
        for id in self.pool_ids() {
            let authgauge = self.clone();
            let recalled = tokio::task::spawn_blocking(move || {
                let courses = authgauge.courses(&id)?;
                if authgauge.state().pool_mut(&id)?.recall(courses) {
                    authgauge.announce_pool(&id);
                }
                Ok::<_, Failure>(())
            });
            if let Ok(Err(failure)) = recalled.await {
                tracing::warn!(code = %failure.code, "what was read earlier cannot be read");
            }
        }
    }

    /// Reads and computes, for milliseconds.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub(super) fn courses(&self, id: &PoolId) -> Result<Courses, Failure> {
        let today = vendor_day((self.0.clock)());
        let mau = self.state().pool(id)?.mau.clone();
        let longest = Days::new(MOST_HISTORY.unsigned_abs());
        let from = today.checked_sub_days(longest).unwrap_or(today);
        let mut courses = Courses::default();
        let mut mau_days = Vec::new();
        for (subject, mut days) in self.0.store.days_of_all(id, from)? {
            // A clock that was ahead left days that are still to come.
            days.retain(|day| day.day <= today);
            match subject {
                Series::Benefit(code) => {
                    let course = Course::of(&days, today);
                    courses.benefits.insert(code, course);
                }
                Series::Mau => mau_days = days,
            }
        }
        if let Some(running) = mau.as_ref().and_then(|mau| mau.value.running(today)) {
            let periods = self.0.store.mau_periods(id)?;
            courses.mau = Some(Course::of_mau(&mau_days, &periods, running));
        }
        Ok(courses)
    }
}

impl Courses {
    /// The forecast of a benefit, by its code.
    pub(super) fn forecast(&self, code: &str) -> Option<&Forecast> {
        self.benefits.get(code)?.forecast.as_ref()
    }
}

impl Course {
    fn of(days: &[DaySummary], today: NaiveDate) -> Self {
        let ends = day_ends(days);
        Self {
            trend: Trend::of(days, &forecast::resets(&ends), today),
            ..Self::ahead(&ends, None)
        }
    }

    /// The running period begins anew at its end. The periods before tell how it went, as far as the days
    /// themselves are not known.
    fn of_mau(days: &[DaySummary], periods: &[MauPeriod], running: &MauPeriod) -> Self {
        let mut known = BTreeMap::new();
        for period in before(periods, running) {
            known.extend(first_and_last(period).into_iter().flatten());
        }
        known.extend(day_ends(days).into_iter().map(|end| (end.day, end.used)));
        let ends: Vec<DayEnd> = known
            .into_iter()
            .map(|(day, used)| DayEnd { day, used })
            .collect();
        Self::ahead(&ends, Some(running.end))
    }

    fn ahead(ends: &[DayEnd], reset: Option<NaiveDate>) -> Self {
        let known = ends.first().zip(ends.last());
        let days = known.map_or(0, |(first, last)| (last.day - first.day).num_days());
        Self {
            trend: None,
            forecast: Forecast::from(ends, reset),
            days: u16::try_from(days).unwrap_or(u16::MAX),
        }
    }

    fn outlook(&self, used: &Quantity, total: &Allowance) -> Outlook {
        Outlook::of(used, total, self.forecast.as_ref(), self.days)
    }
}

impl Watched {
    /// Takes what was read at the start, unless a refresh was faster. Whether it did.
    fn recall(&mut self, courses: Courses) -> bool {
        let late = self.courses.is_some();
        self.courses.get_or_insert(courses);
        !late
    }

    /// What the card shows beside its figures.
    pub(super) fn with_course(&self, card: BenefitCard, benefit: &Benefit) -> BenefitCard {
        let courses = self.courses.as_ref();
        let Some(course) = courses.and_then(|courses| courses.benefits.get(&benefit.code)) else {
            return card;
        };
        BenefitCard {
            trend: course.trend.clone(),
            outlook: course.outlook(&benefit.used, &benefit.total),
            ..card
        }
    }

    /// Of the period that is running where the vendor's clouds are.
    pub(super) fn mau_outlook(&self, now: DateTime<Utc>) -> Option<Outlook> {
        let running = self.mau.as_ref()?.value.running(vendor_day(now))?;
        let (used, total) = (&running.used, &running.total);
        let course = self
            .courses
            .as_ref()
            .and_then(|courses| courses.mau.as_ref());
        Some(match course {
            Some(course) => course.outlook(used, total),
            None => Outlook::of(used, total, None, 0),
        })
    }
}

/// For the history. Of benefits with the same code the first counts: together they would seem to go up and down.
pub(super) fn taken(reading: &Reading<Vec<Benefit>>) -> Sample {
    let mut codes = HashSet::new();
    let is_first = |benefit: &&Benefit| codes.insert(benefit.code.clone());
    let figures = |benefit: &Benefit| {
        let figures = Figures::of(&benefit.used, &benefit.total)?;
        Some((Series::Benefit(benefit.code.clone()), figures))
    };
    Sample {
        at: vendor_moment(reading.taken_at),
        figures: reading
            .value
            .iter()
            .filter(is_first)
            .filter_map(figures)
            .collect(),
    }
}

/// For the history: what is used of the running period. None where none is running.
pub(super) fn taken_mau(reading: &Reading<MauSpan>) -> Option<Sample> {
    let at = vendor_moment(reading.taken_at);
    let running = reading.value.running(at.day)?;
    let figures = Figures::of(&running.used, &running.total)?;
    Some(Sample {
        at,
        figures: vec![(Series::Mau, figures)],
    })
}

/// As the forecast takes them.
pub(super) fn day_ends(days: &[DaySummary]) -> Vec<DayEnd> {
    let end = |day: &DaySummary| {
        let used = day.last.to_f64()?;
        Some(DayEnd { day: day.day, used })
    };
    days.iter().filter_map(end).collect()
}

/// The periods before the running one that do not overlap, latest first.
fn before<'a>(
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

/// A period's use, as if each of its days had added as much as the others.
fn first_and_last(period: &MauPeriod) -> Option<[(NaiveDate, f64); 2]> {
    let days = u32::try_from((period.end - period.start).num_days()).ok()?;
    let used = period.used.known()?.to_f64()?;
    let last = period.end.pred_opt()?;
    Some([(period.start, used / f64::from(days.max(1))), (last, used)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_benefits_with_the_same_code_the_first_counts() {
        let benefit = |code: &str, used: i64| Benefit {
            code: code.to_owned(),
            name: String::new(),
            used: Quantity::Known(used.into()),
            total: Allowance::Unlimited,
            trial: false,
        };
        let taken = taken(&Reading {
            value: vec![benefit("A", 1), benefit("B", 2), benefit("A", 3)],
            taken_at: DateTime::UNIX_EPOCH,
            source: authgauge_core::reading::Source::Live,
        });
        let used = |(_, figures): &(Series, Figures)| figures.used;
        let used: Vec<_> = taken.figures.iter().map(used).collect();
        assert_eq!(used, [1.into(), 2.into()]);
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
    fn the_periods_before_are_a_chain_without_overlaps() {
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
        let chain: Vec<_> = before(&periods, &running).cloned().collect();
        assert_eq!(
            chain,
            [&periods[3], &periods[2], &periods[0]].map(Clone::clone)
        );
    }

    #[test]
    fn past_periods_give_the_running_one_a_pace() {
        let running = period("2026-11-05", "2026-12-05", 1_500);
        let past = [
            period("2026-09-05", "2026-10-05", 3_000),
            period("2026-10-05", "2026-11-05", 3_100),
            running.clone(),
        ];
        let today = "2026-11-20".parse().unwrap();
        let figures = Figures::of(&running.used, &running.total).unwrap();
        let days = [DaySummary::begin(today, figures)];
        let course = Course::of_mau(&days, &past, &running);
        let forecast = course.forecast.unwrap();
        // A hundred a day, until the period ends in fifteen days.
        let close = |day: usize, used: f64| {
            let likely = forecast.after(day).likely;
            assert!((likely - used).abs() < 150.0, "{day}: {likely}");
        };
        close(10, 2_500.0);
        close(14, 2_900.0);
        close(16, 200.0);
        assert_eq!(course.days, 76);
    }
}
