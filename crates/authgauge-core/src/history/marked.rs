use chrono::NaiveDate;

use super::DaySummary;

/// A day, and what had happened by its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkedDay {
    /// The day.
    pub summary: DaySummary,
    /// Counting had begun anew since the known day before.
    pub reset: bool,
    /// The total is not that of the known day before.
    pub total_changed: bool,
}

impl MarkedDay {
    /// Marks days that are in order. `resets` are those on which counting had begun anew.
    pub fn mark(days: &[DaySummary], resets: &[NaiveDate]) -> Vec<Self> {
        let before = std::iter::once(None).chain(days.iter().map(Some));
        let mark = |(day, before): (&DaySummary, Option<&DaySummary>)| Self {
            summary: *day,
            reset: resets.contains(&day.day),
            total_changed: before.is_some_and(|before| before.total != day.total),
        };
        days.iter().zip(before).map(mark).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Figures;
    use super::*;

    #[test]
    fn a_total_that_comes_goes_or_moves_has_changed() {
        let day = |number| NaiveDate::from_ymd_opt(2026, 11, number).unwrap();
        let summary = |number, total: Option<i64>| {
            let figures = Figures {
                used: 5.into(),
                total: total.map(Into::into),
            };
            DaySummary::begin(day(number), figures)
        };
        let days = [
            summary(1, Some(10)),
            summary(2, Some(10)),
            summary(5, Some(20)),
            summary(6, None),
            summary(7, None),
            summary(8, Some(20)),
        ];
        let marked = MarkedDay::mark(&days, &[day(5)]);
        let changed: Vec<bool> = marked.iter().map(|day| day.total_changed).collect();
        assert_eq!(changed, [false, false, true, true, false, true]);
        let resets: Vec<_> = marked.iter().filter(|day| day.reset).collect();
        assert_eq!((resets.len(), resets[0].summary), (1, days[2]));
    }
}
