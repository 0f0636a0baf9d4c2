//! How active users accumulate within a period.

use std::collections::BTreeMap;

use authgauge_core::forecast::DayEnd;
use chrono::NaiveDate;
use genauth::MauPeriod;
use rust_decimal::prelude::ToPrimitive as _;

/// A period's shape is known if at least this share of its days was read.
const MIN_READ: f64 = 0.8;

/// The share of a period's users that each of its days ends with.
pub(super) struct PeriodShape(Vec<f64>);

impl PeriodShape {
    /// The shape of the first of these periods whose days were read. If there is none, each day adds the same.
    pub(super) fn of(periods: &[&MauPeriod], known: &BTreeMap<NaiveDate, DayEnd>) -> Self {
        let mut shapes = periods
            .iter()
            .filter_map(|period| Self::read(period, known));
        shapes.next().unwrap_or(Self(Vec::new()))
    }

    fn read(period: &MauPeriod, known: &BTreeMap<NaiveDate, DayEnd>) -> Option<Self> {
        let total = used(period).filter(|used| *used > 0.0)?;
        let length = (period.end - period.start).num_days();
        let read = known.range(period.start..period.end).count();
        if (read as f64) < MIN_READ * length as f64 {
            return None;
        }
        let mut share = 0.0;
        let days = period.start.iter_days().take_while(|day| *day < period.end);
        let shares = days.map(|day| {
            share = known
                .get(&day)
                .map_or(share, |end| end.used / total)
                .clamp(share, 1.0);
            share
        });
        Some(Self(shares.collect()))
    }

    /// The estimated use on a period's days since `from`.
    pub(super) fn days(
        &self,
        period: &MauPeriod,
        from: NaiveDate,
    ) -> impl Iterator<Item = DayEnd> + use<'_> {
        let (start, end, total) = (period.start, period.end, used(period));
        let days = start.max(from).iter_days();
        days.take_while(move |day| *day < end)
            .filter_map(move |day| {
                let over =
                    ((day - start).num_days() + 1) as f64 / (end - start).num_days().max(1) as f64;
                Some(DayEnd::estimate(day, total? * self.share(over)))
            })
    }

    fn share(&self, over: f64) -> f64 {
        let index = (over * self.0.len() as f64).ceil() as usize;
        let share = self.0.get(index.saturating_sub(1));
        if over >= 1.0 {
            1.0
        } else {
            share.copied().unwrap_or(over)
        }
    }
}

fn used(period: &MauPeriod) -> Option<f64> {
    period.used.known().and_then(|used| used.to_f64())
}

#[cfg(test)]
mod tests {
    use genauth::{Allowance, Quantity};

    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(from: &str, to: &str, used: i64) -> MauPeriod {
        MauPeriod {
            start: on(from),
            end: on(to),
            used: Quantity::Known(used.into()),
            total: Allowance::Unlimited,
        }
    }

    /// Most users come on the first days.
    fn early(period: &MauPeriod) -> BTreeMap<NaiveDate, DayEnd> {
        let days = period.start.iter_days().take_while(|day| *day < period.end);
        let total = used(period).unwrap();
        days.enumerate()
            .map(|(number, day)| {
                (
                    day,
                    DayEnd::whole(day, total.min(500.0 + 20.0 * number as f64)),
                )
            })
            .collect()
    }

    #[test]
    fn period_has_the_shape_of_one_that_was_read() {
        let october = period("2026-10-01", "2026-11-01", 1_000);
        let august = period("2026-08-01", "2026-09-01", 2_000);
        let shape = PeriodShape::of(&[&october, &august], &early(&october));
        let days: Vec<DayEnd> = shape.days(&august, on("2026-08-02")).collect();
        assert_eq!(days.len(), 30);
        assert_eq!(days[0], DayEnd::estimate(on("2026-08-02"), 1_040.0));
        assert_eq!(days[29], DayEnd::estimate(on("2026-08-31"), 2_000.0));
        assert!(days.is_sorted_by(|one, next| one.used <= next.used));
    }

    #[test]
    fn each_day_adds_the_same_where_no_period_was_read() {
        let october = period("2026-10-01", "2026-11-01", 3_100);
        let mut known = early(&october);
        known.retain(|day, _| *day > on("2026-10-10"));
        let shape = PeriodShape::of(&[&october], &known);
        let days: Vec<DayEnd> = shape.days(&october, on("2026-10-01")).collect();
        let close = |index: usize, used: f64| (days[index].used - used).abs() < 0.01;
        assert!(close(0, 100.0) && close(14, 1_500.0) && close(30, 3_100.0));
    }
}
