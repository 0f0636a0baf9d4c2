//! Adding, naming, ordering and removing pools.

use genauth::{AccessKey, Benefit};

use super::Authgauge;
use super::state::Watched;
use crate::draft::PoolDraft;
use crate::keychain::{Patience, PriorEntry};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::{Pool, PoolId, checked_name};
use authgauge_core::reading::Reading;

impl Authgauge {
    /// Adds a pool with the key in hand: the key goes into the keychain, then the pool into the store.
    /// Where there is no keychain at all, or with `session_only`, the key is held in memory until Authgauge
    /// ends.
    ///
    /// # Errors
    /// What [`PoolDraft::into_pool`] refuses; `no_key_in_hand`; `keychain_locked`, `keychain_timed_out`,
    /// `keychain_failed`; `store_failed`. Nothing is stored by halves.
    pub async fn add_pool(&self, draft: PoolDraft, session_only: bool) -> Result<PoolId, Failure> {
        let pool = draft.into_pool(PoolId::random())?;
        let key = self.key_in_hand()?;
        self.put_key(&pool, &key, session_only, PriorEntry::Nothing)
            .await?;
        if let Err(failure) = self.0.store.add_pool(&pool) {
            let entry = pool.keychain_entry();
            let _ = self.0.keychain.remove(&entry, Patience::Owner).await;
            // Even where the keychain does not answer.
            self.0.keychain.let_go(&entry);
            return Err(failure.into());
        }
        let id = pool.id.clone();
        self.watch(pool);
        self.drop_key();
        Ok(id)
    }

    /// Adds a pool whose parts are known to be right, as those of the demo are, with earlier readings of it,
    /// in order. Its key is held in memory.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn adopt(
        &self,
        pool: Pool,
        key: AccessKey,
        past: &[Reading<Vec<Benefit>>],
    ) -> Result<(), Failure> {
        self.0.store.add_pool(&pool)?;
        self.0
            .keychain
            .hold_for_session(&pool.keychain_entry(), key, PriorEntry::Nothing);
        let id = self.list(pool);
        // Before the first refresh: what comes later counts as read later.
        self.remember(&id, past)?;
        self.begin(&id);
        Ok(())
    }

    /// Gives a pool another name.
    ///
    /// # Errors
    /// `name_missing`, `name_too_long`, `pool_not_found`, `store_failed`.
    pub fn rename_pool(&self, id: &PoolId, name: &str) -> Result<(), Failure> {
        let name = checked_name(name)?;
        self.0.store.rename_pool(id, &name)?;
        self.state().pool_mut(id)?.pool.name = name;
        self.announce(id);
        Ok(())
    }

    /// Moves a pool to another place in the list, the first being 0.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn move_pool(&self, id: &PoolId, to: usize) -> Result<(), Failure> {
        self.0.store.move_pool(id, to)?;
        self.state().move_pool(id, to)?;
        self.announce_overview();
        Ok(())
    }

    /// Removes a pool: its keychain entry, then its readings and itself. While the keychain does not let
    /// the entry go, the pool stays, unless the owner would rather leave the entry behind.
    ///
    /// # Errors
    /// `pool_not_found`, the keychain's codes, `store_failed`.
    pub async fn remove_pool(&self, id: &PoolId, leave_key: bool) -> Result<(), Failure> {
        let _turn = self.0.key_turn.lock().await;
        let entry = self.state().pool(id)?.pool.keychain_entry();
        let gone = self.0.keychain.remove(&entry, Patience::Owner).await;
        if leave_key {
            self.0.keychain.let_go(&entry);
        } else {
            gone?;
        }
        self.0.store.remove_pool(id)?;
        {
            let mut state = self.state();
            state.pools.retain(|watched| watched.pool.id != *id);
            state.alerts.forget(id);
        }
        tracing::info!(pool = id.short(), leave_key, "a pool was removed");
        self.announce_overview();
        Ok(())
    }

    /// Where the owner of a pool upgrades.
    ///
    /// # Errors
    /// `pool_not_found`; `open_failed` for private deployments, whose console Authgauge does not know.
    pub fn console_url(&self, id: &PoolId) -> Result<String, Failure> {
        let service = self.state().pool(id)?.pool.service;
        Ok(service.console().ok_or(ErrorCode::OpenFailed)?.to_owned())
    }

    fn watch(&self, pool: Pool) {
        let id = self.list(pool);
        self.begin(&id);
    }

    fn list(&self, pool: Pool) -> PoolId {
        let id = pool.id.clone();
        super::tell::tell_pool(&pool);
        self.state().pools.push(Watched::new(pool));
        id
    }

    fn begin(&self, id: &PoolId) {
        self.announce(id);
        self.start_refresh(id, Patience::Owner);
        self.0.rescheduled.notify_one();
    }
}

impl super::state::State {
    fn move_pool(&mut self, id: &PoolId, to: usize) -> Result<(), Failure> {
        let from = self.pools.iter().position(|watched| watched.pool.id == *id);
        let watched = self.pools.remove(from.ok_or(ErrorCode::PoolNotFound)?);
        self.pools.insert(to.min(self.pools.len()), watched);
        Ok(())
    }
}
