//! Recognises what kind of figure a series is, and where it was reset.

use chrono::NaiveDate;

use super::reading::DayEnd;

/// What kind of figure a series is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It grows, and may be reset.
    Counter,
    /// It rises and falls.
    Gauge,
}

/// A reset leaves less than this share of the previous figure.
const RESET_SHARE: f64 = 0.6;

/// A reset is larger than the typical decrease by this factor.
const RESET_FACTOR: f64 = 6.0;

/// A decrease from at most this figure is no reset: it is as likely a correction.
const MIN_BEFORE_RESET: f64 = 4.0;

/// A series has a typical decrease if at least this many days, and at least one in this many, are decreases.
const TYPICAL_DECREASES: usize = 5;

/// A figure that decreases on one day in so many, and at least twice, is a gauge.
const GAUGE_DECREASES: usize = 12;

/// The kind, and the days of the first readings after a reset.
pub(super) fn kind_and_resets(days: &[DayEnd]) -> (Kind, Vec<NaiveDate>) {
    let typical_decrease = typical_decrease(days);
    let steps = || days.iter().zip(days.iter().skip(1));
    let is_reset =
        |previous: &DayEnd, next: &DayEnd| is_reset(previous.used, next.used, typical_decrease);
    let decreases =
        steps().filter(|(previous, next)| next.used < previous.used && !is_reset(previous, next));
    let decreases = decreases.count();
    if decreases > 1 && decreases * GAUGE_DECREASES >= days.len() {
        return (Kind::Gauge, Vec::new());
    }
    let resets = steps().filter(|(previous, next)| is_reset(previous, next));
    (Kind::Counter, resets.map(|(_, next)| next.day).collect())
}

fn is_reset(previous: f64, next: f64, typical_decrease: f64) -> bool {
    previous > MIN_BEFORE_RESET
        && next < RESET_SHARE * previous
        && previous - next > RESET_FACTOR * typical_decrease
}

/// The median decrease; 0 if decreases are rare.
fn typical_decrease(days: &[DayEnd]) -> f64 {
    let decreases = days
        .iter()
        .zip(days.iter().skip(1))
        .map(|(previous, next)| previous.used - next.used);
    let mut decreases: Vec<f64> = decreases.filter(|decrease| *decrease > 0.0).collect();
    // The weekly reset of a series is no typical decrease.
    let is_rare = decreases.len() * TYPICAL_DECREASES < days.len();
    if decreases.len() < TYPICAL_DECREASES || is_rare {
        return 0.0;
    }
    decreases.sort_by(f64::total_cmp);
    let median = decreases.get(decreases.len() / 2);
    median.copied().unwrap_or_default()
}
