//! What is known at one moment, as domain values: every view, table and document is made from these.

use std::cmp::Reverse;

use chrono::{DateTime, NaiveDate, Utc};
use genauth::{Allowance, Benefit, Plan, Quantity};
use serde::{Deserialize, Serialize};

use authgauge_core::alert::{Alert, InboxEntry, InboxRow, RuleScope, inbox};
use authgauge_core::calendar::vendor_day;
use authgauge_core::error::Failure;
use authgauge_core::level::{Level, Thresholds};
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::Pool;
use authgauge_core::pool_condition::{PoolCondition, UseStatus};
use authgauge_core::reading::Reading;
use authgauge_core::settings::ValidSettings;
use authgauge_core::tone::Tone;
use authgauge_core::trend::Trend;
use authgauge_core::urgency::{Urgency, days_left};
use authgauge_store::{Losses, StoreTrouble};

use crate::hook_programs::HookPrograms;
use crate::keychain::KeyPlace;
use crate::policy::PolicySummary;
use crate::webhook_state::WebhookState;

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
    /// Whether alerts are sent to the webhook.
    pub webhook: WebhookState,
    /// The programs that receive alerts.
    pub hook_programs: HookPrograms,
    /// What the organisation decides.
    pub policy: PolicySummary,
    /// The pools are simulated.
    pub demo: bool,
    /// Where access keys are kept.
    pub keychain: KeychainStatus,
    /// The messages to the webhook or program that were given up.
    pub losses: Option<Losses>,
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
    /// What stands for its name while names, hosts and figures are hidden; None while they are shown.
    pub alias: Option<String>,
    /// Where its access key is.
    pub key: KeyPlace,
    /// Its benefits, in the server's order. None until a first reading.
    pub usage: Option<Reading<Vec<BenefitStatus>>>,
    /// How many more the server reported than are read.
    pub omitted_benefits: usize,
    /// Its plan.
    pub plan: Option<Reading<Plan>>,
    /// How far the running MAU period is used.
    pub mau_use: Option<UseStatus>,
    /// When the running MAU period's allowance will be used up. None without a running period.
    pub mau_outlook: Option<Outlook>,
    /// The running MAU period.
    pub mau: Option<Reading<MauStatus>>,
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
    /// What its history says.
    pub series: SeriesFacts,
    /// The owner hid it: it stays out of lists and levels.
    pub unlisted: bool,
}

/// The running MAU period.
#[derive(Debug, Clone, PartialEq)]
pub struct MauStatus {
    /// Monthly active users so far.
    pub used: Quantity,
    /// Their allowance.
    pub total: Allowance,
    /// Its last days. None while fewer than two are known.
    pub trend: Option<Trend>,
    /// What its history says; it resets when the period ends.
    pub series: SeriesFacts,
}

/// What a history says beside the outlook. Nothing in it is assumed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeriesFacts {
    /// The day of the next reset, if the count restarts regularly.
    pub resets_on: Option<NaiveDate>,
    /// The likely use on the day before it, rounded.
    pub before_reset: Option<u64>,
    /// The first of the days until the last one on which more was used than the total. None if it is not over, or if
    /// the day is not known.
    pub over_since: Option<NaiveDate>,
    /// Days since the use last changed; 0 if it changed on the last day.
    pub unchanged_days: u16,
    /// Days between the first and the last reading that the forecast is, or would be, made from.
    pub history_days: u16,
}

/// An alert of the log, with what is known of its pool now.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertSnapshot {
    /// As recorded, with the benefit's name of now.
    pub alert: Alert,
    /// What muting it mutes.
    pub scope: RuleScope,
    /// Its colour.
    pub tone: Tone,
    /// The pool's name now.
    pub pool_name: String,
    /// Host and, unless 443, port of the pool.
    pub host: String,
    /// Alerts of its scope, or of the whole pool, are recorded and not delivered.
    pub muted: bool,
    /// All alerts of the pool are muted.
    pub pool_muted: bool,
    /// The others that it stands for, if it is the worst of many that were raised at once.
    pub also: Option<AlsoRaised>,
    /// What stands for the pool's name while names, hosts and figures are hidden; None while they are shown.
    pub alias: Option<String>,
}

