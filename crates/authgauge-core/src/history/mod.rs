//! The history of a benefit's readings, day by day. The store saves it.
//!
//! A recent day holds runs of equal readings; of an older day only a summary is kept. Gaps between readings are not filled.

mod changes;
mod day;
mod marked;
mod packing;
mod summary;

use chrono::NaiveDate;

pub use changes::{Change, Changed, changes};
pub use day::{Day, Figures, MaxGap, Run};
pub use marked::MarkedDay;
pub use summary::DaySummary;

/// A time series of a pool.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// A benefit's use, by the vendor's `modelCode`.
    Benefit(String),
    /// The use in the running MAU period.
    Mau,
}

/// The time of a reading in the vendor's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The date.
    pub day: NaiveDate,
    /// The minute of the day: 0 to 1439.
    pub minute: u16,
}

/// The figures of one reading, by series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// When it was taken.
    pub at: Moment,
    /// The figures of each series.
    pub figures: Vec<(Series, Figures)>,
}
