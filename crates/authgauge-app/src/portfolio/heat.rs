use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use genauth::{Allowance, Quantity};

use authgauge_core::calendar::{of_vendor_time, vendor_day};
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;
use authgauge_core::pool_condition::{NEAR_DAYS, PoolCondition, UseStatus};

use super::trouble::ReadTrouble;
use crate::snapshot::{BenefitStatus, PoolSnapshot, is_mau};

/// The columns that fit into the window.
const MAX_COLUMNS: usize = 8;

/// The code of the MAU's column.
const MAU: &str = "MAU";

/// A benefit that many pools have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatColumn {
    /// The vendor's `modelCode`.
    pub code: String,
    /// As the first pool that has it calls it.
    pub name: String,
    /// It is the running MAU period.
    pub mau: bool,
}

/// A pool and how full its benefits are.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// The pool.
    pub pool: PoolId,
    /// The owner's name for it, or what stands for that while names are hidden.
    pub name: String,
    /// Names, hosts and figures are hidden.
    pub hidden: bool,
    /// Host and, unless 443, port.
    pub host: String,
    /// Its place in the owner's order, from 0.
    pub place: usize,
    /// What is worst about it. None while nothing is known.
    pub condition: Option<PoolCondition>,
    /// One for each column; None where the pool does not report the benefit, or the owner hid it.
    pub cells: Vec<Option<HeatCell>>,
    /// The worst of the benefits without a column.
    pub rest: Option<HeatCell>,
    /// How many benefits have no column.
    pub rest_count: usize,
    /// When its plan ends.
    pub plan_end: Option<PlanEndFact>,
    /// Why it can't be read.
    pub trouble: Option<ReadTrouble>,
    /// When its figures were taken. None while there are none.
    pub taken_at: Option<DateTime<Utc>>,
    /// A refresh is under way.
    pub refreshing: bool,
    /// Something about it is near its limit, ends or runs out within 30 days, or it can't be read.
    pub needs_attention: bool,
    /// It was read, and nothing needs attention.
    pub has_room: bool,
}

/// How full a benefit is.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// Level and percentage.
    pub status: UseStatus,
    /// Used of total.
    pub figures: (Quantity, Allowance),
    /// It is on trial.
    pub trial: bool,
}

/// When a plan ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanEndFact {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Its day in the vendor's calendar.
    pub on: NaiveDate,
    /// It has ended.
    pub ended: bool,
    /// It ends within 30 days, or has ended.
    pub soon: bool,
}

/// The benefits that most pools have, at most eight; the MAU first.
pub(super) fn columns(pools: &[PoolSnapshot]) -> Vec<HeatColumn> {
    let mut found: BTreeMap<String, (usize, HeatColumn)> = BTreeMap::new();
    for cell in pools.iter().flat_map(cells) {
        if cell.status.level == Level::NotIncluded {
            continue;
        }
        let column = HeatColumn {
            mau: cell.code == MAU,
            code: cell.code.clone(),
            name: cell.name,
        };
        found.entry(cell.code).or_insert((0, column)).0 += 1;
    }
    let mut columns: Vec<_> = found.into_values().collect();
    columns.sort_by_key(|(count, column)| (!column.mau, Reverse(*count)));
    let columns = columns.into_iter().map(|(_, column)| column);
    columns.take(MAX_COLUMNS).collect()
}

pub(super) fn row(
    pool: &PoolSnapshot,
    place: usize,
    columns: &[HeatColumn],
    now: DateTime<Utc>,
) -> HeatRow {
    let mut rest = cells(pool);
    let cells = columns.iter().map(|column| take(&mut rest, &column.code));
    let cells = cells.collect();
    let trouble = ReadTrouble::of(pool);
    let level = pool.urgency().map(|urgency| urgency.level());
    let is_calm = level.is_none_or(|level| level.severity() < Level::Near.severity());
    HeatRow {
        pool: pool.pool.id.clone(),
        name: pool.alias.as_ref().unwrap_or(&pool.pool.name).clone(),
        hidden: pool.alias.is_some(),
        host: pool.pool.host.name().to_owned(),
        place,
        condition: pool.condition(),
        cells,
        rest_count: rest.len(),
        rest: rest.into_iter().reduce(worse),
        plan_end: plan_end(pool, now),
        taken_at: pool.usage.as_ref().map(|usage| usage.taken_at),
        refreshing: pool.refreshing,
        needs_attention: trouble.is_some() || !is_calm,
        has_room: trouble.is_none() && is_calm && pool.usage.is_some(),
        trouble,
    }
}

/// One for each listed code, the worst first reported; the running MAU period under the code that a benefit of it has.
fn cells(pool: &PoolSnapshot) -> Vec<HeatCell> {
    let mut cells: Vec<HeatCell> = Vec::with_capacity(pool.benefits().len() + 1);
    let mau = (!pool.reports_mau()).then(|| mau_cell(pool)).flatten();
    for cell in mau.into_iter().chain(pool.listed().map(HeatCell::of)) {
        match cells.iter_mut().find(|known| known.code == cell.code) {
            Some(known) => *known = worse(known.clone(), cell),
            None => cells.push(cell),
        }
    }
    cells
}

impl HeatCell {
    fn of(status: &BenefitStatus) -> Self {
        let BenefitStatus { level, percent, .. } = *status;
        let benefit = &status.benefit;
        let code = match is_mau(benefit) {
            true => MAU,
            false => &benefit.code,
        };
        Self {
            code: code.to_owned(),
            name: benefit.name.clone(),
            status: UseStatus { level, percent },
            figures: (benefit.used.clone(), benefit.total.clone()),
            trial: benefit.trial,
        }
    }
}

fn mau_cell(pool: &PoolSnapshot) -> Option<HeatCell> {
    let mau = &pool.mau.as_ref()?.value;
    Some(HeatCell {
        code: MAU.to_owned(),
        name: MAU.to_owned(),
        status: pool.mau_use?,
        figures: (mau.used.clone(), mau.total.clone()),
        trial: false,
    })
}

fn take(cells: &mut Vec<HeatCell>, code: &str) -> Option<HeatCell> {
    let index = cells.iter().position(|cell| cell.code == code)?;
    Some(cells.remove(index))
}

fn worse(one: HeatCell, other: HeatCell) -> HeatCell {
    match other.status.rank() > one.status.rank() {
        true => other,
        false => one,
    }
}

fn plan_end(pool: &PoolSnapshot, now: DateTime<Utc>) -> Option<PlanEndFact> {
    let ends_at = pool.plan.as_ref()?.value.ends_at.known()?;
    let at = of_vendor_time(ends_at)?;
    let on = ends_at.date();
    let days = (on - vendor_day(now)).num_days();
    let ended = at <= now;
    Some(PlanEndFact {
        at,
        on,
        ended,
        soon: ended || days <= i64::from(NEAR_DAYS),
    })
}
