//! What the organisation decides, read from where administrators of each system write it. `docs/policy` describes the
//! values.

#[cfg(any(test, not(any(windows, target_os = "macos"))))]
mod folder;
#[cfg(target_os = "macos")]
mod preferences;
#[cfg(windows)]
mod registry;

use std::ops::Deref;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use authgauge_core::policy::Policy;
use authgauge_core::pool::{Pool, Service};

use crate::ca_file::read_ca;

/// The policy in effect, and what of it can't be followed.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    policy: Policy,
    /// The certificates of `CaFile`.
    ca_pem: Option<String>,
    problems: Vec<PolicyProblem>,
}

/// What the settings show of the policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PolicySummary {
    /// The names of the settings that the organisation decides; `programs`, `webhook`, `pool_hosts` and the like stand
    /// for what is no setting.
    pub locked: Vec<String>,
    /// What is not applied.
    pub problems: Vec<PolicyProblem>,
}

/// A policy that is not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PolicyProblem {
    /// The file, or the registry's key.
    pub source: String,
    /// Why it is not applied.
    pub reason: PolicyReason,
}

/// Why a policy is not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PolicyReason {
    /// It can't be read.
    Unreadable,
    /// Longer than 64 kB.
    TooLong,
    /// Not of the documented form.
    NotUnderstood {
        /// The parser's words, in English.
        message: String,
    },
    /// A value is out of bounds.
    Invalid {
        /// Its name in the file.
        name: String,
    },
    /// The file of `CaFile` can't be read or has no usable certificate.
    CaFileInvalid,
}

impl Policies {
    /// Blocks. What this system's administrators decided.
    pub fn of_system(now: DateTime<Utc>) -> Self {
        #[cfg(windows)]
        let policies = registry::read(now);
        #[cfg(target_os = "macos")]
        let policies = preferences::read(now);
        #[cfg(not(any(windows, target_os = "macos")))]
        let policies = folder::read(std::path::Path::new(folder::SYSTEM), now);
        policies.log();
        policies
    }

    /// Those of one JSON text, for tests.
    #[cfg(any(test, feature = "testing"))]
    pub fn of_text(json: &str, now: DateTime<Utc>) -> Self {
        let mut policies = Self::default();
        let values = serde_json::from_str(json).map_err(|error| not_understood(&error));
        policies.add("policy.json".to_owned(), values, now);
        policies
    }

    pub(crate) fn summary(&self) -> PolicySummary {
        PolicySummary {
            locked: self.locked(),
            problems: self.problems.clone(),
        }
    }

    /// What can't be followed.
    pub fn problems(&self) -> &[PolicyProblem] {
        &self.problems
    }

    /// Certificates that the server of a private deployment may have besides those that the system trusts. The
    /// vendor's clouds never have them.
    pub(crate) fn ca_pem_for(&self, pool: &Pool) -> Option<&str> {
        self.ca_pem
            .as_deref()
            .filter(|_| pool.service == Service::Private)
    }

    /// Adds the values of a source, all of them or, if one can't be followed, none.
    fn add(
        &mut self,
        source: String,
        values: Result<Map<String, Value>, PolicyReason>,
        now: DateTime<Utc>,
    ) {
        match values.and_then(|values| understand(values, now)) {
            Ok((policy, ca_pem)) => {
                self.policy = std::mem::take(&mut self.policy).overridden_by(policy);
                self.ca_pem = ca_pem.or_else(|| self.ca_pem.take());
            }
            Err(reason) => self.problems.push(PolicyProblem { source, reason }),
        }
    }

    fn log(&self) {
        let locked = self.policy.locked();
        if !locked.is_empty() {
            tracing::info!(locked = locked.join(" "), "a policy decides settings");
        }
        for problem in &self.problems {
            tracing::warn!(reason = ?problem.reason, "a policy is not applied");
        }
    }
}

impl Deref for Policies {
    type Target = Policy;

    fn deref(&self) -> &Policy {
        &self.policy
    }
}

fn understand(
    values: Map<String, Value>,
    now: DateTime<Utc>,
) -> Result<(Policy, Option<String>), PolicyReason> {
    let policy: Policy =
        serde_json::from_value(Value::Object(values)).map_err(|error| not_understood(&error))?;
    if let Some(name) = policy.invalid() {
        let name = name.to_owned();
        return Err(PolicyReason::Invalid { name });
    }
    let ca_pem = match &policy.ca_file {
        Some(path) => Some(read_ca(path, now).map_err(|_| PolicyReason::CaFileInvalid)?),
        None => None,
    };
    Ok((policy, ca_pem))
}

fn not_understood(error: &serde_json::Error) -> PolicyReason {
    PolicyReason::NotUnderstood {
        message: genauth::plain_text(&error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn added(json: &str) -> Policies {
        Policies::of_text(json, Utc::now())
    }

    #[test]
    fn policy_with_one_bad_value_is_not_applied_at_all() {
        let name = |name: &str| PolicyReason::Invalid { name: name.into() };
        for (json, reason) in [
            (
                r#"{"HideFigures": true, "RefreshMinutes": 1}"#,
                name("RefreshMinutes"),
            ),
            (r#"{"HideFigures": true, "Proxy": "a b"}"#, name("Proxy")),
            (
                r#"{"HideFigures": true, "CaFile": "/nowhere.pem"}"#,
                PolicyReason::CaFileInvalid,
            ),
            (
                r#"{"HideFigures": true, "CaFile": "/dev/null"}"#,
                PolicyReason::CaFileInvalid,
            ),
        ] {
            let policies = added(json);
            assert_eq!(*policies, Policy::default(), "{json}");
            let source = "policy.json".to_owned();
            assert_eq!(policies.problems(), [PolicyProblem { source, reason }]);
        }
        for json in [
            r#"{"HideFigures": true, "Typo": 1}"#,
            r#"{"HideFigures": 1}"#,
            r#"{"HideFigures": true"#,
            r#"[true]"#,
            "",
            "null",
        ] {
            let policies = added(json);
            assert_eq!(*policies, Policy::default(), "{json}");
            let reason = &policies.problems()[0].reason;
            assert!(
                matches!(reason, PolicyReason::NotUnderstood { .. }),
                "{json}"
            );
        }
        println!("count: 10 policies that can't be followed");
    }

    #[test]
    fn certificates_of_a_policy_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let key = rcgen::generate_simple_self_signed(vec!["acme.test".into()]).unwrap();
        let path = folder.path().join("ca.pem");
        fs::write(&path, key.cert.pem()).unwrap();
        let json = serde_json::json!({ "CaFile": path });
        let policies = added(&json.to_string());
        assert_eq!(policies.problems(), []);
        assert!(policies.ca_pem.unwrap().contains("BEGIN CERTIFICATE"));
    }
}
