use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use genauth::AccessKey;

use authgauge_core::pool::PoolId;

use super::pool_of;

/// Whether the keychain may hold an entry for a key that is held in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriorEntry {
    /// No key of this name was ever put there.
    Absent,
    /// An earlier key may be there.
    Possible,
}

/// Access keys that are held in memory only. Each is wiped when it is dropped.
#[derive(Default)]
pub(super) struct SessionKeys(Mutex<HashMap<PoolId, Held>>);

struct Held {
    key: AccessKey,
    prior: PriorEntry,
}

impl SessionKeys {
    pub(super) fn get(&self, id: &PoolId) -> Option<AccessKey> {
        self.keys().get(id).map(|held| held.key.clone())
    }

    pub(super) fn has(&self, id: &PoolId) -> bool {
        self.keys().contains_key(id)
    }

    #[cfg(any(test, feature = "testing"))]
    pub(super) fn is_empty(&self) -> bool {
        self.keys().is_empty()
    }

    /// A key that replaces a held one inherits its prior entry.
    pub(super) fn hold(&self, id: PoolId, key: AccessKey, prior: PriorEntry) {
        let prior = self.prior(&id).unwrap_or(prior);
        self.keys().insert(id, Held { key, prior });
    }

    /// None if no key is held.
    pub(super) fn prior(&self, id: &PoolId) -> Option<PriorEntry> {
        self.keys().get(id).map(|held| held.prior)
    }

    pub(super) fn forget(&self, id: &PoolId) {
        self.keys().remove(id);
    }

    /// Forgets the keys of an entry's pool, for any host.
    pub(super) fn forget_pool(&self, id: &PoolId) {
        self.keys()
            .retain(|held, _| pool_of(&held.0) != pool_of(&id.0));
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<PoolId, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
