//! Trends: a benefit's last days as a sparkline.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::{Deserialize, Serialize};

use crate::history::DaySummary;

/// A sparkline of each day's last reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Trend {
    /// The number of days across the whole width.
    pub days: u16,
    /// Line segments, oldest first, separated by missing days and by resets. A segment may be a single point.
    pub pieces: Vec<Vec<TrendPoint>>,
}

/// A day's last reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrendPoint {
    /// Thousandths of the width from the left; 1000 is today.
    pub x: u16,
    /// Thousandths of the height from the bottom. 1000 is the latest total, or the highest use if that is more.
    pub y: u16,
}

/// The number of days in a trend.
const TREND_DAYS: u16 = 90;

impl Trend {
    /// The trend of days in ascending order. `resets` are the days on which the count restarted. None with fewer
    /// than two days in the range.
    pub fn of(days: &[DaySummary], resets: &[NaiveDate], today: NaiveDate) -> Option<Self> {
        let age = |day: &DaySummary| (today - day.day).num_days();
        let is_visible = |day: &&DaySummary| (0..i64::from(TREND_DAYS)).contains(&age(day));
        let days: Vec<&DaySummary> = days.iter().filter(is_visible).collect();
        let top = top(&days)?;
        let point = |day: &DaySummary| TrendPoint {
            x: thousandths(
                Decimal::from(i64::from(TREND_DAYS) - 1 - age(day)),
                Decimal::from(TREND_DAYS - 1),
            ),
            y: thousandths(day.last, top),
        };
        let joined = |one: &&DaySummary, next: &&DaySummary| {
            one.day.succ_opt() == Some(next.day) && !resets.contains(&next.day)
        };
        let pieces = days.chunk_by(joined);
        let pieces = pieces.map(|days| days.iter().map(|day| point(day)).collect());
        (days.len() > 1).then(|| Self {
            days: TREND_DAYS,
            pieces: pieces.collect(),
        })
    }
}

/// The latest total, or the highest use if that is more.
fn top(days: &[&DaySummary]) -> Option<Decimal> {
    let most = days.iter().map(|day| day.most).max()?;
    Some(days.last()?.total.map_or(most, |total| total.max(most)))
}

fn thousandths(part: Decimal, whole: Decimal) -> u16 {
    let ratio = part.checked_div(whole).unwrap_or_default();
    let ratio = ratio.clamp(Decimal::ZERO, Decimal::ONE) * Decimal::ONE_THOUSAND;
    ratio.round().to_u16().unwrap_or_default()
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
    fn trend_breaks_at_missing_days_and_resets() {
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
    fn trend_scales_to_total_or_highest_use() {
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
    fn trend_needs_two_days_in_range() {
        let days = [day(1, 5, 5, None), day(2, 6, 6, None)];
        assert!(Trend::of(&days, &[], on(2)).is_some());
        assert_eq!(Trend::of(&days[..1], &[], on(2)), None);
        assert_eq!(Trend::of(&days, &[], on(1)), None);
        let later = on(1) + chrono::Days::new(90);
        assert_eq!(Trend::of(&days, &[], later), None);
        assert!(Trend::of(&days, &[], later.pred_opt().unwrap()).is_some());
    }
}
