//! Trends: a benefit's last days, and those ahead, as a sparkline.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use serde::{Deserialize, Serialize};

use crate::forecast::{Crossing, Forecast};
use crate::history::DaySummary;

/// A sparkline of each day's last reading, and of the days ahead. All have one time axis, and those with a limit one
/// height of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Trend {
    /// The number of days up to today.
    pub days: u16,
    /// Line segments, oldest first, separated by missing days and by resets. A segment may be a single point.
    pub pieces: Vec<Vec<TrendPoint>>,
    /// The median of the forecast from the last known day on; one segment for each season.
    pub ahead: Vec<Vec<TrendPoint>>,
    /// Whether there is a limit. Its height is 1000.
    pub limit: bool,
    /// When the limit will probably be reached, if that is visible.
    pub runs_out: Option<TrendCrossing>,
}

/// A day's last reading, or its forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrendPoint {
    /// Thousandths of the width from the left; today is at the end of `days`.
    pub x: u16,
    /// Thousandths of the limit, at most [`TOP`]; without a limit, thousandths of the highest use.
    pub y: u16,
}

/// Where a forecast reaches the limit, in thousandths of the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrendCrossing {
    /// The first day of the 80 % range.
    pub from: u16,
    /// The likely day; None if it is not visible.
    pub likely: Option<u16>,
    /// The last day of the 80 % range, or the right edge.
    pub to: u16,
}

/// The days up to today.
const DAYS: u16 = 30;

/// The days after today.
const AHEAD: u16 = 10;

/// The height of what is used beyond the limit ends here.
pub const TOP: u16 = 1375;

/// A reset leaves less than this share of the previous day's use.
const RESET_SHARE: f64 = 0.5;

impl Trend {
    /// The trend of days in ascending order. `resets` are the days on which the count restarted. None with fewer
    /// than two days in the range.
    pub fn of(
        days: &[DaySummary],
        resets: &[NaiveDate],
        forecast: Option<&Forecast>,
        today: NaiveDate,
    ) -> Option<Self> {
        let is_visible =
            |day: &&DaySummary| (0..i64::from(DAYS)).contains(&(today - day.day).num_days());
        let days: Vec<&DaySummary> = days.iter().filter(is_visible).collect();
        let last = *days.last().filter(|_| days.len() > 1)?;
        let scale = Scale::of(&days, today);
        let joined = |one: &&DaySummary, next: &&DaySummary| {
            one.day.succ_opt() == Some(next.day) && !resets.contains(&next.day)
        };
        let point = |day: &&DaySummary| scale.point(day.day, day.last);
        let pieces = days.chunk_by(joined);
        Some(Self {
            days: DAYS,
            pieces: pieces
                .map(|days| days.iter().map(point).collect())
                .collect(),
            ahead: forecast
                .map(|forecast| scale.ahead(forecast, last.day))
                .unwrap_or_default(),
            limit: scale.limit.is_some(),
            runs_out: forecast.and_then(|forecast| scale.crossing(forecast)),
        })
    }
}

/// The axes of a sparkline.
struct Scale {
    today: NaiveDate,
    /// The latest total, unless it is 0.
    limit: Option<Decimal>,
    /// What is 1000 high.
    full: Decimal,
}

impl Scale {
    fn of(days: &[&DaySummary], today: NaiveDate) -> Self {
        let most = days.iter().map(|day| day.most).max().unwrap_or_default();
        let total = days.last().and_then(|day| day.total);
        let limit = total.filter(|total| *total > Decimal::ZERO);
        Self {
            today,
            limit,
            full: limit.unwrap_or(most),
        }
    }

    fn point(&self, day: NaiveDate, used: Decimal) -> TrendPoint {
        let ratio = used.checked_div(self.full).unwrap_or_default();
        let height = (ratio.max(Decimal::ZERO) * Decimal::ONE_THOUSAND).round();
        TrendPoint {
            x: self.x(day),
            y: height.to_u16().unwrap_or(TOP).min(TOP),
        }
    }

    /// Days that are not visible are at the edge.
    fn x(&self, day: NaiveDate) -> u16 {
        let width = i64::from(DAYS + AHEAD - 1);
        let from_left = (day - self.today).num_days() + i64::from(DAYS) - 1;
        let thousandths = from_left.clamp(0, width) * 1000 / width;
        u16::try_from(thousandths).unwrap_or_default()
    }

    fn ahead(&self, forecast: &Forecast, last: NaiveDate) -> Vec<Vec<TrendPoint>> {
        let known = usize::try_from((self.today - last).num_days()).unwrap_or(0);
        let days = (0..=known + usize::from(AHEAD)).filter_map(|after| {
            let day = last.checked_add_days(Days::new(after as u64))?;
            Some((day, forecast.after(after).likely))
        });
        let days: Vec<(NaiveDate, f64)> = days.collect();
        let joined =
            |one: &(NaiveDate, f64), next: &(NaiveDate, f64)| next.1 >= one.1 * RESET_SHARE;
        let point = |(day, used): &(NaiveDate, f64)| {
            self.point(*day, Decimal::from_f64(*used).unwrap_or_default())
        };
        days.chunk_by(joined)
            .map(|days| days.iter().map(point).collect())
            .collect()
    }

