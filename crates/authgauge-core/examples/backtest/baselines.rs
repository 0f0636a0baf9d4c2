//! Linear extrapolations to compare forecasts with.

use authgauge_core::forecast::DayEnd;

/// Extrapolates the line from the first reading to the last.
pub(crate) fn straight_line(days: &[DayEnd], horizon: usize) -> f64 {
    extrapolate(days.first(), days.last(), horizon)
}

/// Extrapolates the slope of the last seven days.
pub(crate) fn last_week(days: &[DayEnd], horizon: usize) -> f64 {
    let last = days.last();
    let is_recent = |day: &&DayEnd| last.is_some_and(|last| (last.day - day.day).num_days() <= 7);
    extrapolate(days.iter().find(is_recent), last, horizon)
}

fn extrapolate(from: Option<&DayEnd>, to: Option<&DayEnd>, horizon: usize) -> f64 {
    let (Some(from), Some(to)) = (from, to) else {
        return 0.0;
    };
    let days = (to.day - from.day).num_days();
    if days == 0 {
        return to.used;
    }
    (to.used + (to.used - from.used) / days as f64 * horizon as f64).max(0.0)
}
