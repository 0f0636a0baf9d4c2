use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Allowance, Quantity};

/// One period of the MAU history, from `get-mau-period-usage-history`. Periods have any length and may
/// stick out of the range that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MauPeriod {
    /// `periodStartTime`: the first day.
    pub start: NaiveDate,
    /// `periodEndTime`, read as the day after the last one (half-open), as the published sample suggests.
    pub end: NaiveDate,
    /// `current`: monthly active users in the period so far.
    pub used: Quantity,
    /// `amount`, read as the period's allowance by analogy with a benefit's.
    pub total: Allowance,
}

/// The periods, sorted by start and then end, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MauHistory {
    /// What could be read.
    pub periods: Vec<MauPeriod>,
    /// How many records had no readable dates and are therefore not among the periods.
    pub unreadable: usize,
}