    fn crossing(&self, forecast: &Forecast) -> Option<TrendCrossing> {
        let Crossing::FullOn {
            first,
            likely,
            last,
            ..
        } = forecast.until_full(self.limit?.to_f64()?)
        else {
            return None;
        };
        let is_visible = |day: &NaiveDate| (*day - self.today).num_days() <= i64::from(AHEAD);
        is_visible(&first).then(|| TrendCrossing {
            from: self.x(first),
            likely: likely.filter(is_visible).map(|day| self.x(day)),
            to: last.map_or(1000, |day| self.x(day)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::DayEnd;

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

    fn of(days: &[DaySummary], resets: &[NaiveDate], today: NaiveDate) -> Option<Trend> {
        Trend::of(days, resets, None, today)
    }

    fn points(pieces: &[Vec<TrendPoint>]) -> Vec<Vec<(u16, u16)>> {
        let points = |piece: &Vec<TrendPoint>| piece.iter().map(|p| (p.x, p.y)).collect();
        pieces.iter().map(points).collect()
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
        let trend = of(&days, &[on(14)], on(15)).unwrap();
        assert_eq!(
            points(&trend.pieces),
            [
                vec![(615, 250), (641, 300)],
                vec![(692, 375)],
                vec![(717, 10), (743, 25)]
            ]
        );
    }

    #[test]
    fn every_limit_has_one_height_and_more_use_is_above_it() {
        let height = |days: &[DaySummary]| {
            let trend = of(days, &[], on(30)).unwrap();
            (points(&trend.pieces)[0][0].1, trend.limit)
        };
        for (days, expected) in [
            ([day(29, 50, 60, None), day(30, 10, 10, None)], (833, false)),
            (
                [day(29, 50, 60, Some(10)), day(30, 10, 10, Some(40))],
                (1250, true),
            ),
            (
                [day(29, 50, 60, Some(10)), day(30, 10, 10, Some(500))],
                (100, true),
            ),
            (
                [day(29, 90, 90, Some(10)), day(30, 10, 10, Some(10))],
                (TOP, true),
            ),
            // A total of 0 gives no scale.
            (
                [day(29, 2, 2, Some(0)), day(30, 4, 4, Some(0))],
                (500, false),
            ),
            ([day(29, 0, 0, None), day(30, 0, 0, None)], (0, false)),
        ] {
            assert_eq!(height(&days), expected, "{days:?}");
        }
    }

    #[test]
    fn trend_needs_two_days_in_range() {
        let days = [day(1, 5, 5, None), day(2, 6, 6, None)];
        assert!(of(&days, &[], on(2)).is_some());
        assert_eq!(of(&days[..1], &[], on(2)), None);
        assert_eq!(of(&days, &[], on(1)), None);
        let later = on(1) + Days::new(u64::from(DAYS));
        assert_eq!(of(&days, &[], later), None);
        assert!(of(&days, &[], later.pred_opt().unwrap()).is_some());
    }

    #[test]
    fn forecast_continues_the_line_and_says_where_the_limit_is_reached() {
        // Ten a day, 40 below the limit.
        let days: Vec<DaySummary> = (1..=30)
            .map(|n| day(n, i64::from(n) * 10, 0, Some(340)))
            .collect();
        let ends: Vec<DayEnd> = (1..=30)
            .map(|n| DayEnd::whole(on(n), f64::from(n) * 10.0))
            .collect();
        let year = on(1)..on(1) + Days::new(365);
        let forecast = Forecast::from(&ends, Some(year)).unwrap();
        let trend = Trend::of(&days, &[], Some(&forecast), on(30)).unwrap();
        let [ahead] = trend.ahead.as_slice() else {
            panic!("{trend:?}")
        };
        let end = trend.pieces.last().and_then(|piece| piece.last());
        assert_eq!(ahead.first(), end);
        assert_eq!(ahead.last().map(|point| point.x), Some(1000));
        let crossing = trend.runs_out.unwrap();
        let likely = crossing.likely.unwrap();
        assert!(
            (crossing.from..=crossing.to).contains(&likely),
            "{crossing:?}"
        );
        let four_days = 743 + 4 * 1000 / 39;
        assert!(likely.abs_diff(four_days) <= 30, "{crossing:?}");
        // Without a limit nothing is reached.
        let unlimited: Vec<DaySummary> = days
            .iter()
            .map(|day| DaySummary {
                total: None,
                ..*day
            })
            .collect();
        let trend = Trend::of(&unlimited, &[], Some(&forecast), on(30)).unwrap();
        assert_eq!(trend.runs_out, None);
    }
}
