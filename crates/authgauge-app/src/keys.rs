//! The pools' access keys: in the keychain, or held in memory.

use genauth::{AccessKey, AccessKeySecret};
use tokio::sync::{Mutex, MutexGuard};

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::WebhookFormat;
use authgauge_core::pool::{Pool, PoolId};

use crate::digest::sha256;
use crate::keychain::{Initiator, KeyPlace, Keychain, PriorEntry};
use crate::signing_secret::SigningSecret;
use crate::snapshot::KeychainStatus;

/// Names the keychain entries of signing secrets.
const SIGNING_SECRET: &str = "webhook";

/// Names the keychain entries of consents to a webhook.
const CONSENT: &str = "webhook-consent";

/// Where the owner wants a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStorage {
    /// In the keychain; in memory where there is none.
    Keychain,
    /// In memory, until the program ends.
    Session,
}

/// Stores and finds access keys.
pub(crate) struct KeyService {
    keychain: Keychain,
    session_only: bool,
    /// The keychain entry of the consent to a webhook.
    consent: PoolId,
    /// Serialises key writes with pool removal.
    writing: Mutex<()>,
}

impl KeyService {
    /// For the data in this folder: what was agreed to there holds in no other.
    pub(crate) fn new(keychain: Keychain, session_only: bool, data_dir: &str) -> Self {
        Self {
            keychain,
            session_only,
            consent: PoolId(format!("{CONSENT} {}", sha256(data_dir))),
            writing: Mutex::default(),
        }
    }

    /// Held while a key is written or a pool removed.
    pub(crate) async fn serialize_writes(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().await
    }

    /// Puts a key into the keychain; into memory where there is none, or where the owner wants that.
    pub(crate) async fn save(
        &self,
        pool: &Pool,
        key: &AccessKey,
        storage: KeyStorage,
        prior: PriorEntry,
    ) -> Result<(), Failure> {
        if self.session_only || storage == KeyStorage::Session {
            self.hold(pool, key.clone(), prior);
            return Ok(());
        }
        let entry = pool.keychain_entry();
        let (binding, initiator) = (binding(pool), Initiator::Owner);
        let put = self.keychain.put_bound(&entry, key, &binding, initiator);
        match put.await {
            Err(failure) if failure.code == ErrorCode::KeychainMissing => {
                self.hold(pool, key.clone(), prior);
                Ok(())
            }
            saved => saved,
        }
    }

    /// Puts the password of a proxy into the keychain; into memory where there is none.
    pub(crate) async fn save_password(
        &self,
        entry: &PoolId,
        key: AccessKey,
    ) -> Result<(), Failure> {
        let saved = match self.session_only {
            true => Err(ErrorCode::KeychainMissing.into()),
            false => self.keychain.put(entry, &key, Initiator::Owner).await,
        };
        match saved {
            Err(failure) if failure.code == ErrorCode::KeychainMissing => {
                self.keychain
                    .hold_for_session(entry, key, PriorEntry::Possible);
                Ok(())
            }
            saved => saved,
        }
    }

    /// Holds a key in memory until the program ends.
    pub(crate) fn hold(&self, pool: &Pool, key: AccessKey, prior: PriorEntry) {
        self.keychain
            .hold_for_session(&pool.keychain_entry(), key, prior);
    }

    /// # Errors
    /// `key_missing`; `key_mismatch` if the pool is not as it was when the key was stored; the keychain's codes.
    pub(crate) async fn load(
        &self,
        pool: &Pool,
        initiator: Initiator,
    ) -> Result<AccessKey, Failure> {
        let (entry, binding) = (pool.keychain_entry(), binding(pool));
        let found = self.keychain.get_bound(&entry, &binding, initiator).await?;
        found.ok_or_else(|| ErrorCode::KeyMissing.into())
    }

    pub(crate) async fn remove(&self, pool: &Pool, initiator: Initiator) -> Result<(), Failure> {
        self.keychain
            .remove(&pool.keychain_entry(), initiator)
            .await
    }

    /// Forgets a key that is held in memory; the keychain is not called.
    pub(crate) fn release(&self, pool: &Pool) {
        self.keychain.release(&pool.keychain_entry());
    }

    /// Removes the key of a pool that could not be stored, also if the keychain does not answer.
    pub(crate) async fn discard(&self, pool: &Pool) {
        let _ = self.remove(pool, Initiator::Owner).await;
        self.release(pool);
    }

    pub(crate) fn place(&self, pool: &Pool) -> KeyPlace {
        self.keychain.place(&pool.keychain_entry())
    }

    /// Puts a digest of what the owner agreed to into the keychain; into memory where there is none.
    pub(crate) async fn save_consent(&self, digest: &str) -> Result<KeyPlace, Failure> {
        let secret = AccessKeySecret::new(digest.to_owned());
        let agreed = AccessKey::new(CONSENT, secret)?;
        let entry = self.consent.clone();
        let saved = match self.session_only {
            true => Err(ErrorCode::KeychainMissing.into()),
            false => self.keychain.put(&entry, &agreed, Initiator::Owner).await,
        };
        match saved {
            Err(failure) if failure.code == ErrorCode::KeychainMissing => {
                let prior = PriorEntry::Possible;
                self.keychain.hold_for_session(&entry, agreed, prior);
            }
            saved => saved?,
        }
        Ok(self.keychain.place(&entry))
    }

