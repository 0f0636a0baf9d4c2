use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use authgauge_core::outlook::Outlook;
use authgauge_core::pool::PoolId;
use authgauge_core::pool_condition::{CRITICAL_DAYS, NEAR_DAYS};

use super::heat::HeatRow;
use super::no_forecast::WithoutForecast;
use super::runs_out::RunsOut;
use super::runway::{RunwayMatter, RunwayRow};
use crate::snapshot::{PoolSnapshot, Snapshot};

/// What the headline and the tiles say. Benefits include the MAU.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PortfolioCounts {
    /// All pools.
    pub pools: usize,
    /// Pools whose figures are known.
    pub known_pools: usize,
    /// All benefits that are reported, without those that the owner hid.
    pub benefits: usize,
    /// Benefits that are reported and that the owner hid: nothing else here counts them.
    pub unlisted: usize,
    /// Benefits of which more is used than the total.
    pub over: usize,
    /// Benefits of which all is used.
    pub full: usize,
    /// In so many pools are benefits used up or over.
    pub run_out_pools: usize,
    /// Benefits that run out within 7 days, those that ran out excepted.
    pub within_week: usize,
    /// Benefits that run out within 30 days, those that ran out excepted.
    pub within_month: usize,
    /// The first day on which one of them does.
    pub first_day: Option<NaiveDate>,
    /// Benefits that may run out and have no forecast.
    pub without_forecast: usize,
    /// Benefits with a forecast, or that ran out.
    pub with_forecast: usize,
    /// Plans that have ended.
    pub plans_ended: usize,
    /// Plans that end within 30 days.
    pub plans_ending: usize,
    /// Benefits on trial in pools whose plan ends within 30 days.
    pub trials_ending: usize,
    /// Pools that can't be read.
    pub unreadable: usize,
    /// Pools that need attention.
    pub need_attention: usize,
    /// Pools that have room.
    pub with_room: usize,
    /// When the oldest figures of the pools that can be read were taken.
    pub oldest: Option<DateTime<Utc>>,
    /// When the oldest figures of the pools that can't be read were taken.
    pub oldest_unreadable: Option<DateTime<Utc>>,
}

impl PortfolioCounts {
    pub(super) fn of(
        snapshot: &Snapshot,
        runway: &[RunwayRow],
        rows: &[HeatRow],
        today: NaiveDate,
    ) -> Self {
        let count = |is: &dyn Fn(&RunwayRow) -> bool| runway.iter().filter(|row| is(row)).count();
        let ahead =
            |days: u32| move |row: &RunwayRow| !row.has_run_out() && row.runs_out_within(days);
        let pools = |is: fn(&HeatRow) -> bool| rows.iter().filter(|row| is(row)).count();
        let oldest = |is_readable: bool| {
            let rows = rows.iter();
            let rows = rows.filter(|row| row.trouble.is_none() == is_readable);
            rows.filter_map(|row| row.taken_at).min()
        };
        let run_out = runway.iter().filter(|row| row.has_run_out());
        let run_out_pools: HashSet<&PoolId> = run_out.map(|row| &row.pool).collect();
        let outlooks = snapshot.pools.iter().flat_map(outlooks_of);
        let without_forecast = snapshot.pools.iter().map(WithoutForecast::of);
        Self {
            pools: rows.len(),
            known_pools: pools(|row| row.taken_at.is_some()),
            benefits: snapshot.pools.iter().map(|pool| pool.uses().count()).sum(),
            unlisted: snapshot.pools.iter().map(unlisted).sum(),
            over: count(&|row| matches!(row.runs_out, RunsOut::Over { .. })),
            full: count(&|row| row.runs_out == RunsOut::Full),
            run_out_pools: run_out_pools.len(),
            within_week: count(&ahead(CRITICAL_DAYS)),
            within_month: count(&ahead(NEAR_DAYS)),
            first_day: first_day(runway, today),
            without_forecast: without_forecast.map(|list| list.len()).sum(),
            with_forecast: outlooks.filter(|outlook| has_forecast(outlook)).count(),
            plans_ended: count(&|row| matches!(row.runs_out, RunsOut::PlanEnded { .. })),
            plans_ending: count(&|row| matches!(row.runs_out, RunsOut::PlanEnds { .. })),
            trials_ending: runway.iter().map(trials).sum(),
            unreadable: pools(|row| row.trouble.is_some()),
            need_attention: pools(|row| row.needs_attention),
            with_room: pools(|row| row.has_room),
            oldest: oldest(true),
            oldest_unreadable: oldest(false),
        }
    }
}

/// The first day ahead on which a benefit runs out within 30 days.
fn first_day(runway: &[RunwayRow], today: NaiveDate) -> Option<NaiveDate> {
    let ahead = runway.iter().filter(|row| row.runs_out_within(NEAR_DAYS));
    let days = ahead.filter_map(|row| match row.runs_out {
        RunsOut::On { likely, .. } => Some(likely.max(today)),
        _ => None,
    });
    days.min()
}

fn trials(row: &RunwayRow) -> usize {
    match (&row.matter, &row.runs_out) {
        (RunwayMatter::Plan { trials }, RunsOut::PlanEnds { .. }) => *trials,
        _ => 0,
    }
}

fn unlisted(pool: &PoolSnapshot) -> usize {
    pool.benefits().len() - pool.listed().count()
}

fn outlooks_of(pool: &PoolSnapshot) -> impl Iterator<Item = &Outlook> {
    let mau = pool.mau_outlook.as_ref().filter(|_| !pool.reports_mau());
    let benefits = pool.listed().map(|status| &status.outlook);
    benefits.chain(mau)
}

fn has_forecast(outlook: &Outlook) -> bool {
    matches!(
        outlook,
        Outlook::Full | Outlook::FullOn { .. } | Outlook::NotAtThisPace
    )
}
