//! All pools at one look: what runs out and when, how full each is, and what can't be read. Made from a snapshot, so
//! that it needs no call.

mod counts;
mod heat;
mod marks;
mod no_forecast;
mod runs_out;
mod runway;
#[cfg(test)]
pub(crate) mod tests;
mod trouble;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use authgauge_core::calendar::vendor_day;
use authgauge_core::pool::PoolId;

use crate::snapshot::{PoolSnapshot, Snapshot};

pub use authgauge_chart::RunwayMarks;
pub use counts::PortfolioCounts;
pub use heat::{HeatCell, HeatColumn, HeatRow, PlanEndFact};
pub use no_forecast::{NoForecast, WithoutForecast};
pub use runs_out::RunsOut;
pub use runway::{RunwayMatter, RunwayRow};
pub use trouble::{Fix, ReadTrouble};

/// What is known of all pools together.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    /// That of the snapshot.
    pub revision: u32,
    /// Today in the vendor's calendar: days are counted from it.
    pub today: NaiveDate,
    /// The percent from which a use needs attention.
    pub near_percent: u8,
    /// What the headline and the tiles say.
    pub counts: PortfolioCounts,
    /// What runs out, the most urgent first.
    pub runway: Vec<RunwayRow>,
    /// The benefits that most pools have; at most eight.
    pub columns: Vec<HeatColumn>,
    /// The pools, the most urgent first.
    pub pools: Vec<HeatRow>,
}

impl Portfolio {
    /// Of everything known at `now`.
    pub fn of(snapshot: &Snapshot, now: DateTime<Utc>) -> Self {
        let today = vendor_day(now);
        let places = places(&snapshot.pools);
        let pools = snapshot.worst_first();
        let runway = runway::rows(&pools, now);
        let columns = heat::columns(&snapshot.pools);
        let rows = pools.iter().map(|pool| {
            let place = places.get(&pool.pool.id).copied().unwrap_or_default();
            heat::row(pool, place, &columns, now)
        });
        let rows: Vec<HeatRow> = rows.collect();
        Self {
            revision: snapshot.revision,
            today,
            near_percent: snapshot.settings.thresholds().near,
            counts: PortfolioCounts::of(snapshot, &runway, &rows, today),
            runway,
            columns,
            pools: rows,
        }
    }
}

/// The place of each pool in the owner's order.
fn places(pools: &[PoolSnapshot]) -> HashMap<&PoolId, usize> {
    let places = pools.iter().enumerate();
    places.map(|(place, pool)| (&pool.pool.id, place)).collect()
}