    /// The digest of what the owner agreed to, and where it is.
    pub(crate) async fn consent(
        &self,
        initiator: Initiator,
    ) -> Result<Option<(String, KeyPlace)>, Failure> {
        let entry = self.consent.clone();
        let found = self.keychain.get(&entry, initiator).await?;
        // Exposed: it is a digest.
        let digest = found.map(|agreed| agreed.secret().expose_secret().to_owned());
        Ok(digest.map(|digest| (digest, self.keychain.place(&entry))))
    }

    /// Removes the consent from memory, and from the keychain if it answers.
    ///
    /// # Errors
    /// The keychain's codes.
    pub(crate) async fn remove_consent(&self, initiator: Initiator) -> Result<(), Failure> {
        let entry = self.consent.clone();
        let removed = self.keychain.remove(&entry, initiator).await;
        self.keychain.release(&entry);
        removed
    }

    #[cfg(feature = "testing")]
    pub(crate) fn consent_entry(&self) -> &PoolId {
        &self.consent
    }

    pub(crate) fn keychain(&self) -> &Keychain {
        &self.keychain
    }

    /// Stores the secret that signs calls of the webhook at this address, and of no other.
    ///
    /// # Errors
    /// The keychain's codes; `key_malformed`.
    pub(crate) async fn save_signing_secret(
        &self,
        url: &str,
        secret: AccessKeySecret,
    ) -> Result<(), Failure> {
        let key = AccessKey::new(SIGNING_SECRET, secret)?;
        let entry = signing_secret_entry(url);
        let saved = match self.session_only {
            true => Err(ErrorCode::KeychainMissing.into()),
            false => self.keychain.put(&entry, &key, Initiator::Owner).await,
        };
        match saved {
            Err(failure) if failure.code == ErrorCode::KeychainMissing => {
                self.keychain
                    .hold_for_session(&entry, key, PriorEntry::Absent);
                Ok(())
            }
            saved => saved,
        }
    }

    /// Stores a secret as [`Self::save_signing_secret`] does, and returns the former one.
    ///
    /// # Errors
    /// The keychain's codes; `key_malformed`.
    pub(crate) async fn replace_signing_secret(
        &self,
        url: &str,
        secret: AccessKeySecret,
    ) -> Result<Option<AccessKey>, Failure> {
        let entry = signing_secret_entry(url);
        let former = match self.keychain.get(&entry, Initiator::Owner).await {
            Err(failure) if failure.code == ErrorCode::KeychainMissing => None,
            former => former?,
        };
        self.save_signing_secret(url, secret).await?;
        Ok(former)
    }

    /// The secret that signs calls of the webhook at this address; None if there is none.
    ///
    /// # Errors
    /// The keychain's codes.
    pub(crate) async fn signing_secret(
        &self,
        url: &str,
        format: WebhookFormat,
    ) -> Result<Option<SigningSecret>, Failure> {
        let entry = signing_secret_entry(url);
        let found = self.keychain.get(&entry, Initiator::Background).await?;
        // Exposed: it signs the call.
        let secret = found.map(|key| SigningSecret::parse(format, key.secret().expose_secret()));
        Ok(secret.flatten())
    }

    /// Removes the secret of a webhook that is no longer signed or called.
    ///
    /// # Errors
    /// The keychain's codes.
    pub(crate) async fn remove_signing_secret(&self, url: &str) -> Result<(), Failure> {
        let entry = signing_secret_entry(url);
        self.keychain.remove(&entry, Initiator::Owner).await
    }

    /// Waits until the keychain's name is known, 3 s at most.
    pub(crate) async fn wait_for_name(&self) {
        self.keychain.wait_for_name().await;
        tracing::info!(keychain = self.keychain.name(), "keychain");
    }

    /// Looks at a keychain that may have appeared or been unlocked.
    pub(crate) async fn look_again(&self) {
        self.keychain.look_again().await;
    }

    pub(crate) fn status(&self) -> KeychainStatus {
        let trouble = self.keychain.trouble();
        let missing = trouble
            .as_ref()
            .is_some_and(|failure| failure.code == ErrorCode::KeychainMissing);
        KeychainStatus {
            name: self.keychain.name(),
            session_only: self.session_only || missing,
            trouble,
        }
    }
}

/// Named by a digest of the address, so that a changed address has no secret.
fn signing_secret_entry(url: &str) -> PoolId {
    PoolId(format!("{SIGNING_SECRET} {}", sha256(url)))
}

/// Of all that decides where a key is sent, and how: an altered database must not decide it.
fn binding(pool: &Pool) -> String {
    sha256(&pool.key_use())
}
