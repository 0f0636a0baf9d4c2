//! The last days of a benefit as a small line, for a sparkline.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::{Deserialize, Serialize};

use crate::history::DaySummary;

/// The last days of a benefit as a small line: each day's last reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Trend {
    /// How many days the whole width stands for.
    pub days: u16,
    /// Oldest first. Broken where readings are missing or counting began anew; a piece may be one point.
    pub pieces: Vec<Vec<TrendPoint>>,
}

/// A day's last reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrendPoint {
    /// Thousandths of the width from the left; 1000 is today.
    pub x: u16,
    /// Thousandths of the height from the bottom: 0 is nothing used, 1000 the higher of the total and the
    /// most that was ever used in these days.
    pub y: u16,
}

/// How many days a trend shows.
pub const TREND_DAYS: u16 = 90;

impl Trend {
    /// Of days in order. `resets` are those on which counting had begun anew. None with fewer than two days of
    /// the last ones.
    pub fn of(days: &[DaySummary], resets: &[NaiveDate], today: NaiveDate) -> Option<Self> {
        let age = |day: &DaySummary| (today - day.day).num_days();
        let shown = |day: &&DaySummary| (0..i64::from(TREND_DAYS)).contains(&age(day));
        let days: Vec<&DaySummary> = days.iter().filter(shown).collect();
        let top = top(&days)?;
        let mut pieces: Vec<Vec<TrendPoint>> = Vec::new();
        let mut before = None;
        for day in &days {
            let point = TrendPoint {
                x: thousandths(
                    Decimal::from(i64::from(TREND_DAYS) - 1 - age(day)),
                    Decimal::from(TREND_DAYS - 1),
                ),
                y: thousandths(day.last, top),
            };
            let goes_on = before == day.day.pred_opt() && !resets.contains(&day.day);
            match pieces.last_mut().filter(|_| goes_on) {
                Some(piece) => piece.push(point),
                None => pieces.push(vec![point]),
            }
            before = Some(day.day);
        }
        (days.len() > 1).then_some(Self {
            days: TREND_DAYS,
            pieces,
        })
    }
}

/// The higher of the latest total and the most ever used.
fn top(days: &[&DaySummary]) -> Option<Decimal> {
    let most = days.iter().map(|day| day.most).max()?;
    Some(days.last()?.total.map_or(most, |total| total.max(most)))
}

fn thousandths(part: Decimal, whole: Decimal) -> u16 {
    let share = part.checked_div(whole).unwrap_or_default();
    let share = share.clamp(Decimal::ZERO, Decimal::ONE) * Decimal::ONE_THOUSAND;
    share.round().to_u16().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn day(number: u32, last: i64, most: i64, total: Option<i64>) -> DaySummary {
        DaySummary {
            day: on(number),
            first: last.into(),
            last: last.into(),
            least: last.into(),
            most: most.into(),
            total: total.map(Decimal::from),
        }
    }

    fn points(trend: &Trend) -> Vec<Vec<(u16, u16)>> {
        let points = |piece: &Vec<TrendPoint>| piece.iter().map(|p| (p.x, p.y)).collect();
        trend.pieces.iter().map(points).collect()
    }

    #[test]
    fn a_trend_breaks_where_readings_are_missing_and_where_counting_began_anew() {
        let days = [
            day(10, 50, 60, Some(100)),
            day(11, 60, 60, Some(100)),
            day(13, 75, 80, Some(100)),
            day(14, 2, 80, Some(100)),
            day(15, 5, 5, Some(200)),
        ];
        let trend = Trend::of(&days, &[on(14)], on(15)).unwrap();
        assert_eq!(
            points(&trend),
            [
                vec![(944, 250), (955, 300)],
                vec![(978, 375)],
                vec![(989, 10), (1000, 25)]
            ]
        );
    }

    #[test]
    fn a_trend_is_as_high_as_the_most_that_was_used_or_the_total() {
        let height = |days: &[DaySummary]| points(&Trend::of(days, &[], on(30)).unwrap())[0][0].1;
        assert_eq!(height(&[day(29, 50, 60, None), day(30, 10, 10, None)]), 833);
        assert_eq!(
            height(&[day(29, 50, 60, Some(10)), day(30, 10, 10, Some(40))]),
            833
        );
        assert_eq!(
            height(&[day(29, 50, 60, Some(10)), day(30, 10, 10, Some(500))]),
            100
        );
        assert_eq!(height(&[day(29, 0, 0, None), day(30, 0, 0, None)]), 0);
    }

    #[test]
    fn one_day_is_no_trend_and_neither_are_days_long_gone_or_to_come() {
        let days = [day(1, 5, 5, None), day(2, 6, 6, None)];
        assert!(Trend::of(&days, &[], on(2)).is_some());
        assert_eq!(Trend::of(&days[..1], &[], on(2)), None);
        assert_eq!(Trend::of(&days, &[], on(1)), None);
        let later = on(1) + chrono::Days::new(90);
        assert_eq!(Trend::of(&days, &[], later), None);
        assert!(Trend::of(&days, &[], later.pred_opt().unwrap()).is_some());
    }
}
