use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::view::AlertView;
use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::pool::PoolId;

/// One JSON object, as `docs/hook.md` describes it for those who receive it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Of what is described here; a field that changes its meaning would raise it.
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
    /// Of an alert; `host` is the pool's.
    pub fn of(alert: &AlertView, host: &str) -> Self {
        Self {
            event: Event::Alert,
            pool: Some(PoolNote {
                id: alert.pool.clone(),
                name: alert.pool_name.clone(),
                host: host.to_owned(),
            }),
            subject: Some(alert.subject.clone()),
            alert: Some(alert.kind.clone()),
            ..Self::test(alert.at)
        }
    }

    /// Of nothing: the owner tries whether it arrives.
    pub fn test(at: DateTime<Utc>) -> Self {
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
    use serde_json::json;

    use super::*;

    #[test]
    fn a_note_has_the_fields_that_are_described() {
        let alert = AlertView {
            id: 7,
            pool: PoolId("id".to_owned()),
            pool_name: "Acme".to_owned(),
            subject: AlertSubject::Benefit {
                code: "SMS".to_owned(),
                name: "Text messages".to_owned(),
            },
            kind: AlertKind::Threshold {
                percent: 90,
                used: "1380".to_owned(),
                total: "1500".to_owned(),
            },
            at: "2026-11-21T04:00:00Z".parse().unwrap(),
            seen: false,
            over: false,
            snoozed_until: None,
            muted: false,
        };
        let note = serde_json::to_value(Note::of(&alert, "api.genauth.ai")).unwrap();
        let described = json!({
            "authgauge": 1,
            "event": "alert",
            "at": "2026-11-21T04:00:00Z",
            "pool": { "id": "id", "name": "Acme", "host": "api.genauth.ai" },
            "subject": { "kind": "benefit", "code": "SMS", "name": "Text messages" },
            "alert": { "kind": "threshold", "percent": 90, "used": "1380", "total": "1500" },
        });
        assert_eq!(note, described);
        let test = serde_json::to_value(Note::test(alert.at)).unwrap();
        assert_eq!(
            (&test["event"], &test["pool"]),
            (&json!("test"), &json!(null))
        );
        let page = include_str!("../../../../docs/hook.md");
        for field in described.as_object().unwrap().keys() {
            assert!(page.contains(&format!("`{field}`")), "{field}");
        }
    }
}
