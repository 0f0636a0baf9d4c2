use chrono::{DateTime, Utc};
use serde::Serialize;

use authgauge_app::{AlertSnapshot, PoolSnapshot};
use authgauge_core::alert::{AlertKind, AlertSubject};

use super::{DocumentKind, Entry, PoolName};

/// The alerts of a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolAlerts {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// The newest first.
    pub alerts: Vec<AlertEntry>,
}

/// An alert; `subject` and `alert` are those of a webhook's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlertEntry {
    /// Its number; a later alert has a higher one.
    pub id: u32,
    /// When it was noticed.
    pub at: DateTime<Utc>,
    /// The part of the pool it is about; a benefit has its name of now.
    pub subject: AlertSubject,
    /// What happened.
    pub alert: AlertKind,
    /// The owner has seen it in the list.
    pub seen: bool,
    /// It no longer holds, or a later alert replaced it.
    pub over: bool,
    /// Not delivered again before then.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Alerts of its kind, or of the whole pool, are recorded and not delivered.
    pub muted: bool,
}

impl Entry for PoolAlerts {
    const KIND: DocumentKind = DocumentKind::Alerts;
}

impl PoolAlerts {
    /// Of a pool, out of all alerts.
    pub fn of(snapshot: &PoolSnapshot, alerts: &[AlertSnapshot]) -> Self {
        let of_pool = alerts
            .iter()
            .filter(|alert| alert.alert.pool == snapshot.pool.id);
        Self {
            pool: snapshot.into(),
            alerts: of_pool.map(AlertEntry::from).collect(),
        }
    }
}

impl From<&AlertSnapshot> for AlertEntry {
    fn from(snapshot: &AlertSnapshot) -> Self {
        let alert = &snapshot.alert;
        Self {
            id: alert.id,
            at: alert.at,
            subject: alert.subject.clone(),
            alert: alert.kind.clone(),
            seen: alert.seen,
            over: alert.over,
            snoozed_until: alert.snoozed_until,
            muted: snapshot.muted,
        }
    }
}
