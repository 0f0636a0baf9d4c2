use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Figures;

/// A day's aggregate, kept after its readings are deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySummary {
    /// The day.
    pub day: NaiveDate,
    /// The use at the first reading.
    pub first: Decimal,
    /// The use at the last reading.
    pub last: Decimal,
    /// The lowest use.
    pub least: Decimal,
    /// The highest use.
    pub most: Decimal,
    /// The total at the last reading. None: no limit, or not reported.
    pub total: Option<Decimal>,
}

impl DaySummary {
    /// The summary of a day's first reading.
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
    pub fn add(&mut self, figures: Figures) {
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
    fn summary_keeps_lowest_and_highest_use() {
        let figures = |used: i64, total: i64| Figures {
            used: used.into(),
            total: Some(total.into()),
        };
        let mut summary = DaySummary::begin(NaiveDate::default(), figures(5, 10));
        for (used, total) in [(9, 10), (2, 20), (3, 20)] {
            summary.add(figures(used, total));
        }
        assert_eq!((summary.first, summary.last), (5.into(), 3.into()));
        assert_eq!((summary.least, summary.most), (2.into(), 9.into()));
        assert_eq!(summary.total, Some(20.into()));
    }
}
