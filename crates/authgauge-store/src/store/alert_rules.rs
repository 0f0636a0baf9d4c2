use authgauge_core::alert::{AlertRule, AlertRules, RuleScope};
use authgauge_core::pool::PoolId;

use super::{StaleBackup, Store};
use crate::error::StoreError;
use crate::tables::alert_rules::{self, AlertRuleRow};

impl Store {
    /// The user's alert rules. Rows that cannot be interpreted are left out.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn alert_rules(&self) -> Result<AlertRules, StoreError> {
        self.read(|connection| {
            let rows = alert_rules::rows(connection)?.into_iter();
            Ok(AlertRules::new(rows.filter_map(AlertRuleRow::into_rule)))
        })
    }

    /// Saves the alert rule of a pool, or of a part of it.
    ///
    /// # Errors
    /// [`StoreError::PoolNotFound`], [`StoreError::Failed`].
    pub fn save_alert_rule(
        &self,
        pool: &PoolId,
        scope: &RuleScope,
        rule: &AlertRule,
    ) -> Result<(), StoreError> {
        let row = AlertRuleRow::new(pool, scope, rule);
        self.write_with_backup(StaleBackup::Keep, |connection| {
            match alert_rules::write(connection, &row)? {
                true => Ok(()),
                false => Err(StoreError::PoolNotFound),
            }
        })
    }
}
