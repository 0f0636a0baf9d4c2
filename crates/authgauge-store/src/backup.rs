//! The backup: a copy of pools, alert rules and settings in a file beside the database. Without them the access
//! keys in the keychain are useless.
//!
//! The backup is rewritten before each change is committed. A removed pool is deleted from the backup first, and an
//! added pool, whose key is in the keychain already, is written to the backup first.
//!
//! A webhook is neither written nor restored: the owner agrees to one in a dialog.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use genauth::Host;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use authgauge_core::pool::{Pool, PoolId, Service, SignInWay, restored_name};
use authgauge_core::settings::ValidSettings;

use crate::error::{StoreError, StoreReason};
use crate::files::folder::is_own;
use crate::files::{self, Access, make_private, with_suffix};
use crate::tables::alert_rules::{self, AlertRuleRow};
use crate::tables::plain::{from_value, plain};
use crate::tables::{pools, settings};

/// The name of the file, in the folder of the database.
pub(crate) const FILE: &str = "authgauge.backup";

/// Enough for hundreds of pools with a certificate each.
const MAX_LENGTH: u64 = 8 << 20;

/// The content of a backup.
#[derive(Default, PartialEq)]
pub(crate) struct Backup {
    pub(crate) pools: Vec<Pool>,
    pub(crate) settings: Option<ValidSettings>,
    pub(crate) alert_rules: Vec<AlertRuleRow>,
}

/// The state of the backup file.
pub(crate) enum BackupFile {
    Missing,
    Intact(Box<Backup>),
    /// The checksum or the format is wrong.
    Damaged,
    /// Not a plain file of this user.
    Foreign,
}

/// Reads the backup beside this database.
pub(crate) fn read(database: &Path) -> io::Result<BackupFile> {
    let path = database.with_file_name(FILE);
    match fs::symlink_metadata(&path) {
        Ok(found) if !found.is_file() || !is_own(&found) => {
            return Ok(BackupFile::Foreign);
        }
        Ok(found) if found.len() > MAX_LENGTH => return Ok(BackupFile::Damaged),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BackupFile::Missing),
        Err(error) => return Err(error),
    }
    make_private(&path)?;
    let mut bytes = Vec::new();
    fs::File::open(&path)?
        .take(MAX_LENGTH)
        .read_to_end(&mut bytes)?;
    let backup = String::from_utf8(bytes).ok().and_then(|text| parse(&text));
    Ok(backup.map_or(BackupFile::Damaged, |backup| {
        BackupFile::Intact(Box::new(backup))
    }))
}

/// Writes the backup of a database.
pub(crate) fn write(database: &Path, connection: &Connection) -> Result<(), StoreError> {
    let path = database.with_file_name(FILE);
    let part = with_suffix(&path, ".part");
    // A killed process may have left it.
    let _ = fs::remove_file(&part);
    let text = serialise(&Backup::of(connection)?).map_err(|_| StoreReason::Other)?;
    Ok(files::write(
        &path,
        &part,
        text.as_bytes(),
        Access::Private,
    )?)
}

/// Deletes the backup. Fails only if a usable backup remains.
pub(crate) fn remove(database: &Path) -> io::Result<()> {
    let path = database.with_file_name(FILE);
    match fs::remove_file(path) {
        Err(error)
            if !matches!(
                read(database),
                Ok(BackupFile::Missing | BackupFile::Foreign)
            ) =>
        {
            Err(error)
        }
        _ => Ok(()),
    }
}

impl Backup {
    /// The backup of this database.
    pub(crate) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            pools: pools::rows(connection)?.into_iter().flatten().collect(),
            settings: settings::read(connection)?.map(ValidSettings::without_hook),
            alert_rules: alert_rules::rows(connection)?,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pools.is_empty() && self.settings.is_none() && self.alert_rules.is_empty()
    }

    /// Restores what is missing or damaged in the database. A differing field other than the name counts as damage,
    /// since it never changes. Valid names and positions in the database are kept.
    pub(crate) fn restore(&self, connection: &Connection) -> rusqlite::Result<()> {
        let rows = pools::rows(connection)?;
        for pool in &self.pools {
            let row = rows.iter().find(|row| match row {
                Ok(other) => other.id == pool.id,
                Err(id) => *id == pool.id,
            });
            match row {
                None => pools::insert(connection, pool)?,
                Some(Err(_)) => pools::overwrite(connection, pool)?,
                Some(Ok(stored)) => {
                    let name = stored.name.clone();
                    let pool = Pool {
                        name,
                        ..pool.clone()
                    };
                    if pool != *stored {
                        pools::overwrite(connection, &pool)?;
                    }
                }
            }
        }
        if let (None, Some(settings)) = (settings::read(connection)?, &self.settings) {
            settings::write(connection, settings)?;
        }
        for row in &self.alert_rules {
            alert_rules::write_if_missing(connection, row)?;
        }
        Ok(())
    }
}

