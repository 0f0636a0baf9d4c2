use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::snapshot::AlertSnapshot;
use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::pool::PoolId;

/// The message, as `docs/hook.md` describes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Note {
    /// The version of the format; raised when a field changes its meaning.
    authgauge: u8,
    event: Event,
    at: DateTime<Utc>,
    pool: Option<PoolNote>,
    subject: Option<AlertSubject>,
    alert: Option<AlertKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Alert,
    Test,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct PoolNote {
    id: PoolId,
    name: String,
    host: String,
}

impl Note {
    /// The message of an alert.
    pub(crate) fn of(snapshot: &AlertSnapshot) -> Self {
        let alert = &snapshot.alert;
        Self {
            event: Event::Alert,
            pool: Some(PoolNote {
                id: alert.pool.clone(),
                name: snapshot.pool_name.clone(),
                host: snapshot.host.clone(),
            }),
            subject: Some(alert.subject.clone()),
            alert: Some(alert.kind.clone()),
            ..Self::test(alert.at)
        }
    }

    /// A sample that the owner sends to test the hook.
    pub(crate) fn test(at: DateTime<Utc>) -> Self {
        Self {
            authgauge: 1,
            event: Event::Test,
            at,
            pool: None,
            subject: None,
            alert: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use authgauge_core::alert::{Alert, AlertStep, Rule};
    use authgauge_core::tone::Tone;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_has_the_documented_fields() {
        let alert = Alert {
            id: 7,
            pool: PoolId("id".to_owned()),
            subject: AlertSubject::Benefit {
                code: "SMS".to_owned(),
                name: "Text messages".to_owned(),
            },
            rule: Rule::Threshold,
            step: AlertStep(90),
            period: String::new(),
            kind: AlertKind::Threshold {
                percent: 90,
                used: "1380".to_owned(),
                total: "1500".to_owned(),
            },
            at: "2026-11-21T04:00:00Z".parse().unwrap(),
            seen: false,
            over: false,
            snoozed_until: None,
        };
        let at = alert.at;
        let snapshot = AlertSnapshot {
            scope: alert.scope(),
            tone: Tone::Critical,
            alert,
            pool_name: "Acme".to_owned(),
            host: "api.genauth.ai".to_owned(),
            muted: false,
            pool_muted: false,
        };
        let note = serde_json::to_value(Note::of(&snapshot)).unwrap();
        let described = json!({
            "authgauge": 1,
            "event": "alert",
            "at": "2026-11-21T04:00:00Z",
            "pool": { "id": "id", "name": "Acme", "host": "api.genauth.ai" },
            "subject": { "kind": "benefit", "code": "SMS", "name": "Text messages" },
            "alert": { "kind": "threshold", "percent": 90, "used": "1380", "total": "1500" },
        });
        assert_eq!(note, described);
        let test = serde_json::to_value(Note::test(at)).unwrap();
        assert_eq!(
            (&test["event"], &test["pool"]),
            (&json!("test"), &json!(null))
        );
        let page = include_str!("../../../../../docs/hook.md");
        for field in described.as_object().unwrap().keys() {
            assert!(page.contains(&format!("`{field}`")), "{field}");
        }
    }
}
