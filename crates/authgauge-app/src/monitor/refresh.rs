//! One refresh of one pool: the usage, the MAU history and the plan, asked for at the same time.

use genauth::{Client, ClientOptions, Language, Limits};
use tokio::sync::watch;
use tokio::time::Instant;
use tracing::Instrument as _;

use super::Authgauge;
use super::answers::{Answers, FreshReadings};
use super::courses::{taken, taken_mau};
use super::state::MauSpan;
use crate::keychain::Patience;
use crate::view::WordsLanguage;
use authgauge_core::calendar::{months_until, vendor_day};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::{Pool, PoolId};
use authgauge_core::reading::Reading;
use authgauge_core::settings::LanguageChoice;
use authgauge_store::{Kind, RefreshBatch, StoredReading};

/// How many months of MAU each refresh asks for, the running one included.
pub(super) const MONTHS_KEPT: u32 = 24;

impl Authgauge {
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
        let (authgauge, id) = (self.clone(), id.clone());
        let span = tracing::info_span!("refresh", pool = id.short(), %patience);
        let refresh = async move {
            authgauge.refresh_in_turn(&id, epoch, patience).await;
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
        if self.take(id, epoch, answers).await {
            self.look_at(id).await;
        }
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
        Ok(Client::new(ClientOptions {
            host: pool.host.clone(),
            brand: pool.service.brand(),
            auth: pool.sign_in.into(),
            key,
            ca_pem: pool.ca().map(|pem| pem.as_bytes().to_vec()),
            language: if chinese {
                Language::Chinese
            } else {
                Language::English
            },
            clock: self.0.clock.clone(),
            limits: Limits::default(),
        })?)
    }

    /// Takes what came, and what failed, unless it is for nothing by now. A failure leaves the earlier reading
    /// where it is.
    async fn take(&self, id: &PoolId, epoch: u32, answers: Answers) -> bool {
        let readings = {
            let mut state = self.state();
            let Ok(watched) = state.pool_mut(id) else {
                return false;
            };
            if watched.epoch != epoch {
                return false;
            }
            watched.take(answers);
            watched.fresh_readings()
        };
        self.keep(id.clone(), readings).await;
        true
    }

    /// Writes to the store, off the async threads. A write that fails is told; the figures on screen are
    /// right all the same.
    async fn keep(&self, id: PoolId, readings: FreshReadings) {
        let authgauge = self.clone();
        let written = tokio::task::spawn_blocking(move || authgauge.write(&id, &readings)).await;
        if let Ok(Err(failure)) = &written {
            let (code, reason) = (failure.code, failure.params.get("reason"));
            tracing::warn!(%code, reason, "the figures were not written");
        }
        // A pool that was removed meanwhile has nothing to keep.
        let failed = |failure: Failure| failure.code == ErrorCode::StoreFailed;
        self.state().not_written = written.is_ok_and(|written| written.is_err_and(failed));
    }

    fn write(&self, id: &PoolId, readings: &FreshReadings) -> Result<(), Failure> {
        let near = authgauge_core::refresh_interval::longest_gap(&self.state().settings);
        let brought = brought(readings, near)?;
        let written = match brought.kept.is_empty() {
            true => Ok(()),
            false => self.0.store.take(id, &brought),
        };
        let courses = self.courses(id)?;
        self.state().pool_mut(id)?.courses = Some(courses);
        Ok(written?)
    }
}

/// As the store takes it.
fn brought((usage, mau, plan): &FreshReadings, near: u16) -> Result<RefreshBatch, Failure> {
    let kept = [
        usage
            .as_ref()
            .map(|usage| StoredReading::of(Kind::Usage, usage)),
        mau.as_ref().map(|mau| StoredReading::of(Kind::Mau, mau)),
        plan.as_ref()
            .map(|plan| StoredReading::of(Kind::Plan, plan)),
    ];
    let taken = [usage.as_ref().map(taken), mau.as_ref().and_then(taken_mau)];
    let periods = mau.as_ref().map(|mau| mau.value.history.periods.clone());
    Ok(RefreshBatch {
        kept: kept.into_iter().flatten().collect::<Result<_, _>>()?,
        taken: taken.into_iter().flatten().collect(),
        near,
        periods: periods.unwrap_or_default(),
    })
}
