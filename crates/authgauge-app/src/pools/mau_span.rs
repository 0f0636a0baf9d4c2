use chrono::NaiveDate;
use genauth::{MauHistory, MauPeriod};
use serde::{Deserialize, Serialize};

use authgauge_core::fullness::by_fullness;

/// A start that moves by less than this, in days, is a correction: no plan counts shorter periods.
const MAX_CORRECTION: i64 = 7;

/// A MAU history and the days it was requested for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MauSpan {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) history: MauHistory,
    /// The last running period that was seen.
    #[serde(default)]
    seen: Option<SeenPeriod>,
}

/// A running period as alerts know it. The server may move its days, as in a history of the last 30 days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SeenPeriod {
    /// Identifies it: the start that was reported first.
    id: NaiveDate,
    /// As reported last.
    start: NaiveDate,
    /// As reported last.
    end: NaiveDate,
}

impl MauSpan {
    pub(crate) fn new(from: NaiveDate, to: NaiveDate, history: MauHistory) -> Self {
        Self {
            from,
            to,
            history,
            seen: None,
        }
    }

    /// Recognises the period that was running in the earlier reading.
    pub(crate) fn continue_from(&mut self, earlier: Option<&Self>, day: NaiveDate) {
        let seen = earlier.and_then(|earlier| earlier.seen_by(earlier.to));
        self.seen = match self.running(day) {
            Some(running) => Some(SeenPeriod::of(running, seen)),
            None => seen,
        };
    }

    /// The period that a day is in; of several the worst. A period may report its last day as its end: without
    /// another that starts on it, it is running on that day too.
    pub(crate) fn running(&self, day: NaiveDate) -> Option<&MauPeriod> {
        let periods = &self.history.periods;
        let starts_on_day = periods.iter().any(|period| period.start == day);
        let is_running = |period: &&MauPeriod| {
            let is_last = day == period.end && (period.start == day || !starts_on_day);
            period.start <= day && (day < period.end || is_last)
        };
        let running = periods.iter().filter(is_running);
        running.max_by(|one, other| {
            by_fullness((&one.used, &one.total), (&other.used, &other.total)).then(one.cmp(other))
        })
    }

    /// Identifies a running period to alerts, however the server moves its days.
    pub(crate) fn period_id(&self, running: &MauPeriod) -> NaiveDate {
        SeenPeriod::of(running, self.seen.clone()).id
    }

    /// The last running period that was seen until a day. A reading that an earlier version stored has none.
    fn seen_by(&self, day: NaiveDate) -> Option<SeenPeriod> {
        let running = || Some(SeenPeriod::of(self.running(day)?, None));
        self.seen.clone().or_else(running)
    }
}

impl SeenPeriod {
    /// A running period with the identity of the one that was seen before, if it is the same.
    fn of(running: &MauPeriod, before: Option<Self>) -> Self {
        let (start, end) = (running.start, running.end);
        let before = before.filter(|before| before.is_same(running));
        let id = before.map_or(start, |before| before.id);
        Self { id, start, end }
    }

    /// Whether this period is reported again, with its days moved: it starts within a week of it, or covers half of
    /// the longer one's days. A month within a year is another period than the year.
    fn is_same(&self, other: &MauPeriod) -> bool {
        let days = |start: NaiveDate, end: NaiveDate| (end - start).num_days();
        let common = days(self.start.max(other.start), self.end.min(other.end));
        let longer = days(self.start, self.end).max(days(other.start, other.end));
        let is_corrected = days(self.start, other.start).abs() < MAX_CORRECTION;
        is_corrected || (common > 0 && common * 2 >= longer)
    }
}

#[cfg(test)]
mod tests {
    use genauth::{Allowance, Quantity};

    use super::*;

    fn day(number: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() + chrono::TimeDelta::days(number)
    }

    /// A period from one day of November until another, exclusive; 0 is the first.
    fn period(start: i64, end: i64, used: i64) -> MauPeriod {
        MauPeriod {
            start: day(start),
            end: day(end),
            used: Quantity::Known(used.into()),
            total: Allowance::Limited(1_000.into()),
        }
    }

    fn span(mut periods: Vec<MauPeriod>) -> MauSpan {
        periods.sort();
        let history = MauHistory {
            periods,
            ..MauHistory::default()
        };
        MauSpan::new(day(-365), day(0), history)
    }

    /// The use in the period that is running on a day.
    fn used_on(periods: &[MauPeriod], today: i64) -> Option<i64> {
        let span = span(periods.to_vec());
        let used = span.running(day(today))?.used.known()?;
        i64::try_from(used).ok()
    }

