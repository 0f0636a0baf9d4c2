use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use authgauge_app::{Fix, HeatCell, HeatColumn, HeatRow, PlanEndFact, ReadTrouble};
use authgauge_core::error::Failure;
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::tone::Tone;

use super::{number, shown};
use crate::card::{AllowanceView, Figure};

/// A benefit that many pools have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HeatColumnView {
    /// The vendor's `modelCode`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// It is the running MAU period.
    pub mau: bool,
}

/// A pool and how full its benefits are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HeatRowView {
    /// The pool.
    pub pool: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// Host and, unless 443, port.
    pub host: String,
    /// Its place in the owner's order, from 0.
    pub place: u32,
    /// The level of what is worst about it. None while nothing is known.
    pub level: Option<Level>,
    /// The colour of that.
    pub tone: Tone,
    /// One for each column; None where the pool does not report the benefit.
    pub cells: Vec<Option<HeatCellView>>,
    /// The worst of the benefits without a column.
    pub rest: Option<HeatCellView>,
    /// How many benefits have no column.
    pub rest_count: u32,
    /// When its plan ends.
    pub plan_end: Option<PlanEndView>,
    /// Why it can't be read.
    pub trouble: Option<TroubleView>,
    /// When its figures were taken. None while there are none.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub taken_at: Option<DateTime<Utc>>,
    /// A refresh is under way.
    pub refreshing: bool,
    /// Something is near its limit, ends or runs out within 30 days, or can't be read.
    pub needs_attention: bool,
    /// It was read, and nothing needs attention.
    pub has_room: bool,
}

/// How full a benefit is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HeatCellView {
    /// The vendor's `modelCode`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How close to the limit.
    pub level: Level,
    /// Used of total; None where there is no percentage.
    pub percent: Option<u32>,
    /// Used.
    pub used: Figure,
    /// Of how much.
    pub total: AllowanceView,
    /// It is on trial.
    pub trial: bool,
}

/// When a plan ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlanEndView {
    /// The moment.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
    /// Its day in the vendor's calendar.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub on: NaiveDate,
    /// It has ended.
    pub ended: bool,
    /// It ends within 30 days, or has ended.
    pub soon: bool,
}

/// Why a pool can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TroubleView {
    /// Of the last refresh.
    pub failure: Failure,
    /// What the owner can do.
    pub fix: TroubleFix,
    /// When the figures that are kept were taken.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub taken_at: Option<DateTime<Utc>>,
}

/// What the owner can do about a pool that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TroubleFix {
    /// Nothing helps but another access key.
    ReplaceKey,
    /// It may pass: refresh again.
    TryAgain,
}

impl From<&HeatColumn> for HeatColumnView {
    fn from(column: &HeatColumn) -> Self {
        Self {
            code: column.code.clone(),
            name: column.name.clone(),
            mau: column.mau,
        }
    }
}

impl From<&HeatRow> for HeatRowView {
    fn from(row: &HeatRow) -> Self {
        let (condition, trouble) = (row.condition.as_ref(), row.trouble.as_ref());
        let cells = row.cells.iter();
        let view = |cell: &HeatCell| HeatCellView::of(cell, row.hidden);
        Self {
            pool: row.pool.clone(),
            name: row.name.clone(),
            host: shown::host(row),
            place: number(row.place),
            level: condition.map(PoolCondition::level),
            tone: condition.map_or(Tone::Neutral, Tone::from),
            cells: cells.map(|cell| cell.as_ref().map(view)).collect(),
            rest: row.rest.as_ref().map(view),
            rest_count: number(row.rest_count),
            plan_end: row.plan_end.map(PlanEndView::from),
            trouble: trouble.map(|trouble| TroubleView::of(trouble, row.hidden)),
            taken_at: row.taken_at,
            refreshing: row.refreshing,
            needs_attention: row.needs_attention,
            has_room: row.has_room,
        }
    }
}

impl HeatCellView {
    fn of(cell: &HeatCell, is_hidden: bool) -> Self {
        let (used, total) = &cell.figures;
        Self {
            code: cell.code.clone(),
            name: cell.name.clone(),
            level: cell.status.level,
            percent: shown::percent(cell.status.percent, is_hidden),
            used: shown::used(used, is_hidden),
            total: shown::total(total, is_hidden),
            trial: cell.trial,
        }
    }
}

impl From<PlanEndFact> for PlanEndView {
    fn from(end: PlanEndFact) -> Self {
        let PlanEndFact {
            at,
            on,
            ended,
            soon,
        } = end;
        Self {
            at,
            on,
            ended,
            soon,
        }
    }
}

impl TroubleView {
    fn of(trouble: &ReadTrouble, is_hidden: bool) -> Self {
        Self {
            failure: shown::failure(&trouble.failure, is_hidden),
            fix: match trouble.fix {
                Fix::ReplaceKey => TroubleFix::ReplaceKey,
                Fix::TryAgain => TroubleFix::TryAgain,
            },
            taken_at: trouble.taken_at,
        }
    }
}
