//! JSON documents, version 1: what programs read. Their schemas are in `docs/schema`, their description in
//! `docs/json.md`. New fields may be added; a field that changes its meaning raises the version.

mod alerts;
mod amount;
mod csv;
mod doctor;
mod export;
mod forecast;
mod guard;
mod history;
mod mau;
mod overview;
mod plan;
mod pools;
mod reading;
#[cfg(test)]
mod schemas;
mod usage;

use chrono::{DateTime, Utc};
use serde::Serialize;

use authgauge_app::PoolSnapshot;
use authgauge_core::error::Failure;
use authgauge_core::pool::{PoolId, Service};

pub use alerts::{AlertEntry, PoolAlerts};
pub use amount::{Amount, Measured};
pub use csv::csv;
pub use doctor::DoctorReport;
pub use export::{BenefitDays, PoolExport};
pub use forecast::{ForecastEntry, PoolForecast};
pub use guard::{GuardAnswer, GuardCheck, PoolGuard};
pub use history::PoolHistory;
pub use mau::{MauEntry, PoolMau};
pub use overview::{PoolOverview, RunsOutFirst};
pub use plan::{PlanEntry, PoolPlan};
pub use pools::PoolEntry;
pub use reading::{Age, ReadingFacts};
pub use usage::{BenefitEntry, PoolUsage};

/// The version of the format.
pub const VERSION: u8 = 1;

/// A document about some pools.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document<P> {
    /// The version of this format: 1.
    pub authgauge: u8,
    /// What the pools' entries hold.
    pub kind: DocumentKind,
    /// When the document was made.
    pub at: DateTime<Utc>,
    /// The pools that were asked for, in the owner's order.
    pub pools: Vec<P>,
    /// What could not be read, and why.
    pub errors: Vec<DocumentError>,
}

/// What a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Names and hosts.
    Pools,
    /// The worst about each pool.
    Overview,
    /// Benefits.
    Usage,
    /// Periods of monthly active users.
    Mau,
    /// Plans.
    Plan,
    /// The days of one benefit.
    History,
    /// When allowances will be used up.
    Forecast,
    /// Alerts.
    Alerts,
    /// The answer to one question.
    Guard,
    /// Everything that is known.
    Export,
    /// A report for a maintainer.
    Doctor,
}

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentError {
    /// The pool; null if it is about none.
    pub pool: Option<PoolId>,
    /// The code and its parameters.
    #[serde(flatten)]
    pub failure: Failure,
}

/// The pool that an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolName {
    /// Authgauge's ID for it.
    pub id: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// Host and, unless 443, port.
    pub host: String,
    /// The vendor's cloud, or a private deployment.
    pub service: Service,
}

/// An entry of a document.
pub trait Entry {
    /// The kind of documents with such entries.
    const KIND: DocumentKind;
}

impl<P: Entry> Document<P> {
    /// Of entries, made at this time.
    pub fn new(at: DateTime<Utc>, pools: Vec<P>) -> Self {
        Self {
            authgauge: VERSION,
            kind: P::KIND,
            at,
            pools,
            errors: Vec::new(),
        }
    }

    /// With what could not be read.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<DocumentError>) -> Self {
        self.errors = errors;
        self
    }
}

impl Document<PoolName> {
    /// Of a command that failed.
    pub fn failed(kind: DocumentKind, at: DateTime<Utc>, failure: Failure) -> Self {
        Self {
            authgauge: VERSION,
            kind,
            at,
            pools: Vec::new(),
            errors: vec![failure.into()],
        }
    }
}

impl DocumentError {
    /// Why the last refresh of a pool brought no usage, if it did not.
    pub fn of(pool: &PoolSnapshot) -> Option<Self> {
        Some(Self {
            pool: Some(pool.pool.id.clone()),
            failure: pool.usage_failure.clone()?,
        })
    }
}

impl From<Failure> for DocumentError {
    fn from(failure: Failure) -> Self {
        Self {
            pool: None,
            failure,
        }
    }
}

impl From<&PoolSnapshot> for PoolName {
    fn from(snapshot: &PoolSnapshot) -> Self {
        let pool = &snapshot.pool;
        Self {
            id: pool.id.clone(),
            name: pool.name.clone(),
            host: pool.host.name().to_owned(),
            service: pool.service,
        }
    }
}
