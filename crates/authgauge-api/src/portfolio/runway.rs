use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use authgauge_app::{Portfolio, RunsOut, RunwayMarks, RunwayMatter, RunwayRow};
use authgauge_core::calendar::vendor_day;
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Source;

use super::{number, shown};
use crate::card::{AllowanceView, Figure};

/// Something that runs out, ran out, or ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RunwayRowView {
    /// The pool.
    pub pool: PoolId,
    /// The owner's name for it.
    pub pool_name: String,
    /// What of it.
    pub matter: RunwayMatterView,
    /// Its level, raised by how soon it runs out.
    pub level: Level,
    /// None of a plan's end.
    pub used: Option<Figure>,
    /// None of a plan's end.
    pub total: Option<AllowanceView>,
    /// When.
    pub runs_out: RunsOutView,
    /// Days from today until then; 0 if it has run out. None where no day is known.
    pub days: Option<u32>,
    /// It has run out.
    pub has_run_out: bool,
    /// The reset that ends the time without.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub resets_on: Option<NaiveDate>,
    /// Days between running out, or today, and the reset.
    pub days_without: Option<u32>,
    /// Where each part of its line is.
    pub marks: RunwayMarksView,
    /// Days of readings that the forecast is made from.
    pub history_days: u16,
    /// When its figures were taken.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub taken_at: DateTime<Utc>,
    /// Where they are from.
    pub source: Source,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RunwayMatterView {
    /// A benefit.
    Benefit {
        /// The vendor's `modelCode`.
        code: String,
        /// Its name.
        name: String,
        /// It is on trial.
        trial: bool,
    },
    /// The running MAU period.
    Mau,
    /// The plan.
    Plan {
        /// How many of its benefits are on trial.
        trials: u32,
    },
}

/// When something runs out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RunsOutView {
    /// More is used than the total.
    Over {
        /// Since this day, if that is known.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        since: Option<NaiveDate>,
    },
    /// All is used.
    Full,
    /// The forecast's days.
    On {
        /// The 10 % quantile.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        first: NaiveDate,
        /// The median.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        likely: NaiveDate,
        /// The 90 % quantile; None if it is more than 120 days ahead.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        last: Option<NaiveDate>,
        /// The probability within 120 days.
        percent: u32,
    },
    /// It is almost used up, and there is no forecast yet.
    NoForecast {
        /// Days between the first and the last reading.
        days: u16,
        /// Days that a forecast needs.
        needed: u16,
    },
    /// The plan has ended.
    PlanEnded {
        /// The moment.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        at: DateTime<Utc>,
        /// Its day in the vendor's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
    },
    /// The plan ends.
    PlanEnds {
        /// The moment.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        at: DateTime<Utc>,
        /// Its day in the vendor's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
    },
}

/// Where each part of a row's line is, in days from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RunwayMarksView {
    /// Room is left until this day.
    pub room: Option<u32>,
    /// The forecast's 80 % range; an end of null is beyond the forecast.
    pub range: Option<(u32, Option<u32>)>,
    /// The likely day.
    pub likely: Option<u32>,
    /// Nothing is left; an end of null is not known.
    pub nothing: Option<(u32, Option<u32>)>,
    /// The reset.
    pub reset: Option<u32>,
    /// The plan's end.
    pub plan_end: Option<u32>,
}

/// The names of the pools, and whether their figures are hidden.
pub(super) struct Names<'a>(HashMap<&'a PoolId, (&'a str, bool)>);

impl<'a> Names<'a> {
    pub(super) fn of(portfolio: &'a Portfolio) -> Self {
        let pools = portfolio.pools.iter();
        Self(
            pools
                .map(|row| (&row.pool, (row.name.as_str(), row.hidden)))
                .collect(),
        )
    }
}

impl RunwayRowView {
    pub(super) fn of(row: &RunwayRow, names: &Names<'_>) -> Self {
        let figures = row.figures.as_ref();
        let (name, is_hidden) = names.0.get(&row.pool).copied().unwrap_or_default();
        Self {
            pool: row.pool.clone(),
            pool_name: name.to_owned(),
            matter: RunwayMatterView::from(&row.matter),
            level: row.level,
            used: figures.map(|(used, _)| shown::used(used, is_hidden)),
            total: figures.map(|(_, total)| shown::total(total, is_hidden)),
            runs_out: RunsOutView::from(&row.runs_out),
            days: row.days,
            has_run_out: row.has_run_out(),
            resets_on: row.resets_on,
            days_without: row.days_without,
            marks: RunwayMarksView::from(row.marks),
            history_days: row.history_days,
            taken_at: row.taken_at,
            source: row.source,
        }
    }
}

impl From<&RunwayMatter> for RunwayMatterView {
    fn from(matter: &RunwayMatter) -> Self {
        match matter {
            RunwayMatter::Benefit { code, name, trial } => Self::Benefit {
                code: code.clone(),
                name: name.clone(),
                trial: *trial,
            },
            RunwayMatter::Mau => Self::Mau,
            RunwayMatter::Plan { trials } => Self::Plan {
                trials: number(*trials),
            },
        }
    }
}

impl From<&RunsOut> for RunsOutView {
    fn from(runs_out: &RunsOut) -> Self {
        match *runs_out {
            RunsOut::Over { since } => Self::Over { since },
            RunsOut::Full => Self::Full,
            RunsOut::On {
                first,
                likely,
                last,
                percent,
            } => Self::On {
                first,
                likely,
                last,
                percent,
            },
            RunsOut::NoForecast { days, needed } => Self::NoForecast { days, needed },
            RunsOut::PlanEnded { at } => Self::PlanEnded {
                at,
                on: vendor_day(at),
            },
            RunsOut::PlanEnds { at } => Self::PlanEnds {
                at,
                on: vendor_day(at),
            },
        }
    }
}

impl From<RunwayMarks> for RunwayMarksView {
    fn from(marks: RunwayMarks) -> Self {
        let RunwayMarks {
            room,
            range,
            likely,
            nothing,
            reset,
            plan_end,
        } = marks;
        Self {
            room,
            range,
            likely,
            nothing,
            reset,
            plan_end,
        }
    }
}
