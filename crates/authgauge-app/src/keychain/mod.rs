//! Access keys in the operating system's keychain.
//!
//! A keychain is slow, blocks and may prompt. One thread owns it, callers wait with a time limit, and a call
//! whose caller gave up before it began is not made later. One entry per pool holds ID and secret, updated in
//! place. A key that the keychain refuses can be [held in memory](Keychain::hold_for_session).

mod entry;
mod error;
mod initiator;
mod key_place;
mod os;
mod product;
mod prompt_policy;
mod secret_store;
mod session;
mod thread;
#[cfg(not(any(target_os = "macos", windows)))]
pub(crate) mod watch;
#[cfg(any(target_os = "macos", windows))]
pub(crate) mod watch {
    /// Returns at once: these systems don't report changes of the keychain.
    pub(crate) async fn watch(_changed: &tokio::sync::Notify) {}
}

use std::sync::{Arc, Mutex, PoisonError};

use genauth::AccessKey;
use zeroize::Zeroizing;

pub use error::KeychainError;
pub use initiator::{Initiator, KeychainTimeouts};
pub use key_place::KeyPlace;
pub use os::OsKeychain;
pub use secret_store::{InMemory, SecretStore, pool_of};

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
pub use session::PriorEntry;
use session::SessionKeys;
use thread::{OwningThread, Task};

/// A handle to the keychain's thread. Clones share it; the thread ends with the last one.
#[derive(Clone)]
pub struct Keychain {
    thread: Arc<OwningThread>,
    session: Arc<SessionKeys>,
    trouble: Arc<Mutex<Option<KeychainError>>>,
}

impl Keychain {
    /// Starts the thread, which makes `store`. Calls need a Tokio runtime with time.
    pub fn start(store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static) -> Self {
        Self::start_with(store, KeychainTimeouts::default())
    }

    /// Starts the thread with other time limits.
    pub fn start_with(
        store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static,
        limits: KeychainTimeouts,
    ) -> Self {
        Self {
            thread: Arc::new(OwningThread::start(store, limits)),
            session: Arc::default(),
            trouble: Arc::default(),
        }
    }

    /// The access key of a pool; None if there is none. A key held in memory comes first.
    ///
    /// # Errors
    /// `keychain_missing`, `keychain_locked`, `keychain_timed_out`, `keychain_failed` (with `reason`
    /// `entry_not_understood` if the entry is not an access key, and `entries_differ` if there are several and they
    /// differ).
    pub async fn get(
        &self,
        id: &PoolId,
        initiator: Initiator,
    ) -> Result<Option<AccessKey>, Failure> {
        if let Some(key) = self.session.get(id) {
            return Ok(Some(key));
        }
        let found = self.call(Task::Get(id.0.clone()), initiator).await?;
        let found = found.map(|text| entry::read(&text)).transpose()?;
        Ok(found.map(|(key, _)| key))
    }

    /// The access key of a pool, if it was stored with the same binding.
    ///
    /// # Errors
    /// Those of [`Keychain::get`]; `key_mismatch` for another binding, or none.
    pub(crate) async fn get_bound(
        &self,
        id: &PoolId,
        bound_to: &str,
        initiator: Initiator,
    ) -> Result<Option<AccessKey>, Failure> {
        // What a key in memory is used for came from the owner in this session.
        if let Some(key) = self.session.get(id) {
            return Ok(Some(key));
        }
        let Some(text) = self.call(Task::Get(id.0.clone()), initiator).await? else {
            return Ok(None);
        };
        match entry::read(&text)? {
            (key, Some(stored)) if stored == bound_to => Ok(Some(key)),
            _ => Err(ErrorCode::KeyMismatch.into()),
        }
    }

    /// Writes the access key of a pool, replacing an earlier one. After an error the key is not in the keychain.
    ///
    /// # Errors
    /// `keychain_missing`, `keychain_locked`, `keychain_timed_out`, `keychain_failed`.
    pub async fn put(
        &self,
        id: &PoolId,
        key: &AccessKey,
        initiator: Initiator,
    ) -> Result<(), Failure> {
        self.put_text(id, entry::write(key, None)?, initiator).await
    }

    /// Writes the access key of a pool with its binding.
    ///
    /// # Errors
    /// Those of [`Keychain::put`].
    pub(crate) async fn put_bound(
        &self,
        id: &PoolId,
        key: &AccessKey,
        bound_to: &str,
        initiator: Initiator,
    ) -> Result<(), Failure> {
        let text = entry::write(key, Some(bound_to))?;
        self.put_text(id, text, initiator).await
    }

    async fn put_text(
        &self,
        id: &PoolId,
        text: Zeroizing<String>,
        initiator: Initiator,
    ) -> Result<(), Failure> {
        self.call(Task::Put(id.0.clone(), text), initiator).await?;
        self.session.forget(id);
        Ok(())
    }

    /// Removes the access keys of a pool, for any host, also from memory: the host in the database may have been
    /// altered. A missing keychain is no error if the key was only ever held in memory.
    ///
    /// # Errors
    /// `keychain_missing`, `keychain_locked`, `keychain_timed_out`, `keychain_failed`; then a key held in
    /// memory stays. After a time-out the entry may still be removed later.
    pub async fn remove(&self, id: &PoolId, initiator: Initiator) -> Result<(), Failure> {
        let only_held = self.session.prior(id) == Some(PriorEntry::Absent);
        match self.call(Task::Remove(id.0.clone()), initiator).await {
            Err(failure) if !(only_held && failure.code == ErrorCode::KeychainMissing) => {
                Err(failure)
            }
            _ => {
                self.session.forget_pool(id);
                Ok(())
            }
        }
    }

    /// Holds the access key of a pool in memory until the process ends or the keychain accepts one.
    pub fn hold_for_session(&self, id: &PoolId, key: AccessKey, prior: PriorEntry) {
        self.session.hold(id.clone(), key, prior);
    }

    /// Forgets a key held in memory; the keychain is not called.
    pub fn release(&self, id: &PoolId) {
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

    /// Whether no key is held in memory.
    #[cfg(any(test, feature = "testing"))]
    #[doc(hidden)]
    pub fn holds_none(&self) -> bool {
        self.session.is_empty()
    }

    /// The product's name: `GNOME Keyring`, `KWallet`, `KeePassXC`, `Keychain`, `Credential Manager`;
    /// `Secret Service` while it is not known.
    pub fn name(&self) -> String {
        self.thread.product()
    }

    /// Whether a caller waits for an answer now.
    pub(crate) fn is_waited_for(&self) -> bool {
        self.thread.is_waited_for()
    }

    /// Waits until the name is known, 3 s at most.
    pub async fn wait_for_name(&self) {
        self.thread.wait_for_name().await;
    }

    /// Reads the name again, and forgets that there was no keychain: one may have appeared.
    pub(crate) async fn look_again(&self) {
        {
            let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            trouble.take_if(|trouble| *trouble == KeychainError::Missing);
        }
        // An error is that of a keychain that does not answer, which the next call reports.
        let _ = self.thread.call(Task::Name, Initiator::Background).await;
    }

    /// Why the last call failed, if it did.
    pub fn trouble(&self) -> Option<Failure> {
        self.trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .map(Failure::from)
    }

    async fn call(
        &self,
        task: Task,
        initiator: Initiator,
    ) -> Result<Option<Zeroizing<String>>, Failure> {
        let answer = self.thread.call(task, initiator).await;
        let trouble = answer.as_ref().err().copied();
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
        Ok(answer?)
    }
}
