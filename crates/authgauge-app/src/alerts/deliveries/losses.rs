//! The messages that were given up.

use authgauge_core::error::Failure;
use authgauge_store::{Losses, StoreError};

use super::Deliveries;
use crate::alerts::hook::Receiver;

impl Deliveries {
    /// The messages that were given up, until a test arrives or the receiver is changed.
    pub(crate) fn losses(&self) -> Option<Losses> {
        self.state().losses.clone()
    }

    pub(super) fn give_up(
        &self,
        receiver: &str,
        ids: &[i64],
        failure: Failure,
    ) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        log(ids.len(), &failure);
        let now = self.parts.clients.now();
        self.parts
            .store
            .give_up_deliveries(receiver, ids, now, failure)?;
        self.reload_losses();
        Ok(())
    }

    /// Counts messages that were never queued.
    pub(super) fn count_losses(&self, count: usize, failure: Failure) {
        log(count, &failure);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let at = self.parts.clients.now();
        let losses = &mut self.state().losses;
        let before = losses.as_ref().map_or(0, |losses| losses.count);
        *losses = Some(Losses {
            count: before.saturating_add(count),
            at,
            failure,
        });
    }

    pub(super) fn forget_losses(&self, receiver: &Receiver) {
        if self.losses().is_some() && self.parts.store.forget_losses(&receiver.id()).is_ok() {
            self.reload_losses();
        }
    }

    pub(super) fn reload_losses(&self) {
        if let Ok(losses) = self.parts.store.losses() {
            self.state().losses = losses;
        }
    }
}

fn log(count: usize, failure: &Failure) {
    let (code, reason, status) = (failure.code, failure.reason(), failure.params.status);
    tracing::warn!(count, %code, reason, status, "messages to the webhook or program were given up");
}
