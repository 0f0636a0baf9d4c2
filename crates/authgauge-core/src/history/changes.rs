//! Changes of a series' figures.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::day::MINUTES;
use super::{Day, Figures, MarkedDay, Moment, Run};

/// A change of a series' figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// When it was first observed; the last minute of days without readings.
    pub at: Moment,
    /// The figures after the change.
    pub figures: Figures,
    /// What changed; the most important if several did.
    pub what: Changed,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The use.
    Used,
    /// The count restarted.
    Reset,
    /// The total.
    Total,
}

/// The changes on days in ascending order, newest first: to the minute on days with `runs`, else from the summaries.
/// At most `limit`; resets and changes of the total take precedence over changes of the use.
pub fn changes(days: &[MarkedDay], runs: &[(NaiveDate, Day)], limit: usize) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut previous: Option<Figures> = None;
    for day in days {
        let used_before = previous.map(|previous| previous.used);
        let first = changes.len();
        for (at, figures) in observations(day, runs) {
            changes.extend(change(previous, at, figures));
            previous = Some(figures);
        }
        if day.reset {
            mark_reset(changes.get_mut(first..).unwrap_or_default(), used_before);
        }
    }
    newest(changes, limit)
}

/// The figures of a day in ascending order of time: the last ones of each minute, since readings after a clock was set
/// back are all dated to the same.
fn observations(day: &MarkedDay, runs: &[(NaiveDate, Day)]) -> Vec<(Moment, Figures)> {
    let at = |minute| Moment {
        day: day.summary.day,
        minute,
    };
    let index = runs.binary_search_by_key(&day.summary.day, |(day, _)| *day);
    match index.ok().and_then(|index| runs.get(index)) {
        Some((_, runs)) => {
            let minutes = runs.runs().chunk_by(|run, next| run.first == next.first);
            let last = minutes.filter_map(<[Run]>::last);
            last.map(|run| (at(run.first), run.figures)).collect()
        }
        None => vec![(
            at(MINUTES - 1),
            Figures {
                used: day.summary.last,
                total: day.summary.total,
            },
        )],
    }
}

/// None for the first figures of a series and for unchanged ones.
fn change(previous: Option<Figures>, at: Moment, figures: Figures) -> Option<Change> {
    let what = match previous? {
        previous if previous == figures => return None,
        previous if previous.total != figures.total => Changed::Total,
        _ => Changed::Used,
    };
    Some(Change { at, figures, what })
}

/// Marks the largest decrease among a day's changes as the reset.
fn mark_reset(changes: &mut [Change], used_before: Option<Decimal>) {
    let mut previous = used_before;
    let mut largest: Option<(Decimal, &mut Change)> = None;
    for change in changes {
        let used = change.figures.used;
        let decrease = previous.and_then(|previous| previous.checked_sub(used));
        previous = Some(used);
        if let Some(decrease) = decrease
            && largest
                .as_ref()
                .is_none_or(|(largest, _)| decrease > *largest)
        {
            largest = Some((decrease, change));
        }
    }
    if let Some((_, change)) = largest {
        change.what = Changed::Reset;
    }
}

