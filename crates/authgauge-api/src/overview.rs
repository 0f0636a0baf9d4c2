use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use authgauge_app::{
    About, HookPrograms, KeychainStatus, PolicySummary, PoolSnapshot, Snapshot, WebhookState,
};
use authgauge_core::error::Failure;
use authgauge_core::level::Level;
use authgauge_core::pool::{PoolId, Service};
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::settings::Settings;
use authgauge_core::tone::Tone;
use authgauge_store::{Losses, StoreTrouble};

use super::alert::{AlertView, InboxRowView};
use super::privacy;

/// Everything the window shows that is not one pool's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Overview {
    /// Higher is later: a response and an event may arrive in either order.
    pub revision: u32,
    /// In the owner's order.
    pub pools: Vec<PoolSummary>,
    /// The same pools in the worst condition first.
    pub worst_first: Vec<PoolId>,
    /// The alert log, newest first, at most 100.
    pub alerts: Vec<AlertView>,
    /// The same alerts, one row for each matter, the worst first.
    pub inbox: Vec<InboxRowView>,
    /// How many open rows the owner has not seen yet.
    pub unseen_alerts: u32,
    /// As set.
    pub settings: Settings,
    /// Whether alerts are sent to the webhook.
    pub webhook: WebhookState,
    /// The programs that receive alerts.
    pub hook_programs: HookPrograms,
    /// What the organisation decides.
    pub policy: PolicySummary,
    /// The figures are the demo's.
    pub demo: bool,
    /// Where access keys are kept.
    pub keychain: KeychainView,
    /// Alerts that the webhook or program did not get.
    pub undelivered: Option<UndeliveredView>,
    /// A problem with the database.
    pub store_trouble: Option<StoreTrouble>,
    /// For the settings screen.
    pub about: About,
}

/// Alerts that were given up: the webhook or program did not get them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UndeliveredView {
    /// How many, since the webhook was set or a test arrived.
    pub count: u32,
    /// When the last one was given up.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
    /// Why the last one was.
    pub failure: Failure,
}

/// A pool in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolSummary {
    /// Its ID.
    pub id: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// The vendor's cloud, or a private deployment.
    pub service: Service,
    /// Host and, unless 443, port.
    pub host: String,
    /// The worst of its benefits, MAU, access key and plan; None while nothing is known.
    pub condition: Option<PoolCondition>,
    /// The level of the condition.
    pub level: Option<Level>,
    /// The colour of the condition.
    pub tone: Tone,
    /// The percentage of the condition, where it has one.
    pub percent: Option<u32>,
    /// The last refresh failed.
    pub failing: bool,
    /// A refresh is in flight.
    pub refreshing: bool,
}

/// Where access keys are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct KeychainView {
    /// The product's name: `GNOME Keyring`, `KWallet`, `Keychain`, `Credential Manager`…
    pub name: String,
    /// Keys are held in memory until Authgauge ends: there is no keychain, or this is a demo.
    pub session_only: bool,
    /// Why the last call of the keychain failed, if it did.
    pub trouble: Option<Failure>,
}

impl From<&Snapshot> for Overview {
    fn from(snapshot: &Snapshot) -> Self {
        let overview = Self::shown(snapshot);
        match snapshot.settings.privacy {
            true => overview.hidden(),
            false => overview,
        }
    }
}

impl Overview {
    fn shown(snapshot: &Snapshot) -> Self {
        let inbox: Vec<_> = snapshot
            .inbox()
            .into_iter()
            .map(InboxRowView::from)
            .collect();
        let unseen = inbox.iter().filter(|row| row.is_new()).count();
        Self {
            revision: snapshot.revision,
            pools: snapshot.pools.iter().map(PoolSummary::from).collect(),
            worst_first: ids(&snapshot.worst_first()),
            alerts: snapshot.alerts.iter().map(AlertView::from).collect(),
            inbox,
            unseen_alerts: u32::try_from(unseen).unwrap_or(u32::MAX),
            settings: snapshot.settings.clone().into(),
            webhook: snapshot.webhook,
            hook_programs: snapshot.hook_programs.clone(),
            policy: snapshot.policy.clone(),
            demo: snapshot.demo,
            keychain: KeychainView::from(&snapshot.keychain),
            undelivered: snapshot.losses.clone().map(UndeliveredView::from),
            store_trouble: snapshot.store_trouble.clone(),
            about: snapshot.about.clone(),
        }
    }

    /// Pools and alerts have hidden their own already.
    fn hidden(self) -> Self {
        let undelivered = self.undelivered.map(|undelivered| UndeliveredView {
            failure: privacy::failure(undelivered.failure),
            ..undelivered
        });
        let keychain = KeychainView {
            trouble: self.keychain.trouble.map(privacy::failure),
            ..self.keychain
        };
        Self {
            settings: privacy::settings(self.settings),
            hook_programs: privacy::programs(self.hook_programs),
            keychain,
            undelivered,
            store_trouble: self.store_trouble.map(privacy::trouble),
            about: privacy::about(self.about),
            ..self
        }
    }
}

impl From<Losses> for UndeliveredView {
    fn from(losses: Losses) -> Self {
        Self {
            count: losses.count,
            at: losses.at,
            failure: losses.failure,
        }
    }
}

pub(super) fn ids(pools: &[&PoolSnapshot]) -> Vec<PoolId> {
    pools.iter().map(|pool| pool.pool.id.clone()).collect()
}

impl From<&PoolSnapshot> for PoolSummary {
    fn from(snapshot: &PoolSnapshot) -> Self {
        let condition = match snapshot.alias {
            Some(_) => snapshot.condition().map(privacy::condition),
            None => snapshot.condition(),
        };
        let (name, host) = privacy::name_and_host(snapshot);
        Self {
            id: snapshot.pool.id.clone(),
            name,
            service: snapshot.pool.service,
            host,
            level: condition.as_ref().map(PoolCondition::level),
            tone: condition.as_ref().map_or(Tone::Neutral, Tone::from),
            percent: condition.as_ref().and_then(PoolCondition::percent),
            condition,
            failing: snapshot.usage_failure.is_some(),
            refreshing: snapshot.refreshing,
        }
    }
}

impl From<&KeychainStatus> for KeychainView {
    fn from(status: &KeychainStatus) -> Self {
        Self {
            name: status.name.clone(),
            session_only: status.session_only,
            trouble: status.trouble.clone(),
        }
    }
}
