use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use authgauge_app::{AlertSnapshot, BenefitRules, PoolRules};
use authgauge_core::alert::{
    AlertAmount, AlertKind, AlertSubject, AmountOf, InboxRow, InboxState, RuleScope,
};
use authgauge_core::pool::PoolId;
use authgauge_core::tone::Tone;

use super::privacy;

/// An alert of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AlertView {
    /// Its number; a later alert has a higher one.
    pub id: u32,
    /// Its pool.
    pub pool: PoolId,
    /// The owner's name for the pool now.
    pub pool_name: String,
    /// The part of the pool it is about; a benefit has its name of now.
    pub subject: AlertSubject,
    /// What muting it mutes.
    pub scope: RuleScope,
    /// That of the card it is about.
    pub tone: Tone,
    /// What happened.
    pub kind: AlertKind,
    /// When it was noticed.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
    /// The owner has seen it in the list.
    pub seen: bool,
    /// It no longer holds, or a later alert replaced it.
    pub over: bool,
    /// Not delivered again before then; then once more if it still holds.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Alerts of its scope, or of the whole pool, are recorded and not delivered.
    pub muted: bool,
    /// All alerts of the pool are muted.
    pub pool_muted: bool,
}

/// A row of the inbox: a matter with its alerts, or a summary of what already was so at a pool's first reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "InboxRow"))]
pub struct InboxRowView {
    /// Where it stands.
    pub state: InboxState,
    /// That of its worst alert.
    pub tone: Tone,
    /// IDs: the alert that stands for the matter, then its earlier ones. In a summary, one alert for each matter.
    pub alerts: Vec<u32>,
    /// It is a summary.
    pub summary: bool,
    /// The owner has not seen it.
    pub unseen: bool,
}

/// The alert rules of a pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AlertRulesView {
    /// Percent used, ascending; None inherits the settings', an empty list means never.
    pub thresholds: Option<Vec<u8>>,
    /// All alerts of the pool are recorded and not delivered.
    pub muted: bool,
    /// The parts of the pool that are muted by themselves, besides benefits.
    pub muted_parts: Vec<RuleScope>,
    /// In the server's order; benefits with a rule that are not reported now come last.
    pub benefits: Vec<BenefitRulesView>,
}

/// The alert rule of a benefit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "BenefitRules"))]
pub struct BenefitRulesView {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`; the code where it is not reported now.
    pub name: String,
    /// Percent used, ascending; None inherits the pool's, an empty list means never.
    pub thresholds: Option<Vec<u8>>,
    /// A number left or used.
    pub amount: Option<AlertAmount>,
    /// What a number would count, as it is reported now.
    pub counts: AmountOf,
    /// Its alerts are recorded and not delivered.
    pub muted: bool,
}

impl From<&AlertSnapshot> for AlertView {
    fn from(snapshot: &AlertSnapshot) -> Self {
        let snapshot = privacy::for_notification(snapshot.clone());
        let alert = snapshot.alert;
        Self {
            id: alert.id,
            pool: alert.pool,
            pool_name: snapshot.pool_name,
            subject: alert.subject,
            scope: snapshot.scope,
            tone: snapshot.tone,
            kind: alert.kind,
            at: alert.at,
            seen: alert.seen,
            over: alert.over,
            snoozed_until: alert.snoozed_until,
            muted: snapshot.muted,
            pool_muted: snapshot.pool_muted,
        }
    }
}

impl InboxRowView {
    /// Whether it is counted beside the entry of the alerts.
    pub(super) fn is_new(&self) -> bool {
        self.unseen && self.state == InboxState::Open
    }
}

impl From<InboxRow> for InboxRowView {
    fn from(row: InboxRow) -> Self {
        Self {
            state: row.state,
            tone: row.tone,
            alerts: row.alerts,
            summary: row.summary,
            unseen: row.unseen,
        }
    }
}

impl From<PoolRules> for AlertRulesView {
    fn from(rules: PoolRules) -> Self {
        Self {
            thresholds: rules.pool.thresholds,
            muted: rules.pool.muted,
            muted_parts: rules.muted_parts,
            benefits: rules.benefits.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<BenefitRules> for BenefitRulesView {
    fn from(rules: BenefitRules) -> Self {
        Self {
            code: rules.code,
            name: rules.name,
            thresholds: rules.rule.thresholds,
            amount: rules.rule.amount,
            counts: rules.counts,
            muted: rules.rule.muted,
        }
    }
}