/// The newest changes, at most `limit`. Changes of the use fill what resets and changes of the total leave.
fn newest(changes: Vec<Change>, limit: usize) -> Vec<Change> {
    let has_priority = |change: &Change| change.what != Changed::Used;
    let priority = changes.iter().filter(|change| has_priority(change)).count();
    let (mut priority, mut other) = (priority.min(limit), limit.saturating_sub(priority));
    let fits = |change: &Change| {
        let left = if has_priority(change) {
            &mut priority
        } else {
            &mut other
        };
        let has_room = *left > 0;
        *left = left.saturating_sub(1);
        has_room
    };
    changes.into_iter().rev().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{DaySummary, MaxGap};
    use super::*;

    fn on(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
    }

    fn figures(used: i64, total: i64) -> Figures {
        Figures {
            used: used.into(),
            total: Some(total.into()),
        }
    }

    /// Minute, used, total.
    type Read = (u16, i64, i64);

    fn history(days: &[(u32, &[Read])]) -> (Vec<DaySummary>, Vec<(NaiveDate, Day)>) {
        let day = |(number, reads): &(u32, &[Read])| {
            let (_, used, total) = reads[0];
            let mut summary = DaySummary::begin(on(*number), figures(used, total));
            let mut day = Day::default();
            for (minute, used, total) in *reads {
                summary.add(figures(*used, *total));
                day.add(*minute, figures(*used, *total), MaxGap(40));
            }
            (summary, (on(*number), day))
        };
        days.iter().map(day).unzip()
    }

    fn summaries(changes: &[Change]) -> Vec<(u32, u16, Changed)> {
        use chrono::Datelike as _;
        let summary = |change: &Change| (change.at.day.day(), change.at.minute, change.what);
        changes.iter().map(summary).collect()
    }

    #[test]
    fn changes_are_dated_to_the_minute_newest_first() {
        let (days, runs) = history(&[
            (1, &[(0, 5, 10), (15, 5, 10), (30, 7, 10)]),
            (2, &[(0, 7, 10), (60, 7, 20), (75, 6, 20)]),
        ]);
        let changes = changes(&MarkedDay::mark(&days, &[]), &runs, 200);
        assert_eq!(
            summaries(&changes),
            [
                (2, 75, Changed::Used),
                (2, 60, Changed::Total),
                (1, 30, Changed::Used)
            ]
        );
        assert_eq!(changes[1].figures, figures(7, 20));
    }

    #[test]
    fn largest_decrease_of_a_day_is_the_reset() {
        let (days, runs) = history(&[
            (1, &[(0, 900, 1000)]),
            (
                2,
                &[
                    (0, 905, 1000),
                    (15, 904, 1000),
                    (30, 2, 1000),
                    (45, 1, 1000),
                ],
            ),
            (3, &[(0, 0, 1000)]),
        ]);
        let marked = MarkedDay::mark(&days, &[on(2)]);
        let resets: Vec<_> = summaries(&changes(&marked, &runs, 200));
        let resets: Vec<_> = resets.iter().filter(|it| it.2 == Changed::Reset).collect();
        assert_eq!(resets, [&(2, 30, Changed::Reset)]);
    }

    #[test]
    fn overnight_reset_is_the_first_change_of_the_day() {
        let (days, runs) = history(&[(1, &[(0, 900, 1000)]), (2, &[(0, 2, 1000), (30, 5, 1000)])]);
        let marked = MarkedDay::mark(&days, &[on(2)]);
        assert_eq!(
            summaries(&changes(&marked, &runs, 200)),
            [(2, 30, Changed::Used), (2, 0, Changed::Reset)]
        );
    }

    #[test]
    fn days_without_runs_are_compared_by_summary() {
        let (days, runs) = history(&[
            (1, &[(0, 5, 10), (15, 6, 10)]),
            (2, &[(0, 6, 10)]),
            (3, &[(0, 9, 10), (600, 8, 20)]),
            (4, &[(30, 8, 20), (60, 9, 20)]),
        ]);
        let marked = MarkedDay::mark(&days, &[]);
        assert_eq!(
            summaries(&changes(&marked, &runs[3..], 200)),
            [(4, 60, Changed::Used), (3, 1439, Changed::Total)]
        );
    }

    #[test]
    fn several_readings_of_one_minute_are_one_change() {
        // The clock was set back from 10:00 to 01:00, so later readings are dated to 10:00 too.
        let back: &[Read] = &[(600, 4, 10), (60, 5, 10), (75, 6, 20), (90, 7, 20)];
        let again: &[Read] = &[(600, 9, 20), (600, 8, 20), (600, 9, 20), (615, 7, 20)];
        let cases = [
            (back, vec![(2, 600, Changed::Total)]),
            (
                again,
                vec![(2, 615, Changed::Used), (2, 600, Changed::Total)],
            ),
        ];
        println!("count: {} cases of readings in one minute", cases.len());
        for (reads, expected) in cases {
            let (days, runs) = history(&[(1, &[(0, 3, 10)]), (2, reads)]);
            let changes = changes(&MarkedDay::mark(&days, &[]), &runs, 200);
            assert_eq!(summaries(&changes), expected);
            let last = reads.iter().rfind(|(minute, ..)| *minute <= 600);
            let (_, used, total) = *last.unwrap();
            assert_eq!(changes.last().unwrap().figures, figures(used, total));
        }
    }

    #[test]
    fn limit_drops_changes_of_use_first() {
        let reads: Vec<Read> = (0..96)
            .map(|quarter| (quarter * 15, quarter.into(), 1000))
            .collect();
        let (days, runs) = history(&[(1, &[(0, 900, 500)]), (2, &reads), (3, &reads), (4, &reads)]);
        let marked = MarkedDay::mark(&days, &[on(2)]);
        let all = changes(&marked, &runs, 200);
        assert_eq!(all.len(), 200);
        assert_eq!(summaries(&all)[199], (2, 0, Changed::Reset));
        assert!(all.is_sorted_by_key(|change| std::cmp::Reverse(change.at)));
        assert_eq!(changes(&marked, &runs, 1).len(), 1);
        assert!(changes(&[], &[], 200).is_empty());
    }
}
