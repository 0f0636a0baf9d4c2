//! Where access keys are kept: the operating system's keychain, behind one thread.
//!
//! A keychain is slow, blocks, and may ask its owner something. So one thread owns it, callers wait no
//! longer than their patience, and what they gave up on before it began is not done later. One entry per
//! pool holds ID and secret together, and is updated in place.
//!
//! Where the keychain does not take a key, the caller may have it [held](Keychain::hold_for_session) in
//! memory for this session. Deliberately not in here: files.

mod entry;
mod error;
mod os;
mod pace;
mod patience;
mod product;
mod secret_store;
mod session;
mod thread;

use std::sync::{Arc, Mutex, PoisonError};

use genauth::AccessKey;
use zeroize::Zeroizing;

pub use error::KeychainError;
pub use os::OsKeychain;
pub use patience::{Limits, Patience};
pub use secret_store::{InMemory, SecretStore};

use crate::view::KeyPlace;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
pub use session::PriorEntry;
use session::SessionKeys;
use thread::{OwningThread, Task};

/// The way to the keychain's thread. Clones share it; it ends with the last of them.
#[derive(Clone)]
pub struct Keychain {
    thread: Arc<OwningThread>,
    session: Arc<SessionKeys>,
    trouble: Arc<Mutex<Option<ErrorCode>>>,
}

impl Keychain {
    /// Starts the thread; `store` is made on it. Needs no runtime yet, but calls need one with time.
    pub fn start(store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static) -> Self {
        Self::start_with(store, Limits::default())
    }

    /// The same with other limits.
    pub fn start_with(
        store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static,
        limits: Limits,
    ) -> Self {
        Self {
            thread: Arc::new(OwningThread::start(store, limits)),
            session: Arc::default(),
            trouble: Arc::default(),
        }
    }

    /// The access key of a pool, or nothing if there is none. One held for this session comes first.
    ///
    /// # Errors
    /// `keychain_missing`, `keychain_locked`, `keychain_timed_out`, `keychain_failed` (with `reason`
    /// `entry_not_understood` if the entry holds something else than an access key).
    pub async fn get(&self, id: &PoolId, patience: Patience) -> Result<Option<AccessKey>, Failure> {
        if let Some(key) = self.session.get(id) {
            return Ok(Some(key));
        }
        let found = self.call(Task::Get(id.0.clone()), patience).await?;
        found.map(|text| entry::read(&text)).transpose()
    }

    /// Puts the access key of a pool into the keychain, in place of the one that is there. Either it is
    /// there when this returns, or it will not be.
    ///
    /// # Errors
    /// `keychain_missing`, `keychain_locked`, `keychain_timed_out`, `keychain_failed`.
    pub async fn put(
        &self,
        id: &PoolId,
        key: &AccessKey,
        patience: Patience,
    ) -> Result<(), Failure> {
        self.call(Task::Put(id.0.clone(), entry::write(key)?), patience)
            .await?;
        self.session.forget(id);
        Ok(())
    }

    /// Removes the access key of a pool; that there is none is fine. One held for this session goes with it,
    /// and where that was all there ever was, so that there is no keychain is fine too.
    ///
    /// # Errors
    /// `keychain_missing`, `keychain_locked`, `keychain_timed_out`, `keychain_failed`; then a key held for
    /// this session stays. After a time-out the entry may still go, once the keychain's owner lets it.
    pub async fn remove(&self, id: &PoolId, patience: Patience) -> Result<(), Failure> {
        let only_held = self.session.beneath(id) == Some(PriorEntry::Nothing);
        match self.call(Task::Remove(id.0.clone()), patience).await {
            Err(failure) if !(only_held && failure.code == ErrorCode::KeychainMissing) => {
                Err(failure)
            }
            _ => {
                self.session.forget(id);
                Ok(())
            }
        }
    }

    /// Holds the access key of a pool in memory until the process ends or the keychain takes one.
    pub fn hold_for_session(&self, id: &PoolId, key: AccessKey, beneath: PriorEntry) {
        self.session.hold(id.clone(), key, beneath);
    }

    /// Lets go of a key that is held in memory, if there is one, and leaves the keychain alone.
    pub fn let_go(&self, id: &PoolId) {
        self.session.forget(id);
    }

    /// Where the access key of a pool is looked for.
    pub fn place(&self, id: &PoolId) -> KeyPlace {
        if self.session.has(id) {
            KeyPlace::Session
        } else {
            KeyPlace::Keychain
        }
    }

    /// No key at all is held in memory.
    #[cfg(test)]
    pub(crate) fn holds_none(&self) -> bool {
        self.session.is_empty()
    }

    /// The product's name: `GNOME Keyring`, `KWallet`, `KeePassXC`, `Keychain`, `Credential Manager`;
    /// `Secret Service` for one that is not known, or not yet.
    pub fn name(&self) -> String {
        self.thread.product()
    }

    /// Returns once the name is known, or will not be soon.
    pub async fn settled(&self) {
        self.thread.settled().await;
    }

    /// Why the last call did not succeed, if it did not.
    pub fn trouble(&self) -> Option<Failure> {
        self.trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .map(Failure::from)
    }

    async fn call(
        &self,
        task: Task,
        patience: Patience,
    ) -> Result<Option<Zeroizing<String>>, Failure> {
        let answer = self.thread.call(task, patience).await;
        let trouble = answer.as_ref().err().map(|error| ErrorCode::from(*error));
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
        Ok(answer?)
    }
}