/// A pool in JSON.
#[derive(Serialize, Deserialize)]
struct JsonPool {
    id: PoolId,
    name: String,
    service: Service,
    host: String,
    sign_in: SignInWay,
    ca_pem: Option<String>,
}

impl From<&Pool> for JsonPool {
    fn from(pool: &Pool) -> Self {
        Self {
            id: pool.id.clone(),
            name: pool.name.clone(),
            service: pool.service,
            host: pool.host.to_string(),
            sign_in: pool.sign_in,
            ca_pem: pool.ca_pem.clone(),
        }
    }
}

impl JsonPool {
    fn into_pool(self) -> Option<Pool> {
        let host = Host::parse(&self.host).ok()?;
        let is_sound = plain(&self.id.0) == self.id.0;
        is_sound.then_some(Pool {
            id: self.id,
            name: restored_name(&self.name, &host),
            service: self.service,
            host,
            sign_in: self.sign_in,
            ca_pem: self.ca_pem,
        })
    }
}

/// Values are parsed one by one: those of another version may be invalid.
#[derive(Serialize, Deserialize)]
struct JsonBackup {
    pools: Vec<Value>,
    settings: Value,
    alert_rules: Vec<Value>,
}

/// The first line is the checksum, the second the content.
fn serialise(backup: &Backup) -> serde_json::Result<String> {
    let pools = backup.pools.iter().map(JsonPool::from);
    let rules = backup.alert_rules.iter().map(serde_json::to_value);
    let content = serde_json::to_string(&JsonBackup {
        pools: pools.map(serde_json::to_value).collect::<Result<_, _>>()?,
        settings: serde_json::to_value(&backup.settings)?,
        alert_rules: rules.collect::<Result<_, _>>()?,
    })?;
    Ok(format!("{:016x}\n{content}\n", checksum(&content)))
}

fn parse(text: &str) -> Option<Backup> {
    let (sum, content) = text.strip_suffix('\n')?.split_once('\n')?;
    if sum != format!("{:016x}", checksum(content)) {
        return None;
    }
    let content: JsonBackup = serde_json::from_str(content).ok()?;
    let values = content.pools.into_iter();
    let mut pools: Vec<Pool> = Vec::new();
    for pool in values.filter_map(|pool| serde_json::from_value::<JsonPool>(pool).ok()?.into_pool())
    {
        if pools.iter().all(|other| other.id != pool.id) {
            pools.push(pool);
        }
    }
    let rules = content.alert_rules.into_iter();
    Some(Backup {
        pools,
        settings: settings::parse(content.settings).map(ValidSettings::without_hook),
        alert_rules: rules.filter_map(from_value).collect(),
    })
}

/// FNV-1a, against accidental damage. It need not resist tampering: a process that can write this file can write the
/// database too, and an access key is only sent to the host it was entered for.
fn checksum(text: &str) -> u64 {
    let mix = |sum: u64, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_in_a_name_are_removed() {
        let pool = Pool {
            id: PoolId::random(),
            name: "two\u{202e}\u{200b}".to_owned(),
            service: Service::GenAuth,
            host: Host::parse("api.genauth.ai").unwrap(),
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        };
        let edited = Backup {
            pools: vec![pool],
            settings: None,
            alert_rules: Vec::new(),
        };
        let read = parse(&serialise(&edited).unwrap()).unwrap();
        assert_eq!(read.pools[0].name, "two");
    }

    #[test]
    fn checksum_matches_the_published_values() {
        for (text, expected) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(checksum(text), expected, "{text}");
        }
    }
}
