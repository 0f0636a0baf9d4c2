//! What earlier readings said of a benefit, day by day: pure, without a place where it is kept.
//!
//! Each day holds the runs of equal readings while they are young, and what is left of them, first, last,
//! least and most, for long. A gap between readings stays a gap. Not in here: tables, the clock, levels.

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

/// What a history is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// A benefit, by the vendor's `modelCode`.
    Benefit(String),
    /// What is used of the running MAU period.
    Mau,
}

/// When a reading was taken, where the vendor's clouds are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day there.
    pub day: NaiveDate,
    /// Minutes into it: 0 to 1439.
    pub minute: u16,
}

/// What one reading said of all its subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// When.
    pub at: Moment,
    /// Of each subject.
    pub figures: Vec<(Series, Figures)>,
}
