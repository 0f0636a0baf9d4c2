//! What a refresh brought, and what becomes of it: readings, failures, and when to ask again.

use genauth::{Allowance, Benefit, Plan, Quantity};
use tokio::time::Instant;

use super::state::{MauSpan, Watched};
use authgauge_core::error::Failure;
use authgauge_core::reading::{Reading, Source};
use authgauge_core::refresh_interval;

/// What a refresh brought.
pub(super) struct Answers {
    pub(super) usage: Result<Reading<Vec<Benefit>>, Failure>,
    pub(super) mau: Result<Reading<MauSpan>, Failure>,
    pub(super) plan: Result<Reading<Plan>, Failure>,
    /// Local time minus server time, if an answer told it.
    pub(super) clock_ahead_ms: Option<i64>,
}

/// The readings that the last refresh brought.
pub(super) type FreshReadings = (
    Option<Reading<Vec<Benefit>>>,
    Option<Reading<MauSpan>>,
    Option<Reading<Plan>>,
);

impl Answers {
    pub(super) fn none(failure: &Failure) -> Self {
        Self {
            usage: Err(failure.clone()),
            mau: Err(failure.clone()),
            plan: Err(failure.clone()),
            clock_ahead_ms: None,
        }
    }

    /// For the log: codes, never the server's words.
    pub(super) fn tell(&self, took: std::time::Duration) {
        let (usage, mau, plan) = (
            outcome(&self.usage),
            outcome(&self.mau),
            outcome(&self.plan),
        );
        let took_ms = took.as_millis();
        match &self.usage {
            Ok(read) => {
                let benefits = read.value.len();
                tracing::info!(usage, mau, plan, benefits, took_ms, "refreshed");
            }
            Err(failure) => {
                let (status, request_id) = (failure.status(), failure.request_id());
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

fn outcome<T>(answer: &Result<T, Failure>) -> String {
    match answer {
        Ok(_) => "ok".to_owned(),
        Err(failure) => failure.code.to_string(),
    }
}

impl Watched {
    pub(super) fn take(&mut self, answers: Answers) {
        self.under_way = None;
        self.older_mau = None;
        self.heard.take(&answers);
        self.clock_ahead_ms = answers.clock_ahead_ms.or(self.clock_ahead_ms);
        self.wait_for_retry_after(&answers);
        self.hurry_if_it_may_pass(&answers);
        if let Ok(usage) = &answers.usage {
            self.count_still(&usage.value);
            // What became due meanwhile has come, and the pace may be another one now.
            self.due = None;
        }
        self.usage_failure = replace(&mut self.usage, answers.usage);
        let shown = self.mau_as_shown();
        self.mau_failure = replace(&mut self.mau, answers.mau);
        if self.mau_as_shown() != shown {
            self.mau_revision = self.mau_revision.wrapping_add(1);
        }
        // A plan that cannot be read is no trouble of its own: the header goes without it.
        let _ = replace(&mut self.plan, answers.plan);
    }

    /// What the chart's screen depends on, but for the age.
    fn mau_as_shown(&self) -> (Option<(MauSpan, Source)>, Option<Failure>) {
        let mau = self.mau.as_ref().map(|mau| (mau.value.clone(), mau.source));
        (mau, self.mau_failure.clone())
    }

    pub(super) fn fresh_readings(&self) -> FreshReadings {
        (
            fresh(self.usage.as_ref()),
            fresh(self.mau.as_ref()),
            fresh(self.plan.as_ref()),
        )
    }

    /// A keychain that waits for its owner, or a network that is not up yet, as after a sleep, is tried
    /// again sooner than usual.
    fn hurry_if_it_may_pass(&mut self, answers: &Answers) {
        let failed = answers.usage.as_ref().err().map(|failure| failure.code);
        let may_pass = failed.filter(|code| refresh_interval::retry_delay(*code, 0).is_some());
        if let Some(pause) =
            may_pass.and_then(|code| refresh_interval::retry_delay(code, self.tries))
        {
            let soon = Instant::now().checked_add(pause);
            if let Some(soon) = soon.filter(|soon| self.due.is_none_or(|due| *soon < due)) {
                tracing::info!(in_s = pause.as_secs(), "to be tried again sooner");
                self.due = Some(soon);
            }
        }
        self.tries = may_pass.map_or(0, |_| self.tries.saturating_add(1));
    }

    /// Names and marks are no movement.
    fn count_still(&mut self, now: &[Benefit]) {
        let before = self.usage.as_ref().map(|usage| figures(&usage.value));
        self.still = match before == Some(figures(now)) {
            true => self.still.saturating_add(1),
            false => 0,
        };
    }

    /// The server said when to come back: the schedule comes no earlier.
    fn wait_for_retry_after(&mut self, answers: &Answers) {
        let Err(failure) = &answers.usage else { return };
        let wait = failure
            .params
            .get("retry_after_seconds")
            .and_then(|text| text.parse().ok());
        if let Some(seconds) = wait {
            let earliest = Instant::now() + std::time::Duration::from_secs(seconds);
            self.not_before = Some(earliest);
        }
    }
}

fn figures(benefits: &[Benefit]) -> Vec<(&str, &Quantity, &Allowance)> {
    let figures = benefits.iter();
    figures
        .map(|benefit| (benefit.code.as_str(), &benefit.used, &benefit.total))
        .collect()
}

/// Puts a new reading in the place of the old one; a failure marks the old one as kept from earlier.
fn replace<T>(
    known: &mut Option<Reading<T>>,
    answer: Result<Reading<T>, Failure>,
) -> Option<Failure> {
    match answer {
        Ok(reading) => {
            *known = Some(reading);
            None
        }
        Err(failure) => {
            *known = known.take().map(Reading::kept);
            Some(failure)
        }
    }
}

fn fresh<T: Clone>(reading: Option<&Reading<T>>) -> Option<Reading<T>> {
    reading
        .filter(|reading| reading.source != Source::Kept)
        .cloned()
}
