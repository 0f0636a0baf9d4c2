//! When a figure was no longer what it had been.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::day::MINUTES;
use super::{Day, Figures, MarkedDay, Moment};

/// A figure that was not what it had been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// When it was first seen; of days of which only a summary is kept, their last minute.
    pub at: Moment,
    /// The figures from then on.
    pub figures: Figures,
    /// Of what changed, the most important.
    pub what: Changed,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// More or less is used.
    Used,
    /// Counting began anew.
    Reset,
    /// There is more or less to use.
    Total,
}

/// What changed on these days, which are in order: to the minute where `runs` of a day are known, else as far as the
/// days' summaries tell. Newest first, at most `most`: resets and changes of the total before others.
pub fn changes(days: &[MarkedDay], runs: &[(NaiveDate, Day)], most: usize) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut before: Option<Figures> = None;
    for day in days {
        let seen = seen(day, runs);
        let from = changes.len();
        for (at, figures) in seen {
            changes.extend(change(before, at, figures));
            before = Some(figures);
        }
        if day.reset {
            mark_reset(
                changes.get_mut(from..).unwrap_or_default(),
                before_day(days, day),
            );
        }
    }
    newest(changes, most)
}

/// The figures of a day, one after the other.
fn seen(day: &MarkedDay, runs: &[(NaiveDate, Day)]) -> Vec<(Moment, Figures)> {
    let on = |minute| Moment {
        day: day.summary.day,
        minute,
    };
    let known = runs
        .binary_search_by_key(&day.summary.day, |(day, _)| *day)
        .ok()
        .and_then(|place| runs.get(place));
    match known {
        Some((_, runs)) => {
            let runs = runs.runs().iter();
            runs.map(|run| (on(run.first), run.figures)).collect()
        }
        None => vec![(
            on(MINUTES - 1),
            Figures {
                used: day.summary.last,
                total: day.summary.total,
            },
        )],
    }
}

/// The first figures that are known are no change.
fn change(before: Option<Figures>, at: Moment, figures: Figures) -> Option<Change> {
    let what = match before? {
        before if before == figures => return None,
        before if before.total != figures.total => Changed::Total,
        _ => Changed::Used,
    };
    Some(Change { at, figures, what })
}

/// What was used at the end of the known day before.
fn before_day(days: &[MarkedDay], day: &MarkedDay) -> Option<Decimal> {
    let place = days
        .partition_point(|other| other.summary.day < day.summary.day)
        .checked_sub(1)?;
    Some(days.get(place)?.summary.last)
}

/// Of a day's changes, the deepest fall is where counting began anew.
fn mark_reset(changes: &mut [Change], before: Option<Decimal>) {
    let mut used = before;
    let mut deepest: Option<(Decimal, &mut Change)> = None;
    for change in changes {
        let now = change.figures.used;
        let fall = used.and_then(|used| used.checked_sub(now));
        used = Some(now);
        if let Some(fall) = fall
            && deepest.as_ref().is_none_or(|(deepest, _)| fall > *deepest)
        {
            deepest = Some((fall, change));
        }
    }
    if let Some((_, change)) = deepest {
        change.what = Changed::Reset;
    }
}

fn newest(changes: Vec<Change>, most: usize) -> Vec<Change> {
    let is_rare = |change: &Change| change.what != Changed::Used;
    let rare = changes.iter().filter(|change| is_rare(change)).count();
    let (mut rare, mut usual) = (rare.min(most), most.saturating_sub(rare));
    let mut kept: Vec<Change> = Vec::new();
    for change in changes.into_iter().rev() {
        let room = if is_rare(&change) {
            &mut rare
        } else {
            &mut usual
        };
        if let Some(left) = room.checked_sub(1) {
            *room = left;
            kept.push(change);
        }
    }
    kept
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
                summary.take(figures(*used, *total));
                day.take(*minute, figures(*used, *total), MaxGap(40));
            }
            (summary, (on(*number), day))
        };
        days.iter().map(day).unzip()
    }

    fn told(changes: &[Change]) -> Vec<(u32, u16, Changed)> {
        use chrono::Datelike as _;
        let told = |change: &Change| (change.at.day.day(), change.at.minute, change.what);
        changes.iter().map(told).collect()
    }

    #[test]
    fn each_change_is_told_to_the_minute_newest_first() {
        let (days, runs) = history(&[
            (1, &[(0, 5, 10), (15, 5, 10), (30, 7, 10)]),
            (2, &[(0, 7, 10), (60, 7, 20), (75, 6, 20)]),
        ]);
        let changes = changes(&MarkedDay::mark(&days, &[]), &runs, 200);
        assert_eq!(
            told(&changes),
            [
                (2, 75, Changed::Used),
                (2, 60, Changed::Total),
                (1, 30, Changed::Used)
            ]
        );
        assert_eq!(changes[1].figures, figures(7, 20));
    }

    #[test]
    fn the_deepest_fall_of_a_days_is_the_reset() {
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
        let resets: Vec<_> = told(&changes(&marked, &runs, 200));
        let resets: Vec<_> = resets.iter().filter(|it| it.2 == Changed::Reset).collect();
        assert_eq!(resets, [&(2, 30, Changed::Reset)]);
    }

    #[test]
    fn a_reset_overnight_is_the_days_first_change() {
        let (days, runs) = history(&[(1, &[(0, 900, 1000)]), (2, &[(0, 2, 1000), (30, 5, 1000)])]);
        let marked = MarkedDay::mark(&days, &[on(2)]);
        assert_eq!(
            told(&changes(&marked, &runs, 200)),
            [(2, 30, Changed::Used), (2, 0, Changed::Reset)]
        );
    }

    #[test]
    fn of_days_whose_readings_are_gone_the_summary_tells() {
        let (days, runs) = history(&[
            (1, &[(0, 5, 10), (15, 6, 10)]),
            (2, &[(0, 6, 10)]),
            (3, &[(0, 9, 10), (600, 8, 20)]),
            (4, &[(30, 8, 20), (60, 9, 20)]),
        ]);
        let marked = MarkedDay::mark(&days, &[]);
        assert_eq!(
            told(&changes(&marked, &runs[3..], 200)),
            [(4, 60, Changed::Used), (3, 1439, Changed::Total)]
        );
    }

    #[test]
    fn resets_and_totals_stay_where_there_are_too_many_changes() {
        let reads: Vec<Read> = (0..96)
            .map(|quarter| (quarter * 15, quarter.into(), 1000))
            .collect();
        let (days, runs) = history(&[(1, &[(0, 900, 500)]), (2, &reads), (3, &reads), (4, &reads)]);
        let marked = MarkedDay::mark(&days, &[on(2)]);
        let all = changes(&marked, &runs, 200);
        assert_eq!(all.len(), 200);
        assert_eq!(told(&all)[199], (2, 0, Changed::Reset));
        assert!(all.is_sorted_by_key(|change| std::cmp::Reverse(change.at)));
        assert_eq!(changes(&marked, &runs, 1).len(), 1);
        assert!(changes(&[], &[], 200).is_empty());
    }
}
