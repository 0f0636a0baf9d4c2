use genauth::Host;
use rusqlite::{Connection, Error};

use authgauge_core::alert::{
    AlertKey, AlertRule, AlertState, AlertStep, Rule, RuleScope, SubjectKey,
};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::settings::ValidSettings;

use super::alert_rules::{self, AlertRuleRow};
use super::{alerts, pools, settings};

/// Inserts, changes and deletes a pool with rows in the other tables. Returns whether each change took effect.
/// The caller rolls back.
pub(crate) fn try_every_change(connection: &Connection) -> rusqlite::Result<bool> {
    let pool = Pool {
        id: PoolId("dry run".to_owned()),
        name: String::new(),
        service: Service::GenAuth,
        host: Host::parse("localhost").map_err(|_| Error::InvalidQuery)?,
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    };
    pools::insert(connection, &pool)?;
    for period in ["first", "second"] {
        write_rows(connection, &pool.id, period)?;
    }
    let is_renamed = pools::rename(connection, &pool.id, "renamed")?;
    pools::reorder(connection, std::slice::from_ref(&pool.id))?;
    Ok(is_renamed && pools::delete(connection, &pool.id)?)
}

fn write_rows(connection: &Connection, pool: &PoolId, period: &str) -> rusqlite::Result<()> {
    settings::write(connection, &ValidSettings::default())?;
    let rule = AlertRuleRow::new(pool, &RuleScope::Pool, &AlertRule::default());
    alert_rules::write(connection, &rule)?;
    let key = AlertKey {
        subject: SubjectKey::Pool,
        rule: Rule::Key,
    };
    let state = AlertState {
        delivered: AlertStep(0),
        period: period.to_owned(),
    };
    alerts::write_state(connection, pool, &key, &state)?;
    for insert in [
        "INSERT INTO alerts (pool, value) VALUES (?1, '')",
        "INSERT INTO deliveries (receiver, pool, message_id, note, created, attempts, next) VALUES ('', ?1, '', '', 0, 0, 0)",
        "INSERT OR REPLACE INTO delivery_losses VALUES (?1, 1, 0, '')",
        "INSERT OR REPLACE INTO readings VALUES (?1, '', '', '', '')",
        "INSERT OR REPLACE INTO mau_periods VALUES (?1, 0, 0, '', '')",
        // Not with `record`: it also deletes old days, which is slow in a large history.
        "INSERT OR IGNORE INTO subjects (pool, kind, code) VALUES (?1, '', '')",
        "INSERT OR REPLACE INTO days SELECT id, 0, '', '', '', '', '' FROM subjects WHERE pool = ?1",
        "INSERT OR REPLACE INTO runs SELECT 0, id, x'' FROM subjects WHERE pool = ?1",
    ] {
        connection.execute(insert, [&pool.0])?;
    }
    Ok(())
}
