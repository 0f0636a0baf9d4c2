use chrono::{DateTime, Utc};

use authgauge_core::alert::{AlertIds, Unsaved};
use authgauge_core::error::{ErrorCode, Failure};

use super::Store;
use crate::error::StoreError;
use crate::tables::deliveries::{self, Delivery, Losses, NewDelivery};

/// At most this many messages wait for a receiver. Beyond that the oldest are given up.
const MAX_DELIVERIES: u32 = 500;

impl Store {
    /// Saves what changed in the alert log as [`Store::save_alerts`] does, and queues messages in the same transaction:
    /// an alert that is not delivered again was queued.
    ///
    /// # Errors
    /// [`StoreError::Failed`]; then nothing is saved or queued.
    pub fn save_alerts_and_deliveries(
        &self,
        unsaved: &Unsaved,
        new: &[NewDelivery],
        now: DateTime<Utc>,
    ) -> Result<AlertIds, StoreError> {
        self.write(|transaction| {
            let ids = Self::write_alerts(transaction, unsaved)?;
            for delivery in new {
                deliveries::insert(transaction, delivery, now)?;
                let receiver = &delivery.receiver;
                let dropped = deliveries::delete_oldest(transaction, receiver, MAX_DELIVERIES)?;
                let failure = Failure::from(ErrorCode::HookFailed).with_reason("queue_full");
                let losses = losses(dropped, now, failure);
                if losses.count > 0 {
                    deliveries::add_losses(transaction, receiver, &losses)?;
                }
            }
            Ok(ids)
        })
    }

    /// The messages that wait for a receiver, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn deliveries(&self, receiver: &str) -> Result<Vec<Delivery>, StoreError> {
        self.read(|connection| Ok(deliveries::of_receiver(connection, receiver)?))
    }

    /// Removes messages that arrived.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn remove_deliveries(&self, ids: &[i64]) -> Result<(), StoreError> {
        self.write(|transaction| {
            for id in ids {
                deliveries::delete(transaction, *id)?;
            }
            Ok(())
        })
    }

    /// Counts an attempt of each message, and sets when the next one is due.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn postpone_deliveries(&self, ids: &[i64], next: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|transaction| {
            for id in ids {
                deliveries::postpone(transaction, *id, next)?;
            }
            Ok(())
        })
    }

    /// Makes all waiting messages due.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn make_deliveries_due(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|transaction| Ok(deliveries::make_due(transaction, now)?))
    }

    /// Removes messages that did not arrive, and counts them as lost.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn give_up_deliveries(
        &self,
        receiver: &str,
        ids: &[i64],
        now: DateTime<Utc>,
        failure: Failure,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut removed = 0;
            for id in ids {
                removed += deliveries::delete(transaction, *id)?;
            }
            let losses = losses(removed, now, failure);
            Ok(deliveries::add_losses(transaction, receiver, &losses)?)
        })
    }

    /// Removes the messages and losses of all other receivers. Whether there were any.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn keep_receivers(&self, kept: &[String]) -> Result<bool, StoreError> {
        let all = self.read(|connection| Ok(deliveries::receivers(connection)?))?;
        if all.iter().all(|receiver| kept.contains(receiver)) {
            return Ok(false);
        }
        self.write(|transaction| {
            for receiver in all.iter().filter(|receiver| !kept.contains(receiver)) {
                deliveries::delete_receiver(transaction, receiver)?;
            }
            Ok(true)
        })
    }

    /// Removes the messages and losses of a receiver.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn forget_receiver(&self, receiver: &str) -> Result<(), StoreError> {
        self.write(|transaction| Ok(deliveries::delete_receiver(transaction, receiver)?))
    }

    /// The messages that were given up: how many of all receivers together, and the latest reason.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn losses(&self) -> Result<Option<Losses>, StoreError> {
        let all = self.read(|connection| Ok(deliveries::losses(connection)?))?;
        let add = |one: Losses, other: Losses| {
            let count = one.count.saturating_add(other.count);
            let latest = if one.at > other.at { one } else { other };
            Losses { count, ..latest }
        };
        Ok(all.into_iter().reduce(add))
    }

    /// Forgets the losses of a receiver.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn forget_losses(&self, receiver: &str) -> Result<(), StoreError> {
        self.write(|transaction| Ok(deliveries::delete_losses(transaction, receiver)?))
    }
}

fn losses(count: usize, at: DateTime<Utc>, failure: Failure) -> Losses {
    Losses {
        count: u32::try_from(count).unwrap_or(u32::MAX),
        at,
        failure,
    }
}
