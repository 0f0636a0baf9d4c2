//! The pools and what is known of them.

mod mau_span;
mod period_shape;
mod pool_draft;
mod pool_state;
mod refresh_result;
mod server_clock;
mod trends;
mod worst_of_each_code;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use genauth::{AccessKey, Benefit};

use authgauge_core::calendar::vendor_day;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::history::MaxGap;
use authgauge_core::pool::{Pool, PoolId, checked_name};
use authgauge_core::reading::Reading;
use authgauge_core::refresh_interval::longest_gap;
use authgauge_store::{Kind, RefreshBatch, Store, StoredReading};

use crate::clients::{self, ClientFactory, KeyReport, PoolClient};
use crate::keychain::{Initiator, PriorEntry};
use crate::keys::{KeyService, KeyStorage};
use crate::log_events;
use crate::store_health::StoreHealth;

pub(crate) use mau_span::MauSpan;
pub use pool_draft::PoolDraft;
use pool_state::FreshReadings;
pub(crate) use pool_state::PoolState;
pub(crate) use refresh_result::RefreshResult;
use server_clock::ServerClock;
pub(crate) use trends::day_ends;
use trends::{PoolTrends, mau_sample, usage_sample};
pub(crate) use worst_of_each_code::worst_of_each_code;

/// Owns the pools: their names and order, their readings, and the clients that read them.
pub(crate) struct PoolService {
    store: Arc<Store>,
    health: Arc<StoreHealth>,
    keys: Arc<KeyService>,
    clients: Arc<ClientFactory>,
    /// In the owner's order.
    pools: Mutex<Vec<PoolState>>,
}

impl PoolService {
    /// With the stored pools and their last readings. Makes no call and leaves the keychain alone.
    pub(crate) fn load(
        store: Arc<Store>,
        health: Arc<StoreHealth>,
        keys: Arc<KeyService>,
        clients: Arc<ClientFactory>,
    ) -> Result<Self, Failure> {
        let pools = store.read_group(|| {
            let pools = store.pools()?.into_iter();
            let states = pools.map(|pool| PoolState::load(&store, pool));
            Ok::<Vec<_>, Failure>(states.collect())
        })?;
        pools.iter().for_each(|state| log_events::pool(&state.pool));
        Ok(Self {
            store,
            health,
            keys,
            clients,
            pools: Mutex::new(pools),
        })
    }

    /// The pools, locked. Callers must not wait while they hold them.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Vec<PoolState>> {
        // A panic elsewhere leaves the state usable: each change to it is complete.
        self.pools.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn ids(&self) -> Vec<PoolId> {
        let pools = self.lock();
        pools.iter().map(|state| state.pool.id.clone()).collect()
    }

    /// The pool's place in the owner's order, from 0.
    pub(crate) fn place(&self, id: &PoolId) -> Option<usize> {
        self.lock().iter().position(|state| state.pool.id == *id)
    }