/// Alerts that were raised at the same time as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlsoRaised {
    /// How many.
    pub count: usize,
    /// Some are of other pools.
    pub several_pools: bool,
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        let UseStatus { level, percent } = UseStatus::of(&benefit.used, &benefit.total, thresholds);
        Self {
            benefit: benefit.clone(),
            level,
            percent,
            trend: None,
            outlook: Outlook::of(&benefit.used, &benefit.total, None, 0),
            series: SeriesFacts::default(),
            unlisted: false,
        }
    }

    /// How urgent it is.
    pub fn urgency(&self, today: NaiveDate) -> Urgency {
        Urgency::of(&self.into(), days_left(&self.outlook, today))
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

    /// Its benefits without those that the owner hid.
    pub fn listed(&self) -> impl Iterator<Item = &BenefitStatus> {
        self.benefits().iter().filter(|status| !status.unlisted)
    }

    /// As if the owner had hidden nothing.
    #[must_use]
    pub fn with_all_listed(mut self) -> Self {
        let benefits = self.usage.iter_mut().flat_map(|usage| &mut usage.value);
        benefits.for_each(|status| status.unlisted = false);
        self
    }

    /// The worst of its listed benefits, MAU, access key and plan. None while nothing is known.
    pub fn condition(&self) -> Option<PoolCondition> {
        PoolCondition::worst(self.uses().chain(self.stops()))
    }

    /// The most urgent of its listed benefits, MAU, access key and plan. None while nothing is known.
    pub fn urgency(&self) -> Option<Urgency> {
        let today = vendor_day(self.now);
        let benefits = self.listed();
        let benefits = benefits.map(|status| (PoolCondition::from(status), Some(&status.outlook)));
        let mau = self.mau_use.filter(|_| !self.reports_mau());
        let mau = mau.map(|mau| (PoolCondition::from(mau), self.mau_outlook.as_ref()));
        let stops = self.stops().map(|condition| (condition, None));
        let all = benefits.chain(mau).chain(stops);
        all.map(|(condition, outlook)| {
            let days = outlook.and_then(|outlook| days_left(outlook, today));
            Urgency::of(&condition, days)
        })
        .max()
    }

    /// The worst of one benefit, be it hidden, and what stops it: the access key, and a plan that has ended. Where the
    /// benefit is not reported, of the pool as a whole.
    fn condition_of(&self, code: &str) -> Option<PoolCondition> {
        let named = self.benefits().iter();
        let named = named.filter(|status| status.benefit.code == code);
        let mau = self.mau_use.filter(|_| code == MAU);
        let mut uses = named.map(PoolCondition::from).collect::<Vec<_>>();
        if uses.is_empty() {
            uses.extend(mau.map(PoolCondition::from));
        }
        match uses.is_empty() {
            true => self.condition(),
            false => {
                let ahead =
                    |condition: &PoolCondition| matches!(condition, PoolCondition::PlanEnds { .. });
                let stops = self.stops().filter(|condition| !ahead(condition));
                PoolCondition::worst(uses.into_iter().chain(stops))
            }
        }
    }

    /// What is wrong with its access key and its plan.
    fn stops(&self) -> impl Iterator<Item = PoolCondition> {
        let failure = self.usage_failure.as_ref();
        let key = failure.and_then(|failure| PoolCondition::of_failure(failure.code));
        let plan = self.plan.as_ref();
        let ends_at = plan.and_then(|plan| plan.value.ends_at.known());
        let plan = ends_at.and_then(|end| PoolCondition::of_plan(end, self.now));
        key.into_iter().chain(plan)
    }

    /// The running MAU period as if it were reported among the benefits.
    pub fn mau_as_benefit(&self) -> Option<BenefitStatus> {
        let MauStatus {
            used,
            total,
            trend,
            series,
        } = self.mau.as_ref()?.value.clone();
        let UseStatus { level, percent } = self.mau_use?;
        Some(BenefitStatus {
            benefit: Benefit {
                code: MAU.to_owned(),
                name: String::new(),
                used,
                total,
                trial: false,
            },
            level,
            percent,
            trend,
            outlook: self.mau_outlook.clone()?,
            series,
            unlisted: false,
        })
    }

    /// Whether the running MAU period is reported among the benefits too, be it hidden there.
    pub fn reports_mau(&self) -> bool {
        self.benefits().iter().any(|status| is_mau(&status.benefit))
    }

    /// Its listed benefits, in the server's order, and the running MAU period unless it is reported among the benefits.
    pub fn uses(&self) -> impl Iterator<Item = PoolCondition> {
        let mau = self.mau_use.filter(|_| !self.reports_mau());
        self.listed()
            .map(PoolCondition::from)
            .chain(mau.map(PoolCondition::from))
    }
}

impl Snapshot {
    /// The worst condition of all pools. None while nothing is known.
    pub fn condition(&self) -> Option<PoolCondition> {
        PoolCondition::worst(self.pools.iter().filter_map(PoolSnapshot::condition))
    }

    /// The pool that the tray follows, and the condition of what it follows there. None if it follows the worst of all,
    /// or if the pool is gone.
    pub fn followed(&self) -> Option<(&PoolSnapshot, Option<PoolCondition>)> {
        let focus = &self.settings.tray;
        let mut pools = self.pools.iter();
        let pool = pools.find(|pool| Some(&pool.pool.id) == focus.pool())?;
        let condition = match focus.code() {
            Some(code) => pool.condition_of(code),
            None => pool.condition(),
        };
        Some((pool, condition))
    }

    /// As if the owner had hidden nothing.
    #[must_use]
    pub fn with_all_listed(self) -> Self {
        let pools = self.pools.into_iter();
        Self {
            pools: pools.map(PoolSnapshot::with_all_listed).collect(),
            ..self
        }
    }

    /// The pools, the most urgent first; equal ones by name.
    pub fn worst_first(&self) -> Vec<&PoolSnapshot> {
        let mut pools: Vec<&PoolSnapshot> = self.pools.iter().collect();
        pools.sort_by_cached_key(|snapshot| {
            let pool = &snapshot.pool;
            let names = (pool.name.clone(), pool.id.clone());
            (Reverse(snapshot.urgency()), names)
        });
        pools
    }

    /// The alerts, one row for each matter.
    pub fn inbox(&self) -> Vec<InboxRow> {
        let entries = self.alerts.iter().map(AlertSnapshot::inbox_entry);
        inbox(&entries.collect::<Vec<_>>())
    }
}

impl AlertSnapshot {
    fn inbox_entry(&self) -> InboxEntry<'_> {
        InboxEntry {
            alert: &self.alert,
            tone: self.tone,
            muted: self.muted,
        }
    }
}

impl From<&BenefitStatus> for PoolCondition {
    fn from(status: &BenefitStatus) -> Self {
        Self::Benefit {
            code: status.benefit.code.clone(),
            name: status.benefit.name.clone(),
            level: status.level,
            percent: status.percent,
        }
    }
}

/// The code by which some servers report the running MAU period among the benefits.
const MAU: &str = "MAU";

/// Whether a benefit is the running MAU period, which some servers report among the benefits too.
pub(crate) fn is_mau(benefit: &Benefit) -> bool {
    benefit.code.eq_ignore_ascii_case(MAU)
}
