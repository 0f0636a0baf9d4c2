use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Figures;

/// What is left of a day when its readings are too old to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySummary {
    /// Which day.
    pub day: NaiveDate,
    /// How much was used at the first reading.
    pub first: Decimal,
    /// At the last.
    pub last: Decimal,
    /// The lowest.
    pub least: Decimal,
    /// The highest: no peak is lost.
    pub most: Decimal,
    /// The total at the last reading. None: no limit, or not reported.
    pub total: Option<Decimal>,
}

impl DaySummary {
    /// Of a day's first reading.
    pub fn begin(day: NaiveDate, figures: Figures) -> Self {
        Self {
            day,
            first: figures.used,
            last: figures.used,
            least: figures.used,
            most: figures.used,
            total: figures.total,
        }
    }

    /// Adds a later reading of the day.
    pub fn take(&mut self, figures: Figures) {
        self.last = figures.used;
        self.least = self.least.min(figures.used);
        self.most = self.most.max(figures.used);
        self.total = figures.total;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_keeps_the_peak() {
        let figures = |used: i64, total: i64| Figures {
            used: used.into(),
            total: Some(total.into()),
        };
        let mut summary = DaySummary::begin(NaiveDate::default(), figures(5, 10));
        for (used, total) in [(9, 10), (2, 20), (3, 20)] {
            summary.take(figures(used, total));
        }
        assert_eq!((summary.first, summary.last), (5.into(), 3.into()));
        assert_eq!((summary.least, summary.most), (2.into(), 9.into()));
        assert_eq!(summary.total, Some(20.into()));
    }
}
