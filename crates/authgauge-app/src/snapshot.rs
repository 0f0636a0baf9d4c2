//! What is known at one moment, as domain values: every view, table and document is made from these.

use chrono::{DateTime, Utc};
use genauth::{Benefit, Plan};
use serde::{Deserialize, Serialize};

use authgauge_core::alert::Alert;
use authgauge_core::error::Failure;
use authgauge_core::level::{Level, Thresholds, percent, whole_percent};
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::Pool;
use authgauge_core::reading::Reading;
use authgauge_core::settings::ValidSettings;
use authgauge_core::trend::Trend;
use authgauge_store::StoreTrouble;

use crate::hook_programs::HookPrograms;
use crate::keychain::KeyPlace;

/// Everything that is not one pool's figures, and a summary of each pool.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Higher is later, across all applications of this process.
    pub revision: u32,
    /// In the owner's order.
    pub pools: Vec<PoolSnapshot>,
    /// The newest first.
    pub alerts: Vec<AlertSnapshot>,
    /// How many of them the owner has not seen.
    pub unseen_alerts: usize,
    /// As set.
    pub settings: ValidSettings,
    /// The programs that receive alerts.
    pub hook_programs: HookPrograms,
    /// The pools are simulated.
    pub demo: bool,
    /// Where access keys are kept.
    pub keychain: KeychainStatus,
    /// What is wrong with the database.
    pub store_trouble: Option<StoreTrouble>,
    /// The program's version and data folder.
    pub about: About,
}

/// A pool and all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolSnapshot {
    /// Higher is later, across all applications of this process.
    pub revision: u32,
    /// When this snapshot was made.
    pub now: DateTime<Utc>,
    /// Name, host and sign-in way.
    pub pool: Pool,
    /// Where its access key is.
    pub key: KeyPlace,
    /// Its benefits, in the server's order. None until a first reading.
    pub usage: Option<Reading<Vec<BenefitStatus>>>,
    /// Its plan.
    pub plan: Option<Reading<Plan>>,
    /// When the running MAU period's allowance will be used up. None without a running period.
    pub mau_outlook: Option<Outlook>,
    /// Changes with each change of the MAU history.
    pub mau_revision: u32,
    /// Why the last refresh brought no usage.
    pub usage_failure: Option<Failure>,
    /// Local time minus server time in milliseconds.
    pub clock_ahead_ms: Option<i64>,
    /// A refresh is under way.
    pub refreshing: bool,
    /// The figures are the demo's.
    pub demo: bool,
}

/// A benefit, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct BenefitStatus {
    /// As reported.
    pub benefit: Benefit,
    /// How close it is to its limit.
    pub level: Level,
    /// Used of total as a whole number of percent that agrees with the level.
    pub percent: Option<u32>,
    /// Its last days. None while fewer than two are known.
    pub trend: Option<Trend>,
    /// When it will be used up.
    pub outlook: Outlook,
}

/// An alert of the log, with what is known of its pool now.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertSnapshot {
    /// As recorded.
    pub alert: Alert,
    /// The pool's name now.
    pub pool_name: String,
    /// Host and, unless 443, port of the pool.
    pub host: String,
    /// Alerts of its subject are recorded and not delivered.
    pub muted: bool,
}

/// Where access keys are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeychainStatus {
    /// The product's name: `GNOME Keyring`, `KWallet`, `Keychain`, `Credential Manager`…
    pub name: String,
    /// Keys are held in memory until the program ends: there is no keychain, or this is a demo.
    pub session_only: bool,
    /// Why the last call of the keychain failed, if it did.
    pub trouble: Option<Failure>,
}

/// The program's version and data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct About {
    /// Of the program.
    pub version: String,
    /// The folder of the database.
    pub data_dir: String,
}

impl BenefitStatus {
    /// The status of a benefit without history.
    pub fn new(benefit: &Benefit, thresholds: Thresholds) -> Self {
        let level = Level::of(benefit, thresholds);
        let percent = percent(&benefit.used, &benefit.total);
        Self {
            benefit: benefit.clone(),
            level,
            percent: percent.map(|percent| whole_percent(percent, level, thresholds)),
            trend: None,
            outlook: Outlook::of(&benefit.used, &benefit.total, None, 0),
        }
    }
}

impl PoolSnapshot {
    /// Its benefits; none before a first reading.
    pub fn benefits(&self) -> &[BenefitStatus] {
        self.usage
            .as_ref()
            .map(|usage| usage.value.as_slice())
            .unwrap_or_default()
    }

    /// The benefit with the worst level, and the highest percentage among those.
    pub fn worst(&self) -> Option<&BenefitStatus> {
        worst(self.benefits())
    }
}

/// The benefit with the worst level, and the highest percentage among those.
pub(crate) fn worst(benefits: &[BenefitStatus]) -> Option<&BenefitStatus> {
    benefits
        .iter()
        .max_by_key(|status| (status.level.severity(), status.percent))
}
