//! What each day added, across days without a reading and across resets.

use chrono::NaiveDate;

use super::DayEnd;

/// A fall to less than this share of what was there is a reset, if such falls are not usual here.
const RESET: f64 = 0.6;

/// So many times the usual fall is unusual.
const UNUSUAL: f64 = 6.0;

/// Falls are usual where at least one day in so many brings one.
const OFTEN: usize = 5;

/// Below this, a fall to nothing is as likely a correction.
const TOO_LITTLE_TO_RESET: f64 = 4.0;

/// A day that moved the figure by so many times the next most is no pace.
const ONCE: f64 = 5.0;

/// Days that must be known before one of them can be called unusual.
const ENOUGH: usize = 7;

/// What each day added.
#[derive(Debug)]
pub(super) struct Growth {
    last: NaiveDate,
    added: Vec<f64>,
    /// What the first n days added together.
    sums: Vec<f64>,
    /// Days, counted from the first, at whose end counting had begun anew.
    resets: Vec<usize>,
}

impl Growth {
    pub(super) fn of(days: &[DayEnd]) -> Self {
        let usual = usual_fall(days);
        let mut growth = Self {
            last: days.last().map_or(NaiveDate::MIN, |d| d.day),
            added: Vec::new(),
            sums: vec![0.0],
            resets: Vec::new(),
        };
        for (before, after) in days.iter().zip(days.iter().skip(1)) {
            growth.take(*before, *after, usual);
        }
        growth
    }

    /// What was added between two readings is spread over the days between them.
    fn take(&mut self, before: DayEnd, after: DayEnd, usual: f64) {
        let days = (after.day - before.day).num_days().max(1);
        let reset = is_reset(before.used, after.used, usual);
        let added = if reset {
            after.used
        } else {
            after.used - before.used
        };
        for _ in 0..days {
            self.sums.push(self.sum(self.days()) + added / days as f64);
            self.added.push(added / days as f64);
        }
        if reset {
            self.resets.push(self.days());
        }
    }

    /// How many days there are.
    pub(super) fn days(&self) -> usize {
        self.added.len()
    }

    /// What the days from `from` up to `to`, which is not among them, added together.
    pub(super) fn between(&self, from: usize, to: usize) -> f64 {
        self.sum(to) - self.sum(from)
    }

    /// The `count` days before `day`, or as many as there are.
    pub(super) fn before(&self, day: usize, count: usize) -> &[f64] {
        self.added
            .get(day.saturating_sub(count)..day)
            .unwrap_or_default()
    }

    /// Of the 90 days before `day`, the one that moved the figure so much more than any other that it
    /// tells of an event, such as an import, and not of a pace.
    pub(super) fn once(&self, day: usize) -> Option<usize> {
        let days = self.before(day, 90);
        let begin = day - days.len();
        let (mut largest, mut second) = ((0, 0.0), 0.0);
        for (place, moved) in days.iter().map(|added| added.abs()).enumerate() {
            if moved > largest.1 {
                second = largest.1;
                largest = (place, moved);
            } else if moved > second {
                second = moved;
            }
        }
        (largest.1 > ONCE * second && days.len() > ENOUGH).then_some(begin + largest.0)
    }

    pub(super) fn resets(&self) -> &[usize] {
        &self.resets
    }

    /// The date of a day, counted as the resets are.
    pub(super) fn date(&self, day: usize) -> NaiveDate {
        self.last - chrono::TimeDelta::days(self.days() as i64 - day as i64)
    }

    pub(super) fn last(&self) -> NaiveDate {
        self.last
    }

    /// How much a day moves the figure, up or down. Never 0: a benefit that has not moved may.
    pub(super) fn usual(&self) -> f64 {
        let moved: f64 = self.added.iter().map(|added| added.abs()).sum();
        (moved / self.days().max(1) as f64).max(0.02)
    }

    fn sum(&self, day: usize) -> f64 {
        self.sums.get(day).copied().unwrap_or_default()
    }
}

fn is_reset(before: f64, after: f64, usual_fall: f64) -> bool {
    let fall = before - after;
    before > TOO_LITTLE_TO_RESET && after < RESET * before && fall > UNUSUAL * usual_fall
}

/// The middle one of the falls, where there are enough to speak of what is usual.
fn usual_fall(days: &[DayEnd]) -> f64 {
    let falls = days
        .iter()
        .zip(days.iter().skip(1))
        .map(|(before, after)| before.used - after.used);
    let mut falls: Vec<f64> = falls.filter(|fall| *fall > 0.0).collect();
    // A figure that begins anew each week does not fall as usual.
    if falls.len() < 5 || falls.len() * OFTEN < days.len() {
        return 0.0;
    }
    falls.sort_by(f64::total_cmp);
    falls.get(falls.len() / 2).copied().unwrap_or_default()
}