    /// Reads one pool's state.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub(crate) fn read<T>(
        &self,
        id: &PoolId,
        read: impl FnOnce(&PoolState) -> T,
    ) -> Result<T, Failure> {
        let pools = self.lock();
        let state = pools.iter().find(|state| state.pool.id == *id);
        Ok(read(state.ok_or(ErrorCode::PoolNotFound)?))
    }

    /// Changes one pool's state.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub(crate) fn change<T>(
        &self,
        id: &PoolId,
        change: impl FnOnce(&mut PoolState) -> T,
    ) -> Result<T, Failure> {
        let mut pools = self.lock();
        let state = pools.iter_mut().find(|state| state.pool.id == *id);
        Ok(change(state.ok_or(ErrorCode::PoolNotFound)?))
    }

    /// Signs in with a key and reports what it finds. Stores nothing.
    pub(crate) async fn test_key(
        &self,
        mut draft: PoolDraft,
        key: AccessKey,
    ) -> Result<KeyReport, Failure> {
        if draft.name.trim().is_empty() {
            // A key can be tested before the pool has a name.
            draft.name = "-".to_owned();
        }
        let pool = draft.into_pool(PoolId::random(), self.clients.now())?;
        let client = self.clients.connect(&pool, key, Initiator::Owner);
        clients::test(&client.await?).await
    }

    /// Signs in to a pool with another key and reports what it finds. Stores nothing.
    pub(crate) async fn test_new_key(
        &self,
        id: &PoolId,
        key: AccessKey,
    ) -> Result<KeyReport, Failure> {
        let pool = self.read(id, |state| state.pool.clone())?;
        let client = self.clients.connect(&pool, key, Initiator::Owner);
        clients::test(&client.await?).await
    }

    /// Signs in with a pool's own key and reports what it finds.
    pub(crate) async fn test(&self, id: &PoolId) -> Result<KeyReport, Failure> {
        let client = self.client(id, Initiator::Owner).await?;
        clients::test(&client).await
    }

    /// Uses a key for a pool until the process ends.
    pub(crate) fn hold_key(&self, id: &PoolId, key: AccessKey) -> Result<(), Failure> {
        let pool = self.read(id, |state| state.pool.clone())?;
        self.keys.hold(&pool, key, PriorEntry::Possible);
        Ok(())
    }

    /// Adds a pool: the key goes into the keychain, then the pool into the store. Neither stays alone.
    pub(crate) async fn add(
        &self,
        draft: PoolDraft,
        key: AccessKey,
        storage: KeyStorage,
    ) -> Result<PoolId, Failure> {
        let pool = draft.into_pool(PoolId::random(), self.clients.now())?;
        self.keys
            .save(&pool, &key, storage, PriorEntry::Absent)
            .await?;
        if let Err(error) = self.store.add_pool(&pool) {
            self.keys.discard(&pool).await;
            return Err(error.into());
        }
        Ok(self.list(pool))
    }

    /// Adds a pool whose parts are valid, with earlier readings, oldest first. Its key is held in memory.
    pub(crate) fn add_demo_pool(
        &self,
        pool: Pool,
        key: AccessKey,
        past: &[Reading<Vec<Benefit>>],
    ) -> Result<PoolId, Failure> {
        self.store.add_pool(&pool)?;
        self.keys.hold(&pool, key, PriorEntry::Absent);
        let id = self.list(pool);
        self.add_history(&id, past)?;
        let last = past.last().cloned();
        let is_failing =
            |last: &Reading<_>| self.clients.now() - last.taken_at > TimeDelta::hours(1);
        let is_failing = last.as_ref().is_some_and(is_failing);
        self.change(&id, |state| {
            state.usage = last;
            if is_failing {
                state.server_clock = ServerClock::failing();
            }
        })?;
        Ok(id)
    }

    /// Adds earlier readings to a pool's history, oldest first.
    pub(crate) fn add_history(
        &self,
        id: &PoolId,
        readings: &[Reading<Vec<Benefit>>],
    ) -> Result<(), Failure> {
        let batch = RefreshBatch {
            samples: readings.iter().map(usage_sample).collect(),
            max_gap: longest_gap(&self.clients.settings.get()),
            ..RefreshBatch::default()
        };
        self.store.save_refresh(id, &batch)?;
        let trends = self.read_trends(id)?;
        self.change(id, |state| state.trends = Some(trends))
    }

    /// Replaces a pool's key once the server accepted the new one. Until then the old one stays.
    pub(crate) async fn replace_key(
        &self,
        id: &PoolId,
        key: AccessKey,
        storage: KeyStorage,
    ) -> Result<(), Failure> {
        let pool = self.read(id, |state| state.pool.clone())?;
        let client = self.clients.connect(&pool, key.clone(), Initiator::Owner);
        let client = client.await?;
        clients::test(&client).await?;
        let _writing = self.keys.serialize_writes().await;
        // If the pool was removed during the test, nothing would ever remove the key.
        self.read(id, |_| ())?;
        if storage == KeyStorage::Session {
            // Otherwise the old key would come back at the next start. A refusal is accepted.
            let _ = self.keys.remove(&pool, Initiator::Background).await;
        }
        self.keys
            .save(&pool, &key, storage, PriorEntry::Possible)
            .await?;
        self.change(id, |state| state.start_epoch(Some(client)))?;
        let session_only = storage == KeyStorage::Session;
        tracing::info!(pool = id.short(), session_only, "the key was replaced");
        Ok(())
    }

    pub(crate) fn rename(&self, id: &PoolId, name: &str) -> Result<(), Failure> {
        let name = checked_name(name)?;
        self.store.rename_pool(id, &name)?;
        self.change(id, |state| state.pool.name = name)
    }

    /// Moves a pool to another place in the list, the first being 0.
    pub(crate) fn move_to(&self, id: &PoolId, to: usize) -> Result<(), Failure> {
        self.store.move_pool(id, to)?;
        let mut pools = self.lock();
        let from = pools.iter().position(|state| state.pool.id == *id);
        let state = pools.remove(from.ok_or(ErrorCode::PoolNotFound)?);
        let to = to.min(pools.len());
        pools.insert(to, state);
        Ok(())
    }

    /// Removes a pool's key, then its readings and itself. While the keychain refuses to remove the key, the
    /// pool stays, unless `leave_key`.
    pub(crate) async fn remove(&self, id: &PoolId, leave_key: bool) -> Result<(), Failure> {
        let _writing = self.keys.serialize_writes().await;
        let pool = self.read(id, |state| state.pool.clone())?;
        let removed = self.keys.remove(&pool, Initiator::Owner).await;
        if leave_key {
            self.keys.release(&pool);
        } else {
            removed?;
        }
        self.store.remove_pool(id)?;
        self.lock().retain(|state| state.pool.id != *id);
        tracing::info!(pool = id.short(), leave_key, "a pool was removed");
        Ok(())
    }

    /// Makes clients again: a client's language is fixed when it is made.
    pub(crate) fn language_changed(&self) {
        self.lock()
            .iter_mut()
            .for_each(|state| state.start_epoch(None));
    }

    /// Discards failure counts from before a sleep of the machine.
    pub(crate) fn machine_slept(&self) {
        let mut pools = self.lock();
        pools
            .iter_mut()
            .for_each(|state| state.server_clock.machine_slept());
    }

    /// The pool's client; the first call makes it, with its key from the keychain. A changed proxy or trust store
    /// holds from now on.
    pub(crate) async fn client(
        &self,
        id: &PoolId,
        initiator: Initiator,
    ) -> Result<PoolClient, Failure> {
        let (pool, known, epoch) = self.read(id, |state| {
            (state.pool.clone(), state.client.clone(), state.epoch)
        })?;
        let client = match known {
            Some(client) => self.clients.current(client, &pool, initiator).await?,
            None => {
                let key = self.keys.load(&pool, initiator).await?;
                self.clients.connect(&pool, key, initiator).await?
            }
        };
        self.change(id, |state| {
            if state.epoch == epoch {
                state.client = Some(client.clone());
            }
        })?;
        Ok(client)
    }

    /// Applies what a refresh of this epoch brought, calls `applied`, and stores it. False if the pool was
    /// removed or given another key or language meanwhile.
    pub(crate) async fn apply(
        self: &Arc<Self>,
        id: &PoolId,
        epoch: u32,
        result: RefreshResult,
        applied: impl FnOnce(),
    ) -> bool {
        let readings = self.change(id, |state| {
            (state.epoch == epoch).then(|| {
                state.apply(result);
                state.fresh_readings()
            })
        });
        let Ok(Some(readings)) = readings else {
            return false;
        };
        applied();
        let (service, id) = (Arc::clone(self), id.clone());
        let written = tokio::task::spawn_blocking(move || service.write(&id, &readings)).await;
        if let Ok(Err(failure)) = &written {
            let (code, reason) = (failure.code, failure.reason());
            tracing::warn!(%code, reason, "the readings were not written");
        }
        // A pool that was removed meanwhile has nothing to store.
        let failed = |failure: Failure| failure.code == ErrorCode::StoreFailed;
        let failed = written.is_ok_and(|written| written.is_err_and(failed));
        self.health.record(failed);
        true
    }

    /// Reads a pool's history, for the trends at start. False if a refresh was faster.
    pub(crate) fn load_trends(&self, id: &PoolId) -> Result<bool, Failure> {
        let trends = self.read_trends(id)?;
        self.set_first_trends(id, trends)
    }

    /// As [`Self::load_trends`], of several pools.
    pub(crate) fn load_trends_of(&self, ids: &[PoolId]) -> Result<(), Failure> {
        let all = self.store.read_group(|| {
            let trends = ids.iter().map(|id| self.read_trends(id));
            trends.collect::<Result<Vec<_>, Failure>>()
        })?;
        for (id, trends) in ids.iter().zip(all) {
            self.set_first_trends(id, trends)?;
        }
        Ok(())
    }

    fn set_first_trends(&self, id: &PoolId, trends: PoolTrends) -> Result<bool, Failure> {
        self.change(id, |state| {
            let is_first = state.trends.is_none();
            state.trends.get_or_insert(trends);
            is_first
        })
    }

    fn list(&self, pool: Pool) -> PoolId {
        let id = pool.id.clone();
        log_events::pool(&pool);
        self.lock().push(PoolState::new(pool));
        id
    }

    fn read_trends(&self, id: &PoolId) -> Result<PoolTrends, Failure> {
        let today = vendor_day(self.clients.now());
        let mau = self.read(id, |state| state.mau.clone())?;
        PoolTrends::load(&self.store, id, mau.as_ref().map(|mau| &mau.value), today)
    }

    /// Blocks.
    fn write(&self, id: &PoolId, readings: &FreshReadings) -> Result<(), Failure> {
        let batch = batch(readings, longest_gap(&self.clients.settings.get()))?;
        let written = match batch.readings.is_empty() {
            true => Ok(()),
            false => self.store.save_refresh(id, &batch),
        };
        let trends = self.read_trends(id)?;
        self.change(id, |state| state.trends = Some(trends))?;
        Ok(written?)
    }
}

fn batch(readings: &FreshReadings, max_gap: MaxGap) -> Result<RefreshBatch, Failure> {
    let FreshReadings { usage, mau, plan } = readings;
    let kept = [
        usage
            .as_ref()
            .map(|usage| StoredReading::of(Kind::Usage, usage)),
        mau.as_ref().map(|mau| StoredReading::of(Kind::Mau, mau)),
        plan.as_ref()
            .map(|plan| StoredReading::of(Kind::Plan, plan)),
    ];
    let samples = [
        usage.as_ref().map(usage_sample),
        mau.as_ref().and_then(mau_sample),
    ];
    let periods = mau.as_ref().map(|mau| mau.value.history.periods.clone());
    Ok(RefreshBatch {
        readings: kept.into_iter().flatten().collect::<Result<_, _>>()?,
        samples: samples.into_iter().flatten().collect(),
        max_gap,
        periods: periods.unwrap_or_default(),
    })
}
