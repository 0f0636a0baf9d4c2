use std::time::Duration;

use genauth::{Benefit, Plan};

use authgauge_core::error::Failure;
use authgauge_core::reading::Reading;

use super::mau_span::MauSpan;

/// What the calls of a refresh brought.
pub(crate) struct RefreshResult {
    pub(crate) usage: Result<Reading<Vec<Benefit>>, Failure>,
    pub(crate) mau: Result<Reading<MauSpan>, Failure>,
    pub(crate) plan: Result<Reading<Plan>, Failure>,
    /// Local time minus server time, if a response carried the server's.
    pub(crate) clock_ahead_ms: Option<i64>,
}

impl RefreshResult {
    /// Each call failed for the same reason.
    pub(crate) fn failed(failure: &Failure) -> Self {
        Self {
            usage: Err(failure.clone()),
            mau: Err(failure.clone()),
            plan: Err(failure.clone()),
            clock_ahead_ms: None,
        }
    }

    /// The seconds that the server asked to wait before the next call.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let failure = self.usage.as_ref().err()?;
        failure.params.retry_after_seconds.map(Duration::from_secs)
    }

    /// Writes codes and counts to the log, never the server's text.
    pub(crate) fn log(&self, took: Duration) {
        let (usage, mau, plan) = (code(&self.usage), code(&self.mau), code(&self.plan));
        let took_ms = took.as_millis();
        match &self.usage {
            Ok(read) => {
                let benefits = read.value.len();
                tracing::info!(usage, mau, plan, benefits, took_ms, "refreshed");
            }
            Err(failure) => {
                let (status, request_id) =
                    (failure.params.status, failure.params.request_id.as_deref());
                tracing::warn!(
                    usage,
                    mau,
                    plan,
                    status,
                    request_id,
                    took_ms,
                    "not refreshed"
                );
            }
        }
    }
}

fn code<T>(answer: &Result<T, Failure>) -> String {
    match answer {
        Ok(_) => "ok".to_owned(),
        Err(failure) => failure.code.to_string(),
    }
}
