//! The operating system's keychain.

use std::{collections::HashMap, sync::Arc};

use keyring_core::{Entry, Error, api::CredentialStore};
use zeroize::{Zeroize as _, Zeroizing};

use authgauge_core::identity::PRODUCT;

use super::{KeychainError, SecretStore, pool_of, product};

/// The service attribute of entries, beside the account.
const SERVICE: &str = PRODUCT;

/// The operating system's keychain: Secret Service on Linux, Keychain on macOS, Credential Manager on
/// Windows. Connects at the first call, and again after the keychain restarted.
#[derive(Default)]
pub struct OsKeychain {
    store: Option<Arc<CredentialStore>>,
}

impl SecretStore for OsKeychain {
    fn name(&self) -> String {
        product::name()
    }

    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
        match self.with_entry(account, Entry::get_secret) {
            Ok(bytes) => Ok(Some(text(bytes)?)),
            Err(Refused::Entry(Error::NoEntry)) if system::hides_entries() => {
                Err(KeychainError::Locked)
            }
            Err(Refused::Entry(Error::NoEntry)) => Ok(None),
            Err(Refused::Entry(Error::Ambiguous(entries))) => common_text(&entries),
            Err(refused) => Err(refused.into()),
        }
    }

    fn set(&mut self, account: &str, text: &str) -> Result<(), KeychainError> {
        match self.with_entry(account, |entry| entry.set_secret(text.as_bytes())) {
            // Each gets the text, so that none is left with another key.
            Err(Refused::Entry(Error::Ambiguous(entries))) => set_each(&entries, text),
            written => Ok(written?),
        }
    }

    fn delete(&mut self, account: &str) -> Result<(), KeychainError> {
        match self.with_entry(account, Entry::delete_credential) {
            Ok(()) | Err(Refused::Entry(Error::NoEntry)) => Ok(()),
            // The entry was copied by another program: the owner wants all copies removed.
            Err(Refused::Entry(Error::Ambiguous(entries))) => delete_each(&entries),
            Err(refused) => Err(refused.into()),
        }
    }

    fn accounts_of(&mut self, pool: &str) -> Result<Vec<String>, KeychainError> {
        let spec = HashMap::from([system::OWN_ENTRIES]);
        let entries = self.with_store(|store| store.search(&spec))?;
        let specifiers = entries.iter().filter_map(Entry::get_specifiers);
        let accounts = specifiers
            .filter(|(service, account)| service == SERVICE && pool_of(account) == pool)
            .map(|(_, account)| account);
        Ok(accounts.collect())
    }

    fn is_open(&mut self, account: &str) -> bool {
        system::is_open(account)
    }
}

impl OsKeychain {
    fn with_entry<T>(
        &mut self,
        account: &str,
        work: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<T, Refused> {
        let label = format!("Authgauge: access key of {account}");
        let modifiers = HashMap::from([("label", label.as_str())]);
        let modifiers = system::HAS_LABELS.then_some(&modifiers);
        self.with_store(|store| work(&store.build(SERVICE, account, modifiers)?))
    }

    /// Reconnects once after a failure: a keychain that restarted has lost the session.
    fn with_store<T>(
        &mut self,
        work: impl Fn(&CredentialStore) -> keyring_core::Result<T>,
    ) -> Result<T, Refused> {
        let served_before = self.store.is_some();
        match work(&*self.store()?).map_err(Refused::Entry) {
            Err(Refused::Entry(Error::PlatformFailure(_))) if served_before => {
                self.store = None;
                work(&*self.store()?).map_err(Refused::Entry)
            }
            answer => answer,
        }
    }

    fn store(&mut self) -> Result<Arc<CredentialStore>, Refused> {
        let store = match self.store.take() {
            Some(store) => store,
            None => system::connect().map_err(|_| Refused::NoStore)?,
        };
        Ok(Arc::clone(self.store.insert(store)))
    }
}

/// A library error. Stays in this file, since it may contain an entry's bytes.
enum Refused {
    NoStore,
    Entry(Error),
}

impl From<Refused> for KeychainError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NoStore
            | Refused::Entry(Error::NoDefaultStore | Error::NotSupportedByStore(_)) => {
                Self::Missing
            }
            Refused::Entry(Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _)) => {
                bytes.zeroize();
                Self::Failed
            }
            Refused::Entry(Error::NoStorageAccess(cause)) => {
                system::meaning(&*cause).unwrap_or(Self::Locked)
            }
            Refused::Entry(Error::PlatformFailure(cause)) => {
                system::meaning(&*cause).unwrap_or(Self::Failed)
            }
            Refused::Entry(_) => Self::Failed,
        }
    }
}

fn text(bytes: Vec<u8>) -> Result<Zeroizing<String>, KeychainError> {
    String::from_utf8(bytes)
        .map(Zeroizing::new)
        .map_err(|error| {
            error.into_bytes().zeroize();
            KeychainError::Failed
        })
}

