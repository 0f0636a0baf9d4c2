//! One refresh of one pool: the usage, the MAU history and the plan, asked for at the same time.

use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, NaiveDateTime, Utc};
use genauth::{Benefit, Client, ClientOptions, Language, Limits, Plan};
use tokio::sync::watch;
use tokio::time::Instant;
use tracing::Instrument as _;

use super::Headroom;
use super::state::{MauSpan, Watched};
use crate::error::{ErrorCode, Failure};
use crate::keychain::Patience;
use crate::pool::{Pool, PoolId, Service};
use crate::reading::{Reading, Source};
use crate::settings::LanguageChoice;
use crate::store::Kind;
use crate::view::WordsLanguage;

/// How many months of MAU each refresh asks for, the running one included.
pub(super) const MONTHS_KEPT: u32 = 24;

/// Failures that may pass by themselves, or as soon as the owner has unlocked something.
const MAY_PASS: [ErrorCode; 4] = [
    ErrorCode::KeychainLocked,
    ErrorCode::KeychainTimedOut,
    ErrorCode::Unreachable,
    ErrorCode::TimedOut,
];

/// How soon is sooner.
const SOONER: std::time::Duration = std::time::Duration::from_secs(60);

/// What a refresh brought.
struct Answers {
    usage: Result<Reading<Vec<Benefit>>, Failure>,
    mau: Result<Reading<MauSpan>, Failure>,
    plan: Result<Reading<Plan>, Failure>,
    /// Local time minus server time, if an answer told it.
    clock_ahead_ms: Option<i64>,
}

impl Headroom {
    /// Refreshes a pool because the owner asked; returns at once. The result comes as a change.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn refresh(&self, id: &PoolId) -> Result<(), Failure> {
        self.state().pool(id)?;
        self.start_refresh(id, Patience::Owner);
        Ok(())
    }

    /// Refreshes a pool, or joins the refresh under way, and waits for its end.
    pub async fn refreshed(&self, id: &PoolId) {
        if let Some(mut under_way) = self.start_refresh(id, Patience::Owner) {
            // An error here means that the sender is gone: the refresh has ended.
            while under_way.changed().await.is_ok() {}
        }
    }

    /// Starts a refresh unless one is under way; either way gives what ends with it.
    pub(super) fn start_refresh(
        &self,
        id: &PoolId,
        patience: Patience,
    ) -> Option<watch::Receiver<()>> {
        let (epoch, ended, under_way) = {
            let mut state = self.state();
            let watched = state.pool_mut(id).ok()?;
            if let Some(under_way) = watched.under_way() {
                return Some(under_way.clone());
            }
            let (ended, under_way) = watch::channel(());
            watched.under_way = Some(under_way.clone());
            (watched.epoch, ended, under_way)
        };
        self.announce(id);
        let (headroom, id) = (self.clone(), id.clone());
        let span = tracing::info_span!("refresh", pool = id.short(), %patience);
        let refresh = async move {
            headroom.refresh_in_turn(&id, epoch, patience).await;
            drop(ended);
        };
        tokio::spawn(refresh.instrument(span));
        Some(under_way)
    }

    async fn refresh_in_turn(&self, id: &PoolId, epoch: u32, patience: Patience) {
        // The semaphore is never closed.
        let turn = self.0.turns.acquire().await;
        let began = Instant::now();
        let answers = match self.client(id, patience).await {
            Ok(client) => self.ask(&client.with_patience(patience.into())).await,
            Err(failure) => Answers::none(&failure),
        };
        drop(turn);
        answers.tell(began.elapsed());
        self.take(id, epoch, answers).await;
        self.announce(id);
        self.0.rescheduled.notify_one();
    }

    async fn ask(&self, client: &Client) -> Answers {
        let (from, to) = months_until(vendor_day((self.0.clock)()), MONTHS_KEPT);
        let (usage, mau, plan) =
            tokio::join!(client.usage(), client.mau_history(from, to), client.plan());
        Answers {
            usage: self.read(usage),
            mau: self.read(mau.map(|history| MauSpan { from, to, history })),
            plan: self.read(plan),
            clock_ahead_ms: client.clock_ahead_ms(),
        }
    }

    pub(super) fn read<T>(&self, answer: Result<T, genauth::Error>) -> Result<Reading<T>, Failure> {
        let value = answer.map_err(Failure::from)?;
        Ok(Reading {
            value,
            taken_at: (self.0.clock)(),
            source: self.source(),
        })
    }

    /// The pool's client; made, with its key from the keychain, where there is none yet.
    pub(super) async fn client(&self, id: &PoolId, patience: Patience) -> Result<Client, Failure> {
        let (pool, known, epoch, language) = {
            let state = self.state();
            let watched = state.pool(id)?;
            (
                watched.pool.clone(),
                watched.client.clone(),
                watched.epoch,
                state.settings.language,
            )
        };
        if let Some(client) = known {
            return Ok(client);
        }
        let key = self
            .0
            .keychain
            .get(&pool.keychain_entry(), patience)
            .await?
            .ok_or(ErrorCode::KeyMissing)?;
        let client = self.connect(&pool, key, language)?;
        let mut state = self.state();
        let watched = state.pool_mut(id)?;
        if watched.epoch == epoch {
            watched.client = Some(client.clone());
        }
        Ok(client)
    }

    pub(super) fn connect(
        &self,
        pool: &Pool,
        key: genauth::AccessKey,
        language: LanguageChoice,
    ) -> Result<Client, Failure> {
        let chinese = match language {
            LanguageChoice::System => self.0.system_language == WordsLanguage::Zh,
            LanguageChoice::En => false,
            LanguageChoice::Zh => true,
        };
        let private = pool.service == Service::Private;
        Ok(Client::new(ClientOptions {
            host: pool.host.clone(),
            brand: pool.service.brand(),
            auth: pool.sign_in.into(),
            key,
            // The clouds' certificates need nobody else's word.
            ca_pem: private
                .then(|| pool.ca_pem.clone())
                .flatten()
                .map(String::into_bytes),
            language: if chinese {
                Language::Chinese
            } else {
                Language::English
            },
            clock: self.0.clock.clone(),
            limits: Limits::default(),
        })?)
    }

    /// Takes what came, and what failed. A failure leaves the earlier reading where it is.
    async fn take(&self, id: &PoolId, epoch: u32, answers: Answers) {
        let readings = {
            let mut state = self.state();
            let Ok(watched) = state.pool_mut(id) else {
                return;
            };
            if watched.epoch != epoch {
                return;
            }
            watched.take(answers);
            watched.fresh_readings()
        };
        self.keep(id.clone(), readings).await;
    }

    /// Writes to the store, off the async threads. A write that fails is told; the figures on screen are
    /// right all the same.
    async fn keep(&self, id: PoolId, readings: FreshReadings) {
        let headroom = self.clone();
        let written = tokio::task::spawn_blocking(move || headroom.write(&id, &readings)).await;
        if let Ok(Err(failure)) = &written {
            let (code, reason) = (failure.code, failure.params.get("reason"));
            tracing::warn!(%code, reason, "the figures were not written");
        }
        // A pool that was removed meanwhile has nothing to keep.
        let failed = |failure: Failure| failure.code == ErrorCode::StoreFailed;
        self.state().not_written = written.is_ok_and(|written| written.is_err_and(failed));
    }

    fn write(&self, id: &PoolId, (usage, mau, plan): &FreshReadings) -> Result<(), Failure> {
        let store = &self.0.store;
        usage
            .as_ref()
            .map_or(Ok(()), |usage| store.keep(id, Kind::Usage, usage))?;
        mau.as_ref()
            .map_or(Ok(()), |mau| store.keep(id, Kind::Mau, mau))?;
        plan.as_ref()
            .map_or(Ok(()), |plan| store.keep(id, Kind::Plan, plan))
    }
}

