use std::iter;

use chrono::NaiveDate;

use super::DaySummary;

/// A day's summary, marked with resets and changes of the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkedDay {
    /// The day's summary.
    pub summary: DaySummary,
    /// The count restarted since the previous known day.
    pub reset: bool,
    /// The total differs from the previous known day's.
    pub total_changed: bool,
}

impl MarkedDay {
    /// Marks days in ascending order. `resets` are the days on which the count restarted.
    pub fn mark(days: &[DaySummary], resets: &[NaiveDate]) -> Vec<Self> {
        let previous = iter::once(None).chain(days.iter().map(Some));
        let mark = |(day, previous): (&DaySummary, Option<&DaySummary>)| Self {
            summary: *day,
            reset: resets.contains(&day.day),
            total_changed: previous.is_some_and(|previous| previous.total != day.total),
        };
        days.iter().zip(previous).map(mark).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Figures;
    use super::*;

    #[test]
    fn total_changed_marks_any_difference_from_the_previous_day() {
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