/// The text that all entries of an account have.
fn common_text(entries: &[Entry]) -> Result<Option<Zeroizing<String>>, KeychainError> {
    let mut common: Option<Zeroizing<String>> = None;
    for entry in entries {
        let text = match entry.get_secret() {
            Ok(bytes) => text(bytes)?,
            // It was removed meanwhile.
            Err(Error::NoEntry) => continue,
            Err(error) => return Err(Refused::Entry(error).into()),
        };
        if common.as_ref().is_some_and(|common| *common != text) {
            return Err(KeychainError::EntriesDiffer);
        }
        common = Some(text);
    }
    Ok(common)
}

fn set_each(entries: &[Entry], text: &str) -> Result<(), KeychainError> {
    entries
        .iter()
        .try_for_each(|entry| Ok(entry.set_secret(text.as_bytes()).map_err(Refused::Entry)?))
}

fn delete_each(entries: &[Entry]) -> Result<(), KeychainError> {
    entries
        .iter()
        .try_for_each(|entry| Ok(entry.delete_credential().map_err(Refused::Entry)?))
}

#[cfg(not(any(target_os = "macos", windows)))]
mod system {
    use std::{collections::HashMap, error::Error, sync::Arc};

    use keyring_core::api::CredentialStore;
    use secret_service::Error as Cause;
    use zbus::{
        blocking::{Connection, Proxy},
        zvariant::OwnedObjectPath,
    };
    use zbus_secret_service_keyring_store::Store;

    use super::{KeychainError, SERVICE};

    const SECRETS: &str = "org.freedesktop.secrets";
    const SECRETS_PATH: &str = "/org/freedesktop/secrets";
    const SERVICE_INTERFACE: &str = "org.freedesktop.Secret.Service";
    const COLLECTION_INTERFACE: &str = "org.freedesktop.Secret.Collection";

    /// Open entries, then locked ones.
    type Found = (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>);

    pub(super) const HAS_LABELS: bool = true;

    /// What the search for all entries of Authgauge compares.
    pub(super) const OWN_ENTRIES: (&str, &str) = ("service", SERVICE);

    /// The specification's name for it.
    const IS_LOCKED: &str = "org.freedesktop.Secret.Error.IsLocked";

    pub(super) fn connect() -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(Store::new()?)
    }

    /// Searching tells which entries are locked, and does not prompt: but KeePassXC does while it is locked.
    pub(super) fn is_open(account: &str) -> bool {
        let search = || -> zbus::Result<Found> {
            let service = service()?;
            if is_locked(&service).unwrap_or(false) {
                return Ok(Found::default());
            }
            let attributes = HashMap::from([("service", SERVICE), ("username", account)]);
            service.call("SearchItems", &(attributes,))
        };
        search().is_ok_and(|(open, locked)| !open.is_empty() && locked.is_empty())
    }

    /// Whether the collection for new entries is locked. KeePassXC then finds none, instead of locked ones.
    pub(super) fn hides_entries() -> bool {
        service()
            .and_then(|service| is_locked(&service))
            .unwrap_or(false)
    }

    fn service() -> zbus::Result<Proxy<'static>> {
        let bus = Connection::session()?;
        Proxy::new(&bus, SECRETS, SECRETS_PATH, SERVICE_INTERFACE)
    }

    fn is_locked(service: &Proxy<'_>) -> zbus::Result<bool> {
        let path: OwnedObjectPath = service.call("ReadAlias", &("default",))?;
        let bus = service.connection();
        Proxy::new(bus, SECRETS, path, COLLECTION_INTERFACE)?.get_property("Locked")
    }

    pub(super) fn meaning(cause: &(dyn Error + Send + Sync + 'static)) -> Option<KeychainError> {
        match cause.downcast_ref::<Cause>()? {
            // No object: there is no default collection, none was ever set up.
            Cause::Unavailable | Cause::NoResult => Some(KeychainError::Missing),
            Cause::Locked | Cause::Prompt => Some(KeychainError::Locked),
            Cause::Zbus(zbus::Error::MethodError(name, ..)) if name.as_str() == IS_LOCKED => {
                Some(KeychainError::Locked)
            }
            _ => None,
        }
    }
}

#[cfg(any(target_os = "macos", windows))]
mod system {
    use std::{error::Error, sync::Arc};

    #[cfg(target_os = "macos")]
    use apple_native_keyring_store::keychain::Store;
    use keyring_core::api::CredentialStore;
    #[cfg(windows)]
    use windows_native_keyring_store::Store;

    use super::{KeychainError, SERVICE};

    pub(super) const HAS_LABELS: bool = false;

    /// What the search for all entries of Authgauge compares: on Windows a pattern of their names.
    pub(super) const OWN_ENTRIES: (&str, &str) = match cfg!(windows) {
        true => ("pattern", SERVICE),
        false => ("service", SERVICE),
    };

    pub(super) fn connect() -> keyring_core::Result<Arc<CredentialStore>> {
        Ok(Store::new()?)
    }

    pub(super) fn is_open(_account: &str) -> bool {
        false
    }

    pub(super) fn hides_entries() -> bool {
        false
    }

    pub(super) fn meaning(_cause: &(dyn Error + Send + Sync + 'static)) -> Option<KeychainError> {
        None
    }
}

#[cfg(test)]
mod tests;
