use chrono::NaiveDate;
use genauth::{Allowance, Quantity};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use serde::{Deserialize, Serialize};

use crate::forecast::{Forecast, LEAST_HISTORY, Outlook};
use crate::history::DaySummary;

/// The last days of a benefit as a small line: each day's last reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Trend {
    /// How many days the whole width stands for.
    pub days: u16,
    /// Oldest first. Broken where readings are missing or counting began anew; a piece may be one point.
    pub pieces: Vec<Vec<TrendPoint>>,
}

/// A day's last reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TrendPoint {
    /// Thousandths of the width from the left; 1000 is today.
    pub x: u16,
    /// Thousandths of the height from the bottom: 0 is nothing used, 1000 the higher of the total and the
    /// most that was ever used in these days.
    pub y: u16,
}

/// When the allowance will be used up, if nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OutlookView {
    /// Nothing can be said yet.
    TooLittleHistory {
        /// Days between the first reading that counts and the last.
        days: u16,
        /// As many are needed.
        needed: u16,
    },
    /// It is used up already.
    Full,
    /// It may be used up: in eight of ten cases between the first and the last day.
    FullOn {
        /// One case in ten is earlier.
        #[cfg_attr(test, ts(type = "string"))]
        first: NaiveDate,
        /// As likely earlier as later; None: more likely not within 120 days.
        #[cfg_attr(test, ts(type = "string | null"))]
        likely: Option<NaiveDate>,
        /// One case in ten is later; None: perhaps not within 120 days.
        #[cfg_attr(test, ts(type = "string | null"))]
        last: Option<NaiveDate>,
        /// How likely it is within 120 days at all: 1 to 99, for a forecast is never certain.
        percent: u32,
    },
    /// In nine of ten cases it is not used up within 120 days.
    NotAtThisPace,
    /// The server says that there is no limit.
    NoLimit,
    /// There is nothing to use up: it is not in the plan, or the server reports no usable figures.
    NotTold,
}

/// How many days a trend shows.
pub(crate) const TREND_DAYS: u16 = 90;

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

impl OutlookView {
    /// From what is used of how much, and from what is known of earlier: the forecast, where there is one,
    /// and how many days it was, or would be, made from.
    pub fn of(used: &Quantity, total: &Allowance, forecast: Option<&Forecast>, days: u16) -> Self {
        match (used, total) {
            (_, Allowance::Unlimited) => Self::NoLimit,
            (Quantity::Known(used), Allowance::Limited(total)) => {
                Self::of_figures(*used, *total, forecast, days)
            }
            _ => Self::NotTold,
        }
    }

    fn of_figures(used: Decimal, total: Decimal, forecast: Option<&Forecast>, days: u16) -> Self {
        if used.is_zero() && total.is_zero() {
            return Self::NotTold;
        }
        if used >= total {
            return Self::Full;
        }
        let outlook = forecast.zip(total.to_f64());
        match outlook.map(|(forecast, total)| forecast.until_full(total)) {
            Some(outlook) => outlook.into(),
            None => Self::TooLittleHistory {
                days,
                needed: u16::try_from(LEAST_HISTORY).unwrap_or(u16::MAX),
            },
        }
    }
}

impl From<Outlook> for OutlookView {
    fn from(outlook: Outlook) -> Self {
        match outlook {
            Outlook::Full => Self::Full,
            Outlook::NotAtThisPace => Self::NotAtThisPace,
            Outlook::FullOn {
                first,
                likely,
                last,
                chance,
            } => Self::FullOn {
                first,
                likely,
                last,
                percent: (chance * 100.0)
                    .round()
                    .clamp(1.0, 99.0)
                    .to_u32()
                    .unwrap_or(1),
            },
        }
    }
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

    #[test]
    fn no_forecast_is_certain() {
        for (chance, told) in [(0.1, 10), (0.994, 99), (0.998, 99), (1.0, 99)] {
            let outlook = OutlookView::from(Outlook::FullOn {
                first: on(1),
                likely: None,
                last: None,
                chance,
            });
            assert!(matches!(outlook, OutlookView::FullOn { percent, .. } if percent == told));
        }
    }

    #[test]
    fn what_cannot_be_used_up_has_no_outlook() {
        let known = |number: i64| Quantity::Known(number.into());
        let limited = |number: i64| Allowance::Limited(number.into());
        let of = |used: Quantity, total: Allowance| OutlookView::of(&used, &total, None, 3);
        let too_little = OutlookView::TooLittleHistory {
            days: 3,
            needed: 14,
        };
        assert_eq!(of(known(1), Allowance::Unlimited), OutlookView::NoLimit);
        assert_eq!(of(known(0), limited(0)), OutlookView::NotTold);
        assert_eq!(
            of(known(1), Allowance::NotReported(None)),
            OutlookView::NotTold
        );
        assert_eq!(
            of(Quantity::NotReported(None), limited(5)),
            OutlookView::NotTold
        );
        assert_eq!(of(known(1), limited(0)), OutlookView::Full);
        assert_eq!(of(known(10), limited(10)), OutlookView::Full);
        assert_eq!(of(known(9), limited(10)), too_little);
    }
}
