//! Access keys: taken in hand, tried, put into the keychain.

use std::sync::PoisonError;

use genauth::{AccessKey, AccessKeySecret, Client, SignIn};

use super::{Authgauge, tell};
use crate::draft::PoolDraft;
use crate::keychain::{Patience, PriorEntry};
use crate::view::KeyReport;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::{Pool, PoolId};

impl Authgauge {
    /// Takes a typed access key in hand, in the place of one that was there: the only way in for a
    /// secret. It is wiped when it is put into the keychain or dropped.
    ///
    /// # Errors
    /// `key_malformed`; then no key is in hand.
    pub fn hold_key(&self, id: String, secret: String) -> Result<(), Failure> {
        self.drop_key();
        let key = AccessKey::new(id, AccessKeySecret::new(secret))?;
        *self.hand() = Some(key);
        Ok(())
    }

    /// Drops the key in hand.
    pub fn drop_key(&self) {
        *self.hand() = None;
    }

    /// Signs in with the key in hand and reports what it finds. Stores nothing.
    ///
    /// # Errors
    /// What [`PoolDraft::into_pool`] refuses, except a missing name; `no_key_in_hand`; what the server
    /// or the way to it says.
    pub async fn test_key(&self, mut draft: PoolDraft) -> Result<KeyReport, Failure> {
        if draft.name.trim().is_empty() {
            // A key can be tried before the pool has a name.
            draft.name = "-".to_owned();
        }
        let pool = draft.into_pool(PoolId::random())?;
        let language = self.state().settings.language;
        report(&self.connect(&pool, self.key_in_hand()?, language)?).await
    }

    /// Gives a pool the key in hand, once the server has accepted it. Until then the old one stays.
    ///
    /// # Errors
    /// `pool_not_found`, `no_key_in_hand`, what the server says of the key, the keychain's codes.
    pub async fn replace_key(&self, id: &PoolId, session_only: bool) -> Result<(), Failure> {
        let (pool, language) = {
            let state = self.state();
            (state.pool(id)?.pool.clone(), state.settings.language)
        };
        let key = self.key_in_hand()?;
        let client = self.connect(&pool, key.clone(), language)?;
        report(&client).await?;
        let _turn = self.0.key_turn.lock().await;
        // Removed while the server was asked: then nobody would ever remove the key.
        self.state().pool(id)?;
        if session_only {
            // The old key shall not come back at the next start, if the keychain lets it go.
            let _ = self
                .0
                .keychain
                .remove(&pool.keychain_entry(), Patience::Background)
                .await;
        }
        self.put_key(&pool, &key, session_only, PriorEntry::PerhapsAKey)
            .await?;
        self.state().pool_mut(id)?.start_epoch(Some(client));
        self.drop_key();
        tracing::info!(pool = id.short(), session_only, "the key was replaced");
        self.start_refresh(id, Patience::Owner);
        Ok(())
    }

    pub(super) fn key_in_hand(&self) -> Result<AccessKey, Failure> {
        self.hand()
            .clone()
            .ok_or_else(|| ErrorCode::NoKeyInHand.into())
    }

    /// Into the keychain; into memory where there is no keychain, or where the owner wants no other.
    pub(super) async fn put_key(
        &self,
        pool: &Pool,
        key: &AccessKey,
        session_only: bool,
        beneath: PriorEntry,
    ) -> Result<(), Failure> {
        let entry = pool.keychain_entry();
        if session_only || self.0.session_only {
            self.0
                .keychain
                .hold_for_session(&entry, key.clone(), beneath);
            return Ok(());
        }
        match self.0.keychain.put(&entry, key, Patience::Owner).await {
            Err(failure) if failure.code == ErrorCode::KeychainMissing => {
                self.0
                    .keychain
                    .hold_for_session(&entry, key.clone(), beneath);
                Ok(())
            }
            done => done,
        }
    }

    fn hand(&self) -> std::sync::MutexGuard<'_, Option<AccessKey>> {
        self.0
            .key_in_hand
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

async fn report(client: &Client) -> Result<KeyReport, Failure> {
    let benefits = client.usage().await.map_err(Failure::from);
    let benefits = benefits.inspect_err(tell::key_refused)?;
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(KeyReport {
        benefits: count(benefits.len()),
        trials: count(benefits.iter().filter(|benefit| benefit.trial).count()),
        sign_in: client.sign_in().unwrap_or(SignIn::Token),
        clock_ahead_ms: client.clock_ahead_ms(),
    })
}
