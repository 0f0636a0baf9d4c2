use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use genauth::AccessKey;

use crate::pool::PoolId;

/// Access keys that the keychain would not take. Each is wiped when it is dropped.
#[derive(Default)]
pub(super) struct SessionKeys(Mutex<HashMap<PoolId, AccessKey>>);

impl SessionKeys {
    pub(super) fn get(&self, id: &PoolId) -> Option<AccessKey> {
        self.keys().get(id).cloned()
    }

    pub(super) fn has(&self, id: &PoolId) -> bool {
        self.keys().contains_key(id)
    }

    pub(super) fn hold(&self, id: PoolId, key: AccessKey) {
        self.keys().insert(id, key);
    }

    /// Whether there was one.
    pub(super) fn forget(&self, id: &PoolId) -> bool {
        self.keys().remove(id).is_some()
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<PoolId, AccessKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
