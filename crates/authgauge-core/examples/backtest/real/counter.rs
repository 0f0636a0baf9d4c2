//! What a plan's counters would have shown of a series.

use chrono::{Datelike, NaiveDate};

use super::series::Series;

/// How a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The sum since the 1st of the month.
    Monthly,
    /// The sum since the beginning.
    Stock,
    /// Distinct users since the beginning.
    Users,
    /// Distinct users since the 1st of the month.
    Mau,
    /// The day's count.
    Gauge,
    /// The sum of the last 28 days.
    Gauge28,
}

/// A benefit that counts a series. A day of the series that is missing counts nothing.
pub(crate) struct Counter {
    pub(crate) kind: Kind,
    /// Without gaps.
    pub(crate) days: Vec<NaiveDate>,
    /// The figure at the end of each day.
    pub(crate) used: Vec<f64>,
    /// Each is the total of one benefit.
    pub(crate) totals: Vec<f64>,
}

/// The days of the series that set a gauge's total.
const GAUGE_DAYS: usize = 120;

impl Kind {
    pub(crate) const ALL: [Self; 6] = [
        Self::Monthly,
        Self::Stock,
        Self::Users,
        Self::Mau,
        Self::Gauge,
        Self::Gauge28,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Stock => "stock",
            Self::Users => "users",
            Self::Mau => "mau",
            Self::Gauge => "gauge",
            Self::Gauge28 => "gauge28",
        }
    }

    pub(crate) fn is_gauge(self) -> bool {
        matches!(self, Self::Gauge | Self::Gauge28)
    }

    pub(crate) fn resets_on(self, day: NaiveDate) -> bool {
        matches!(self, Self::Monthly | Self::Mau) && day.day() == 1
    }
}

pub(crate) fn of(series: &Series) -> Vec<Counter> {
    let (days, counts) = without_gaps(&series.counts, |_| 0.0);
    let mut counters = vec![
        Counter::new(Kind::Monthly, &days, sums(Kind::Monthly, &days, &counts)),
        Counter::new(Kind::Stock, &days, sums(Kind::Stock, &days, &counts)),
        Counter::new(Kind::Gauge, &days, counts.clone()),
    ];
    let last_28 = |day: usize| counts[day.saturating_sub(27)..=day].iter().sum();
    let sums_28 = (0..counts.len()).map(last_28).collect();
    counters.push(Counter::new(Kind::Gauge28, &days, sums_28));
    if !series.users.is_empty() {
        let ever: Vec<_> = series.users.iter().map(|it| (it.day, it.ever)).collect();
        let (days, ever) = without_gaps(&ever, |before| before);
        counters.push(Counter::new(Kind::Users, &days, ever));
        let mau: Vec<_> = series.users.iter().map(|it| (it.day, it.mau)).collect();
        let (days, mau) = without_gaps(&mau, |before| before);
        counters.push(Counter::new(Kind::Mau, &days, mau));
    }
    counters
}

impl Counter {
    fn new(kind: Kind, days: &[NaiveDate], used: Vec<f64>) -> Self {
        let totals = totals(kind, days, &used);
        Self {
            kind,
            days: days.to_vec(),
            totals: totals.into_iter().filter(|total| *total > 0.0).collect(),
            used,
        }
    }

    /// The first day of the cycle that a day is in.
    pub(crate) fn cycle_start(&self, index: usize) -> usize {
        let resets = |day: &usize| self.kind.resets_on(self.days[*day]);
        (0..=index).rev().find(resets).unwrap_or(0)
    }
}

fn totals(kind: Kind, days: &[NaiveDate], used: &[f64]) -> Vec<f64> {
    let times = |factors: &[f64], figure: f64| factors.iter().map(|it| it * figure).collect();
    match kind {
        Kind::Monthly | Kind::Mau => times(&[0.8, 1.0, 1.2, 1.6], median_month(days, used)),
        Kind::Stock | Kind::Users => {
            let at = |share: f64| used[(share * (used.len() - 1) as f64) as usize];
            vec![at(0.4), at(0.6), at(0.8), at(1.0) * 1.1]
        }
        Kind::Gauge => times(&[0.9, 1.1, 1.4], highest(used)),
        Kind::Gauge28 => times(&[1.0, 1.1, 1.3], highest(used)),
    }
}

/// The median of what whole months came to.
fn median_month(days: &[NaiveDate], used: &[f64]) -> f64 {
    let is_last = |day: &NaiveDate| day.succ_opt().is_some_and(|next| next.day() == 1);
    let months = days.iter().zip(used).filter(|(day, _)| is_last(day));
    let mut months: Vec<f64> = months.map(|(_, used)| *used).collect();
    // The first month may have begun before the series.
    if months.len() > 2 {
        months.remove(0);
    }
    months.sort_by(f64::total_cmp);
    months.get(months.len() / 2).copied().unwrap_or_default()
}

fn highest(used: &[f64]) -> f64 {
    used.iter().take(GAUGE_DAYS).copied().fold(0.0, f64::max)
}

fn sums(kind: Kind, days: &[NaiveDate], counts: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |(day, count): (&NaiveDate, &f64)| {
        if kind.resets_on(*day) {
            sum = 0.0;
        }
        sum += count;
        sum
    };
    days.iter().zip(counts).map(add).collect()
}

/// `missing` gives the figure of a missing day from that of the day before.
fn without_gaps(
    known: &[(NaiveDate, f64)],
    missing: impl Fn(f64) -> f64,
) -> (Vec<NaiveDate>, Vec<f64>) {
    let (mut days, mut figures) = (Vec::<NaiveDate>::new(), Vec::<f64>::new());
    for (day, figure) in known {
        while let (Some(last), Some(before)) = (days.last(), figures.last())
            && let Some(next) = last.succ_opt()
            && next < *day
        {
            let figure = missing(*before);
            days.push(next);
            figures.push(figure);
        }
        days.push(*day);
        figures.push(*figure);
    }
    (days, figures)
}
