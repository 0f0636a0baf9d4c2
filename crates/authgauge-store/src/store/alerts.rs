use rusqlite::Connection;

use authgauge_core::alert::{AlertIds, AlertLog, Unsaved};

use super::Store;
use crate::error::StoreError;
use crate::tables::alerts;

impl Store {
    /// The alert log. Rows that cannot be interpreted are left out: at worst an alert is listed twice.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn alert_log(&self) -> Result<AlertLog, StoreError> {
        self.read(|connection| {
            let (alerts, states) = (alerts::alerts(connection)?, alerts::states(connection)?);
            Ok(AlertLog::new(alerts, states))
        })
    }

    /// Saves what changed in the alert log, in one transaction, and returns the IDs of the new alerts for
    /// [`AlertLog::assign_ids`]. Alerts of removed pools are left out.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn save_alerts(&self, unsaved: &Unsaved) -> Result<AlertIds, StoreError> {
        self.write(|transaction| Self::write_alerts(transaction, unsaved))
    }

    pub(super) fn write_alerts(
        transaction: &Connection,
        unsaved: &Unsaved,
    ) -> Result<AlertIds, StoreError> {
        for (pool, key, state) in &unsaved.states {
            alerts::write_state(transaction, pool, key, state)?;
        }
        for alert in &unsaved.alerts {
            alerts::update(transaction, alert)?;
        }
        let mut ids = AlertIds::new();
        for alert in &unsaved.new_alerts {
            if let Some(id) = alerts::insert(transaction, alert)? {
                ids.insert(alert.id, id);
            }
        }
        for (pool, key) in &unsaved.forgotten {
            alerts::delete_state(transaction, pool, key)?;
        }
        alerts::delete_oldest(transaction)?;
        Ok(ids)
    }
}
