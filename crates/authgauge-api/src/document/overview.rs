use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use authgauge_app::{HeatRow, PoolSnapshot, Portfolio, RunwayMatter, RunwayRow, Snapshot};
use authgauge_core::alert::AlertSubject;
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;
use authgauge_core::pool_condition::PoolCondition;

use super::{Age, DocumentKind, Entry, PoolName, ReadingFacts};

/// The worst about a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolOverview {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// The worst of its benefits, MAU, access key and plan; null while nothing is known.
    pub condition: Option<PoolCondition>,
    /// The level of the condition.
    pub level: Option<Level>,
    /// Something about it is near its limit, ends or runs out within 30 days, or it can't be read.
    pub needs_attention: bool,
    /// It was read, and nothing needs attention.
    pub has_room: bool,
    /// What runs out first, within 90 days, or ran out; null if nothing does.
    pub runs_out: Option<RunsOutFirst>,
    /// How many benefits the server reports; null while nothing is known.
    pub benefits: Option<u32>,
    /// How many of them are on trial.
    pub trials: u32,
    /// When the plan ends, if that is known.
    pub plan_ends_at: Option<DateTime<Utc>>,
    /// Age and source of the usage; null while nothing is known.
    pub reading: Option<ReadingFacts>,
}

/// The most urgent of what runs out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RunsOutFirst {
    /// A benefit, the running MAU period, or the plan, which is about the pool as a whole.
    pub subject: AlertSubject,
    /// Its level, raised by how soon it runs out.
    pub level: Level,
    /// Days until then in the vendor's calendar (UTC+8); 0 if it has run out, null if no day is known.
    pub days: Option<u32>,
    /// The reset that ends the time without, if it is known.
    pub resets_on: Option<NaiveDate>,
}

impl Entry for PoolOverview {
    const KIND: DocumentKind = DocumentKind::Overview;
}

impl PoolOverview {
    /// Of all pools of a snapshot, in the owner's order. What the owner hid in the window is here all the same.
    pub fn all(snapshot: &Snapshot, age: Age) -> Vec<Self> {
        let snapshot = snapshot.clone().with_all_listed();
        let portfolio = Portfolio::of(&snapshot, age.now);
        let rows = portfolio.pools.iter().map(|row| (&row.pool, row));
        let rows: HashMap<&PoolId, &HeatRow> = rows.collect();
        let mut runway: HashMap<&PoolId, &RunwayRow> = HashMap::new();
        for row in &portfolio.runway {
            // The first of a pool is its most urgent one.
            runway.entry(&row.pool).or_insert(row);
        }
        let pools = snapshot.pools.iter();
        pools
            .map(|pool| {
                let id = &pool.pool.id;
                Self::of(pool, rows.get(id).copied(), runway.get(id).copied(), age)
            })
            .collect()
    }

    fn of(
        snapshot: &PoolSnapshot,
        row: Option<&HeatRow>,
        runs_out: Option<&RunwayRow>,
        age: Age,
    ) -> Self {
        let condition = snapshot.condition();
        let trials = snapshot.benefits().iter();
        let trials = trials.filter(|status| status.benefit.trial).count();
        let usage = snapshot.usage.as_ref();
        Self {
            pool: snapshot.into(),
            level: condition.as_ref().map(PoolCondition::level),
            condition,
            needs_attention: row.is_some_and(|row| row.needs_attention),
            has_room: row.is_some_and(|row| row.has_room),
            runs_out: runs_out.map(RunsOutFirst::from),
            benefits: usage.map(|usage| count(usage.value.len())),
            trials: count(trials),
            plan_ends_at: row.and_then(|row| row.plan_end).map(|end| end.at),
            reading: usage.map(|usage| age.of(usage)),
        }
    }
}

impl From<&RunwayRow> for RunsOutFirst {
    fn from(row: &RunwayRow) -> Self {
        Self {
            subject: match &row.matter {
                RunwayMatter::Benefit { code, name, .. } => AlertSubject::Benefit {
                    code: code.clone(),
                    name: name.clone(),
                },
                RunwayMatter::Mau => AlertSubject::Mau,
                RunwayMatter::Plan { .. } => AlertSubject::Pool,
            },
            level: row.level,
            days: row.days,
            resets_on: row.resets_on,
        }
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