    #[test]
    fn worst_of_several_running_periods_counts() {
        let (november, december) = (period(0, 30, 950), period(30, 60, 1));
        let cases = [
            (
                "twice",
                vec![november.clone(), period(0, 30, 100)],
                5,
                Some(950),
            ),
            (
                "twice, and once as a day",
                vec![november.clone(), period(5, 5, 960)],
                5,
                Some(960),
            ),
            (
                "overlapping, worse first",
                vec![november.clone(), period(15, 45, 20)],
                20,
                Some(950),
            ),
            (
                "overlapping, worse last",
                vec![november.clone(), period(15, 45, 990)],
                20,
                Some(990),
            ),
            (
                "within a year",
                vec![november.clone(), period(-300, 65, 400)],
                20,
                Some(950),
            ),
            (
                "last day, inclusive",
                vec![period(0, 29, 950)],
                29,
                Some(950),
            ),
            (
                "last day, inclusive, the next begins later",
                vec![period(0, 29, 950), december.clone()],
                29,
                Some(950),
            ),
            (
                "last day of a year, inclusive",
                vec![period(-335, 29, 950), december.clone()],
                29,
                Some(950),
            ),
            (
                "the next begins on the end",
                vec![november.clone(), december.clone()],
                30,
                Some(1),
            ),
            ("one day long", vec![period(7, 7, 950)], 7, Some(950)),
            (
                "a gap between two",
                vec![period(0, 10, 950), december],
                20,
                None,
            ),
            ("in the future", vec![november], -1, None),
        ];
        for (name, mut periods, today, expected) in cases.clone() {
            for _ in 0..periods.len() {
                periods.rotate_left(1);
                assert_eq!(used_on(&periods, today), expected, "{name}");
            }
            periods.reverse();
            assert_eq!(used_on(&periods, today), expected, "{name}");
        }
        println!("count: {} cases of running periods", cases.len());
    }

    /// The identities of a running period over readings on consecutive days from `start` and `end`.
    fn ids(days: impl Iterator<Item = (i64, MauPeriod)>) -> Vec<NaiveDate> {
        let mut earlier: Option<MauSpan> = None;
        let ids = days.map(|(today, running)| {
            let mut now = span(vec![running.clone()]);
            now.continue_from(earlier.as_ref(), day(today));
            let id = now.period_id(&running);
            earlier = Some(now);
            id
        });
        let mut ids: Vec<_> = ids.collect();
        ids.dedup();
        ids
    }

    #[test]
    fn period_that_moves_day_by_day_stays_the_same() {
        let mut cases = 0;
        for (before, after) in [(29, 1), (0, 30), (364, 1), (15, 15), (0, 0), (0, 1), (6, 1)] {
            for step in [-1, 1] {
                let moving = (0..60).map(|today| {
                    let at = today * step;
                    (at, period(at - before, at + after, 950))
                });
                assert_eq!(ids(moving), [day(-before)], "{before} {after} {step}");
                cases += 1;
            }
            let trembling = (0..60).map(|today| {
                let by = [0, 3, -2, 1, -3][usize::try_from(today).unwrap() % 5];
                (today, period(by - before, by + after + 60, 950))
            });
            assert_eq!(ids(trembling), [day(-before)], "{before} {after}");
            cases += 1;
        }
        println!("count: {cases} cases of running periods that move");
    }

    #[test]
    fn next_period_is_another_one() {
        for length in [7, 14, 28, 30, 31, 90, 365] {
            for gap in [0, 1] {
                // An inclusive end leaves a gap of a day.
                let periods = (0..length * 3).map(|today| {
                    let start = today / length * length;
                    (today, period(start, start + length - gap, 950))
                });
                let expected = [day(0), day(length), day(2 * length)];
                assert_eq!(ids(periods), expected, "{length} {gap}");
            }
        }
    }

    #[test]
    fn each_month_within_a_year_is_a_period_of_its_own() {
        let mut earlier: Option<MauSpan> = None;
        for today in 0..90 {
            let start = today / 30 * 30;
            // From its tenth day on a month is worse than the year.
            let used = if today - start < 10 { 1 } else { 950 };
            let periods = vec![period(-100, 265, 870), period(start, start + 30, used)];
            let mut now = span(periods);
            now.continue_from(earlier.as_ref(), day(today));
            let running = now.running(day(today)).unwrap();
            assert_eq!(now.period_id(running), running.start, "{today}");
            earlier = Some(now);
        }
    }

    #[test]
    fn identity_outlives_a_gap_and_an_earlier_version() {
        let mut stored = span(vec![period(-19, 11, 950)]);
        let mut gap = span(Vec::new());
        gap.continue_from(Some(&stored), day(1));
        let mut moved = span(vec![period(-17, 13, 950)]);
        moved.continue_from(Some(&gap), day(2));
        assert_eq!(moved.period_id(&moved.history.periods[0]), day(-19));
        let json = serde_json::to_value(&stored).unwrap();
        let mut json = json.as_object().unwrap().clone();
        json.remove("seen");
        stored = serde_json::from_value(json.into()).unwrap();
        assert_eq!(stored.period_id(&stored.history.periods[0]), day(-19));
    }
}