/// The readings that the last refresh brought.
type FreshReadings = (
    Option<Reading<Vec<Benefit>>>,
    Option<Reading<MauSpan>>,
    Option<Reading<Plan>>,
);

impl Answers {
    fn none(failure: &Failure) -> Self {
        Self {
            usage: Err(failure.clone()),
            mau: Err(failure.clone()),
            plan: Err(failure.clone()),
            clock_ahead_ms: None,
        }
    }

    /// For the log: codes, never the server's words.
    fn tell(&self, took: std::time::Duration) {
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
    fn take(&mut self, answers: Answers) {
        self.under_way = None;
        self.older_mau = None;
        self.clock_ahead_ms = answers.clock_ahead_ms.or(self.clock_ahead_ms);
        self.wait_for_retry_after(&answers);
        self.hurry_if_it_may_pass(&answers);
        if answers.usage.is_ok() {
            // What became due meanwhile has come.
            self.due = self.due.filter(|due| *due > Instant::now());
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

    fn fresh_readings(&self) -> FreshReadings {
        (
            fresh(self.usage.as_ref()),
            fresh(self.mau.as_ref()),
            fresh(self.plan.as_ref()),
        )
    }

    /// A keychain that waits for its owner, or a network that is not up yet, as after a sleep, is tried
    /// again sooner than usual; once, until something has come.
    fn hurry_if_it_may_pass(&mut self, answers: &Answers) {
        let failed = answers.usage.as_ref().err().map(|failure| failure.code);
        let may_pass = failed.is_some_and(|code| MAY_PASS.contains(&code));
        if may_pass && !self.hurried {
            tracing::info!(in_s = SOONER.as_secs(), "to be tried again sooner");
            self.due = Some(Instant::now() + SOONER);
        }
        self.hurried = may_pass;
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

/// The day it is where the vendor's clouds are. The API names no time zone; China's is likely.
pub(super) fn vendor_day(now: DateTime<Utc>) -> NaiveDate {
    vendor_time(now).date()
}

/// The time it is there.
pub(super) fn vendor_time(now: DateTime<Utc>) -> NaiveDateTime {
    let ahead = now.checked_add_signed(Duration::hours(8));
    ahead.unwrap_or(now).naive_utc()
}

/// From the first day of the month that is `count` months back, today's counted, until today.
pub(super) fn months_until(today: NaiveDate, count: u32) -> (NaiveDate, NaiveDate) {
    let first = today.with_day(1).unwrap_or(today);
    let from = first
        .checked_sub_months(Months::new(count.saturating_sub(1)))
        .unwrap_or(first);
    (from, today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn twelve_months_are_this_one_and_the_eleven_before() {
        assert_eq!(
            months_until(day("2026-11-21"), 12),
            (day("2025-12-01"), day("2026-11-21"))
        );
        assert_eq!(
            months_until(day("2024-02-29"), 1),
            (day("2024-02-01"), day("2024-02-29"))
        );
    }

    #[test]
    fn the_day_changes_with_china() {
        assert_eq!(
            vendor_day("2026-11-20T16:00:00Z".parse().unwrap()),
            day("2026-11-21")
        );
        assert_eq!(
            vendor_day("2026-11-20T15:59:59Z".parse().unwrap()),
            day("2026-11-20")
        );
    }
}
