use chrono::NaiveDate;
use genauth::{MauHistory, MauPeriod};
use serde::{Deserialize, Serialize};

/// A MAU history and the days it was requested for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MauSpan {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) history: MauHistory,
}

impl MauSpan {
    /// The period that a day is in; of several, as after a change of plans, the latest.
    pub(crate) fn running(&self, day: NaiveDate) -> Option<&MauPeriod> {
        let is_running = |period: &&MauPeriod| period.start <= day && day < period.end;
        self.history.periods.iter().rfind(is_running)
    }
}
