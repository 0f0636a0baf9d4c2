//! Whether the database keeps what is written.

use std::sync::atomic::{AtomicBool, Ordering};

use authgauge_store::StoreTrouble;

/// What happened when the database was opened, and whether the last write succeeded.
pub(crate) struct StoreHealth {
    opened: Option<StoreTrouble>,
    write_failed: AtomicBool,
}

impl StoreHealth {
    pub(crate) fn new(opened: Option<StoreTrouble>) -> Self {
        Self {
            opened,
            write_failed: AtomicBool::new(false),
        }
    }

    pub(crate) fn trouble(&self) -> Option<StoreTrouble> {
        let failed = self.write_failed.load(Ordering::Relaxed);
        self.opened
            .clone()
            .or(failed.then_some(StoreTrouble::NotSaved))
    }

    /// Records how the last write ended.
    pub(crate) fn record(&self, write_failed: bool) {
        self.write_failed.store(write_failed, Ordering::Relaxed);
    }

    /// Records a failed write; a success elsewhere does not clear it here.
    pub(crate) fn record_failure(&self) {
        self.write_failed.store(true, Ordering::Relaxed);
    }
}
