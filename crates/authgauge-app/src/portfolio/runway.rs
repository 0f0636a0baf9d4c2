use std::cmp::Reverse;

use chrono::{DateTime, NaiveDate, Utc};
use genauth::{Allowance, Quantity};

use authgauge_chart::RunwayMarks;
use authgauge_core::calendar::{of_vendor_time, vendor_day};
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::PoolId;
use authgauge_core::pool_condition::{PoolCondition, UseStatus};
use authgauge_core::reading::Source;
use authgauge_core::urgency::{Urgency, days_left};

use super::marks::marks;
use super::runs_out::RunsOut;
use crate::snapshot::{BenefitStatus, MauStatus, PoolSnapshot, SeriesFacts};

/// The days ahead that rows are made for: the longest axis.
const MAX_DAYS: u32 = 90;

/// Something that runs out, ran out, or ends.
#[derive(Debug, Clone, PartialEq)]
pub struct RunwayRow {
    /// The pool.
    pub pool: PoolId,
    /// What of it.
    pub matter: RunwayMatter,
    /// Its level, raised by how soon it runs out.
    pub level: Level,
    /// Used of total; None of a plan's end.
    pub figures: Option<(Quantity, Allowance)>,
    /// When.
    pub runs_out: RunsOut,
    /// Days from today until then in the vendor's calendar: 0 if it has run out. None where no day is known.
    pub days: Option<u32>,
    /// The reset that ends the time without, if it is known.
    pub resets_on: Option<NaiveDate>,
    /// Days between running out, or today, and the reset.
    pub days_without: Option<u32>,
    /// Where each part of its line is.
    pub marks: RunwayMarks,
    /// Days of readings that the forecast is made from.
    pub history_days: u16,
    /// When its figures were taken.
    pub taken_at: DateTime<Utc>,
    /// Where they are from.
    pub source: Source,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunwayMatter {
    /// A benefit.
    Benefit {
        /// The vendor's `modelCode`.
        code: String,
        /// The label part of the vendor's `modelName`.
        name: String,
        /// It is on trial.
        trial: bool,
    },
    /// The running MAU period.
    Mau,
    /// The plan.
    Plan {
        /// How many of its benefits are on trial.
        trials: usize,
    },
}

/// The rows of pools, which are in order; the most urgent first.
pub(super) fn rows(pools: &[&PoolSnapshot], now: DateTime<Utc>) -> Vec<RunwayRow> {
    let mut rows: Vec<(Urgency, RunwayRow)> =
        pools.iter().flat_map(|pool| rows_of(pool, now)).collect();
    // Stable: of equal ones, those of the more urgent pool are first.
    rows.sort_by_key(|(urgency, _)| Reverse(*urgency));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn rows_of(pool: &PoolSnapshot, now: DateTime<Utc>) -> Vec<(Urgency, RunwayRow)> {
    let today = vendor_day(now);
    let mut rows: Vec<_> = pool
        .listed()
        .filter_map(|status| of_benefit(pool, status, today))
        .collect();
    rows.extend(of_mau(pool, today));
    rows.extend(of_plan(pool, now));
    rows.sort_by(|(one, left), (other, right)| {
        other.cmp(one).then_with(|| left.name().cmp(right.name()))
    });
    rows
}

impl RunwayRow {
    /// It has run out.
    pub fn has_run_out(&self) -> bool {
        matches!(self.runs_out, RunsOut::Over { .. } | RunsOut::Full)
    }

    /// It is a use that runs out, or ran out, within so many days.
    pub fn runs_out_within(&self, days: u32) -> bool {
        let is_plan = matches!(self.matter, RunwayMatter::Plan { .. });
        !is_plan && self.days.is_some_and(|left| left <= days)
    }

    fn name(&self) -> &str {
        match &self.matter {
            RunwayMatter::Benefit { name, .. } => name,
            RunwayMatter::Mau | RunwayMatter::Plan { .. } => "",
        }
    }
}

/// A use, wherever it is reported.
struct Use<'a> {
    used: &'a Quantity,
    total: &'a Allowance,
    status: UseStatus,
    outlook: &'a Outlook,
    series: SeriesFacts,
    taken_at: DateTime<Utc>,
    source: Source,
}

fn of_benefit(
    pool: &PoolSnapshot,
    status: &BenefitStatus,
    today: NaiveDate,
) -> Option<(Urgency, RunwayRow)> {
    let reading = pool.usage.as_ref()?;
    let BenefitStatus { level, percent, .. } = *status;
    let matter = RunwayMatter::Benefit {
        code: status.benefit.code.clone(),
        name: status.benefit.name.clone(),
        trial: status.benefit.trial,
    };
    let found = Use {
        used: &status.benefit.used,
        total: &status.benefit.total,
        status: UseStatus { level, percent },
        outlook: &status.outlook,
        series: status.series,
        taken_at: reading.taken_at,
        source: reading.source,
    };
    of_use(&pool.pool.id, matter, &found, today)
}

fn of_mau(pool: &PoolSnapshot, today: NaiveDate) -> Option<(Urgency, RunwayRow)> {
    if pool.reports_mau() {
        return None;
    }
    let reading = pool.mau.as_ref()?;
    let MauStatus {
        used,
        total,
        series,
        ..
    } = &reading.value;
    let found = Use {
        used,
        total,
        status: pool.mau_use?,
        outlook: pool.mau_outlook.as_ref()?,
        series: *series,
        taken_at: reading.taken_at,
        source: reading.source,
    };
    of_use(&pool.pool.id, RunwayMatter::Mau, &found, today)
}

fn of_use(
    pool: &PoolId,
    matter: RunwayMatter,
    found: &Use<'_>,
    today: NaiveDate,
) -> Option<(Urgency, RunwayRow)> {
    let runs_out = runs_out(found)?;
    let days = match runs_out {
        RunsOut::Over { .. } => Some(0),
        _ => days_left(found.outlook, today),
    };
    if days.is_some_and(|days| days > MAX_DAYS) {
        return None;
    }
    let urgency = Urgency::of(&PoolCondition::from(found.status), days);
    let resets_on = reset_after(&runs_out, found.series.resets_on, today);
    let starts = match runs_out {
        RunsOut::On { likely, .. } => likely.max(today),
        _ => today,
    };
    let row = RunwayRow {
        pool: pool.clone(),
        matter,
        level: urgency.level(),
        figures: Some((found.used.clone(), found.total.clone())),
        days,
        resets_on,
        days_without: resets_on.and_then(|reset| days_between(starts, reset)),
        marks: marks(&runs_out, resets_on, today),
        runs_out,
        history_days: found.series.history_days,
        taken_at: found.taken_at,
        source: found.source,
    };
    Some((urgency, row))
}

/// None for what does not run out, or of which no day is known and little is used.
fn runs_out(found: &Use<'_>) -> Option<RunsOut> {
    let since = found.series.over_since;
    match (found.status.level, found.outlook) {
        (Level::Over, _) => Some(RunsOut::Over { since }),
        (_, Outlook::Full) => Some(RunsOut::Full),
        (
            _,
            Outlook::FullOn {
                first,
                likely: Some(likely),
                last,
                percent,
            },
        ) => Some(RunsOut::On {
            first: *first,
            likely: *likely,
            last: *last,
            percent: *percent,
        }),
        (Level::Critical, Outlook::TooLittleHistory { days, needed }) => {
            let (days, needed) = (*days, *needed);
            Some(RunsOut::NoForecast { days, needed })
        }
        _ => None,
    }
}

/// The known reset, if it comes after running out. The one after that is not known to the day.
fn reset_after(
    runs_out: &RunsOut,
    next_reset: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let from = match runs_out {
        RunsOut::Over { .. } | RunsOut::Full => today,
        RunsOut::On { likely, .. } => (*likely).max(today),
        _ => return None,
    };
    next_reset.filter(|reset| *reset > from)
}

fn of_plan(pool: &PoolSnapshot, now: DateTime<Utc>) -> Option<(Urgency, RunwayRow)> {
    let plan = pool.plan.as_ref()?;
    let ends_at = plan.value.ends_at.known()?;
    let condition = PoolCondition::of_plan(ends_at, now)?;
    let at = of_vendor_time(ends_at)?;
    let (runs_out, days) = match &condition {
        PoolCondition::PlanEnds { days, .. } => (RunsOut::PlanEnds { at }, *days),
        _ => (RunsOut::PlanEnded { at }, 0),
    };
    let trials = pool.benefits().iter().filter(|status| status.benefit.trial);
    let urgency = Urgency::of(&condition, None);
    let row = RunwayRow {
        pool: pool.pool.id.clone(),
        matter: RunwayMatter::Plan {
            trials: trials.count(),
        },
        level: urgency.level(),
        figures: None,
        days: Some(days),
        resets_on: None,
        days_without: None,
        marks: marks(&runs_out, None, vendor_day(now)),
        runs_out,
        history_days: 0,
        taken_at: plan.taken_at,
        source: plan.source,
    };
    Some((urgency, row))
}

fn days_between(from: NaiveDate, to: NaiveDate) -> Option<u32> {
    u32::try_from((to - from).num_days()).ok()
}
