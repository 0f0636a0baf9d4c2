use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool::PoolId;

use crate::snapshot::AlertSnapshot;
use crate::words::{self, AlertText, OwnerCalendar};

/// The message, as `docs/hook.md` describes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// The version of the format; raised when a field changes its meaning.
    authgauge: u8,
    event: Event,
    at: DateTime<Utc>,
    pool: Option<PoolNote>,
    subject: Option<AlertSubject>,
    alert: Option<AlertKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Alert,
    Test,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PoolNote {
    id: PoolId,
    name: String,
    host: String,
}

impl Note {
    /// The message of an alert.
    pub(crate) fn of(snapshot: &AlertSnapshot) -> Self {
        let alert = &snapshot.alert;
        let (subject, kind) = (alert.subject.clone(), alert.kind.clone());
        let (name, host) = (&snapshot.pool_name, &snapshot.host);
        Self::alert(alert.at, alert.pool.clone(), name, host, subject, kind)
    }

    /// The message of an alert of a pool, its name and its host.
    pub(super) fn alert(
        at: DateTime<Utc>,
        id: PoolId,
        name: &str,
        host: &str,
        subject: AlertSubject,
        kind: AlertKind,
    ) -> Self {
        Self {
            event: Event::Alert,
            pool: Some(PoolNote {
                id,
                name: name.to_owned(),
                host: host.to_owned(),
            }),
            subject: Some(subject),
            alert: Some(kind),
            ..Self::test(at)
        }
    }

    /// An alert that shows what a receiver would get.
    pub(super) fn example(at: DateTime<Utc>) -> Self {
        let subject = AlertSubject::Benefit {
            code: "SMS".to_owned(),
            name: "SMS".to_owned(),
        };
        let kind = AlertKind::Threshold {
            percent: 90,
            used: "1380".to_owned(),
            total: "1500".to_owned(),
        };
        let id = PoolId("5f2b6c1e-77aa-4c07-9a53-0d9e4e3c1b7a".to_owned());
        Self::alert(at, id, "Acme", "api.genauth.ai", subject, kind)
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

impl Note {
    /// The alert in words, which may say "tomorrow"; None for a test.
    pub(super) fn words(&self, language: WordsLanguage, now: DateTime<Utc>) -> Option<AlertText> {
        let (subject, kind) = (self.subject.as_ref()?, self.alert.as_ref()?);
        let calendar = OwnerCalendar::local(now);
        let pool = self.pool_name()?;
        Some(words::alert(pool, subject, kind, language, calendar))
    }

    pub(super) fn pool_name(&self) -> Option<&str> {
        Some(&self.pool.as_ref()?.name)
    }

    pub(crate) fn pool_id(&self) -> Option<&PoolId> {
        Some(&self.pool.as_ref()?.id)
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
            first: false,
            done: false,
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
            also: None,
            alias: None,
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
