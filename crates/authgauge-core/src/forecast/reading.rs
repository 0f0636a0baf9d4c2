//! The last reading of each day.

use chrono::NaiveDate;

/// The last reading of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayEnd {
    /// The day.
    pub day: NaiveDate,
    /// The day's last reading, in the benefit's unit.
    pub used: f64,
    /// The minute of the day at which it was taken; None if the figure is an estimate of the day's end.
    pub minute: Option<u16>,
}

/// The share of a day's use that has usually come by an hour: little before the office opens.
const USUAL_SHARES: [(f64, f64); 6] = [
    (0.0, 0.0),
    (7.0, 0.03),
    (9.0, 0.1),
    (12.0, 0.35),
    (18.0, 0.75),
    (24.0, 1.0),
];

/// From this share on a day counts as a whole one.
const WHOLE: f64 = 0.9;

impl DayEnd {
    /// A reading at the end of the day.
    #[must_use]
    pub const fn whole(day: NaiveDate, used: f64) -> Self {
        let minute = Some(24 * 60 - 1);
        Self { day, used, minute }
    }

    /// The figure that a day is estimated to have ended with.
    #[must_use]
    pub const fn estimate(day: NaiveDate, used: f64) -> Self {
        let minute = None;
        Self { day, used, minute }
    }

    /// The share of the day's use that has probably come before the reading: 1 for a whole day.
    pub(super) fn share(self) -> f64 {
        let hour = f64::from(self.minute.unwrap_or(u16::MAX)) / 60.0;
        let steps = USUAL_SHARES.iter().zip(USUAL_SHARES.iter().skip(1));
        let mut around = steps.filter(|(_, (until, _))| hour < *until);
        let share = around.next().map_or(1.0, |((from, low), (until, high))| {
            low + (high - low) * (hour - from) / (until - from)
        });
        if share < WHOLE { share } else { 1.0 }
    }
}
