use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use authgauge_core::alert::{AlertRule, RuleScope};
use authgauge_core::pool::PoolId;
use authgauge_core::settings::are_thresholds;

use super::plain::{from_json, text};
use super::to_json;

/// A rule as it is stored, in the database and in its backup.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AlertRuleRow {
    pool: PoolId,
    /// The scope of the rule, as text.
    subject: String,
    thresholds: Option<Vec<u8>>,
    muted: bool,
    /// As text; missing in backups of earlier versions.
    amount: Option<String>,
}

impl AlertRuleRow {
    pub(crate) fn new(pool: &PoolId, scope: &RuleScope, rule: &AlertRule) -> Self {
        Self {
            pool: pool.clone(),
            subject: scope.to_string(),
            thresholds: rule.thresholds.clone(),
            muted: rule.muted,
            amount: rule.amount.map(|amount| amount.to_string()),
        }
    }

    /// Invalid thresholds fall back to those of the settings, an invalid amount to none.
    pub(crate) fn into_rule(self) -> Option<(PoolId, RuleScope, AlertRule)> {
        let rule = AlertRule {
            thresholds: self.thresholds.filter(|percents| are_thresholds(percents)),
            amount: self.amount.and_then(|amount| amount.parse().ok()),
            muted: self.muted,
        };
        Some((self.pool, self.subject.parse().ok()?, rule))
    }
}

pub(crate) fn rows(connection: &Connection) -> rusqlite::Result<Vec<AlertRuleRow>> {
    let query = "SELECT pool, subject, thresholds, muted, amount FROM alert_rules
        ORDER BY pool, subject";
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([], |row| Ok(read(row)))?;
    rows.filter_map(Result::transpose).collect()
}

/// Inserts a rule or replaces the one of the same subject. Returns whether the pool exists.
pub(crate) fn write(connection: &Connection, row: &AlertRuleRow) -> rusqlite::Result<bool> {
    let change = "UPDATE SET thresholds = excluded.thresholds, muted = excluded.muted,
        amount = excluded.amount";
    Ok(execute(connection, row, change)? > 0)
}

/// Inserts a rule unless its subject has one.
pub(crate) fn write_if_missing(
    connection: &Connection,
    row: &AlertRuleRow,
) -> rusqlite::Result<()> {
    execute(connection, row, "NOTHING").map(drop)
}

fn execute(
    connection: &Connection,
    row: &AlertRuleRow,
    on_conflict: &str,
) -> rusqlite::Result<usize> {
    let change = format!(
        "INSERT INTO alert_rules (pool, subject, thresholds, muted, amount)
            SELECT id, ?2, ?3, ?4, ?5 FROM pools WHERE id = ?1 ON CONFLICT DO {on_conflict}"
    );
    let thresholds = row.thresholds.as_ref().map(to_json).transpose()?;
    connection.execute(
        &change,
        params![row.pool.0, row.subject, thresholds, row.muted, row.amount],
    )
}

fn read(row: &Row<'_>) -> Option<AlertRuleRow> {
    let thresholds: Option<String> = row.get("thresholds").ok()?;
    Some(AlertRuleRow {
        pool: PoolId(text(row, "pool")?),
        subject: text(row, "subject")?,
        thresholds: thresholds.and_then(|json| from_json(&json)),
        muted: row.get("muted").ok()?,
        amount: row.get("amount").ok()?,
    })
}
