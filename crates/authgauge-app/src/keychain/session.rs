use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use genauth::AccessKey;

use authgauge_core::pool::PoolId;

/// What the keychain may have under the name of a key that is held in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriorEntry {
    /// Nothing: no key of this name was ever put there.
    Nothing,
    /// An earlier key, perhaps.
    PerhapsAKey,
}

/// Access keys that the keychain would not take. Each is wiped when it is dropped.
#[derive(Default)]
pub(super) struct SessionKeys(Mutex<HashMap<PoolId, Held>>);

struct Held {
    key: AccessKey,
    beneath: PriorEntry,
}

impl SessionKeys {
    pub(super) fn get(&self, id: &PoolId) -> Option<AccessKey> {
        self.keys().get(id).map(|held| held.key.clone())
    }

    pub(super) fn has(&self, id: &PoolId) -> bool {
        self.keys().contains_key(id)
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.keys().is_empty()
    }

    /// One in the place of another lies on what that one lay on.
    pub(super) fn hold(&self, id: PoolId, key: AccessKey, beneath: PriorEntry) {
        let beneath = self.beneath(&id).unwrap_or(beneath);
        self.keys().insert(id, Held { key, beneath });
    }

    /// Nothing if none is held.
    pub(super) fn beneath(&self, id: &PoolId) -> Option<PriorEntry> {
        self.keys().get(id).map(|held| held.beneath)
    }

    pub(super) fn forget(&self, id: &PoolId) {
        self.keys().remove(id);
    }

    fn keys(&self) -> MutexGuard<'_, HashMap<PoolId, Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
