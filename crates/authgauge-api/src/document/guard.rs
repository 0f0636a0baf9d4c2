use serde::Serialize;

use authgauge_app::{GuardResult, PoolSnapshot};
use authgauge_core::alert::AlertSubject;
use authgauge_core::guard::{Answer, Doubt, Refusal};

use super::{DocumentKind, Entry, PoolName};

/// The answers about a pool. The document's answer is no if one is no, else unknown if one is unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolGuard {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// One for each part that was asked about.
    pub checks: Vec<GuardCheck>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuardCheck {
    /// The pool as a whole, a benefit, or the running MAU period.
    pub subject: AlertSubject,
    /// The answer.
    pub answer: GuardAnswer,
    /// Why the answer is no.
    pub refusal: Option<Refusal>,
    /// Why the question has no answer.
    pub doubt: Option<Doubt>,
}

/// An answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuardAnswer {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It can't be told.
    Unknown,
}

impl Entry for PoolGuard {
    const KIND: DocumentKind = DocumentKind::Guard;
}

impl PoolGuard {
    /// Of a pool.
    pub fn of(snapshot: &PoolSnapshot, results: &[GuardResult]) -> Self {
        Self {
            pool: snapshot.into(),
            checks: results.iter().map(GuardCheck::from).collect(),
        }
    }
}

impl From<&GuardResult> for GuardCheck {
    fn from(result: &GuardResult) -> Self {
        let (answer, refusal, doubt) = match &result.answer {
            Answer::Yes => (GuardAnswer::Yes, None, None),
            Answer::No(refusal) => (GuardAnswer::No, Some(refusal.clone()), None),
            Answer::Unknown(doubt) => (GuardAnswer::Unknown, None, Some(doubt.clone())),
        };
        Self {
            subject: result.subject.clone(),
            answer,
            refusal,
            doubt,
        }
    }
}
