use serde::Serialize;

use authgauge_app::{BenefitStatus, PoolSnapshot};
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;

use super::{Age, DocumentKind, Entry, Measured, PoolName, ReadingFacts};
use crate::card::left_and_over;

/// The benefits of a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolUsage {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// In the server's order; null while nothing is known, empty if the server reports none.
    pub benefits: Option<Vec<BenefitEntry>>,
}

/// A benefit and its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BenefitEntry {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// The vendor's `current`.
    pub used: Measured,
    /// The vendor's `amount`.
    pub limit: Measured,
    /// The limit minus what is used, as a plain decimal string, if not negative.
    pub left: Option<String>,
    /// What is used minus the limit, as a plain decimal string, if positive.
    pub over: Option<String>,
    /// Used of the limit as a whole percentage that agrees with the level.
    pub percent: Option<u32>,
    /// How close to the limit.
    pub level: Level,
    /// The vendor's `experience`: included for the trial period only.
    pub trial: bool,
    /// The owner hid it in the window.
    pub hidden: bool,
    /// When it will be used up.
    pub outlook: Outlook,
}

impl Entry for PoolUsage {
    const KIND: DocumentKind = DocumentKind::Usage;
}

impl PoolUsage {
    /// Of a pool.
    pub fn of(snapshot: &PoolSnapshot, age: Age) -> Self {
        let benefits = snapshot.usage.as_ref().map(|usage| {
            let reading = age.of(usage);
            let entry = |status| BenefitEntry::of(status, reading);
            usage.value.iter().map(entry).collect()
        });
        Self {
            pool: snapshot.into(),
            benefits,
        }
    }
}

impl BenefitEntry {
    fn of(status: &BenefitStatus, reading: ReadingFacts) -> Self {
        let benefit = &status.benefit;
        let (left, over) = left_and_over(benefit);
        Self {
            code: benefit.code.clone(),
            name: benefit.name.clone(),
            used: Measured::of(&benefit.used, reading),
            limit: Measured::of(&benefit.total, reading),
            left,
            over,
            percent: status.percent,
            level: status.level,
            trial: benefit.trial,
            hidden: status.unlisted,
            outlook: status.outlook.clone(),
        }
    }
}
