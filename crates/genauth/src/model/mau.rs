use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Allowance, Quantity};

/// A period of the MAU history, from `get-mau-period-usage-history`. Periods have any length and may extend
/// beyond the requested range.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MauPeriod {
    /// `periodStartTime`: the first day.
    pub start: NaiveDate,
    /// `periodEndTime`, taken as the day after the last one, as the published sample suggests.
    pub end: NaiveDate,
    /// `current`: monthly active users in the period so far.
    pub used: Quantity,
    /// `amount`, taken as the period's allowance, as in a benefit.
    pub total: Allowance,
}

/// The MAU periods of a user pool.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MauHistory {
    /// Sorted, by start and end first, without duplicates: the server's order says nothing.
    pub periods: Vec<MauPeriod>,
    /// The number of records left out because their dates are not readable.
    pub unreadable: usize,
    /// The dates of one of those records, as the server sent them.
    #[serde(default)]
    pub unreadable_dates: Option<String>,
}
