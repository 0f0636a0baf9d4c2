//! What anyone would draw with a ruler.

use authgauge_core::forecast::DayEnd;

/// A straight line from the first reading to the last, drawn on.
pub(crate) fn straight_line(days: &[DayEnd], ahead: usize) -> f64 {
    on(days.first(), days.last(), ahead)
}

/// The slope of the last seven days, drawn on.
pub(crate) fn last_week(days: &[DayEnd], ahead: usize) -> f64 {
    let week = days.iter().find(|day| {
        days.last()
            .is_some_and(|last| (last.day - day.day).num_days() <= 7)
    });
    on(week, days.last(), ahead)
}

fn on(from: Option<&DayEnd>, to: Option<&DayEnd>, ahead: usize) -> f64 {
    let (Some(from), Some(to)) = (from, to) else {
        return 0.0;
    };
    let days = (to.day - from.day).num_days();
    if days == 0 {
        return to.used;
    }
    (to.used + (to.used - from.used) / days as f64 * ahead as f64).max(0.0)
}
