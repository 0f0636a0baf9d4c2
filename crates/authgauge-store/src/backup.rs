//! The spare copy: pools and settings once more, beside the database, for the day it cannot be read. Without
//! them the access keys in the keychain would belong to nobody.
//!
//! It is rewritten in the transaction of each change, before that takes effect. So processes take turns at it;
//! a pool that is removed is out of it first, and never comes back; and one that is added, whose key is in the
//! keychain by then, is in it first.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

use genauth::{Host, plain_text};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    StoreError,
    alert_rules::{self, WatchRow},
    files::{keep_private, with_suffix},
    folder::is_by_the_same_user,
    pools, settings,
};
use crate::atomic_file::{self, Access};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::settings::Settings;

/// Beside the database.
pub(super) const FILE: &str = "authgauge.backup";

/// Hundreds of pools with a certificate each.
const LONGEST: u64 = 8 << 20;

/// What a spare copy holds.
#[derive(Default, PartialEq)]
pub(super) struct Spare {
    pub(super) pools: Vec<Pool>,
    pub(super) settings: Option<Settings>,
    pub(super) watch_rules: Vec<WatchRow>,
}

/// What is in a spare copy's place.
pub(super) enum Found {
    Nothing,
    Sound(Spare),
    /// Its sum is another, or it is nothing of ours.
    Damaged,
    /// No plain file of the database's owner.
    Foreign,
}

/// Reads the spare copy beside this database.
pub(super) fn read(database: &Path) -> io::Result<Found> {
    let path = database.with_file_name(FILE);
    match fs::symlink_metadata(&path) {
        Ok(found) if !found.is_file() || !is_by_the_same_user(database, &found) => {
            return Ok(Found::Foreign);
        }
        Ok(found) if found.len() > LONGEST => return Ok(Found::Damaged),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(error),
    }
    keep_private(&path)?;
    let mut bytes = Vec::new();
    fs::File::open(&path)?
        .take(LONGEST)
        .read_to_end(&mut bytes)?;
    let spare = String::from_utf8(bytes)
        .ok()
        .and_then(|text| understand(&text));
    Ok(spare.map_or(Found::Damaged, Found::Sound))
}

/// Makes the spare copy what the database holds.
pub(super) fn write(database: &Path, connection: &Connection) -> Result<(), StoreError> {
    let path = database.with_file_name(FILE);
    let part = with_suffix(&path, ".part");
    // Half of one, left by a process that ended.
    let _ = fs::remove_file(&part);
    let text = text_of(&Spare::of(connection)?)?;
    Ok(atomic_file::put(
        &path,
        &part,
        text.as_bytes(),
        Access::Owner,
    )?)
}

/// Removes the spare copy, if it is one that would be believed.
pub(super) fn remove(database: &Path) -> io::Result<()> {
    let path = database.with_file_name(FILE);
    match fs::remove_file(path) {
        Err(error) if !matches!(read(database), Ok(Found::Nothing | Found::Foreign)) => Err(error),
        _ => Ok(()),
    }
}

impl Spare {
    pub(super) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            pools: pools::rows(connection)?.into_iter().flatten().collect(),
            settings: settings::read(connection)?,
            watch_rules: alert_rules::rows(connection)?,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pools.is_empty() && self.settings.is_none() && self.watch_rules.is_empty()
    }

    /// Puts back what the database lacks, or has otherwise: a pool's host, say, never changes, so that another
    /// one is damage. Names and order are the database's own where they make sense.
    pub(super) fn mend(&self, connection: &Connection) -> Result<(), StoreError> {
        let rows = pools::rows(connection)?;
        for pool in &self.pools {
            let row = rows.iter().find(|row| match row {
                Ok(other) => other.id == pool.id,
                Err(id) => *id == pool.id,
            });
            match row {
                None => pools::insert(connection, pool)?,
                Some(Err(_)) => pools::overwrite(connection, pool)?,
                Some(Ok(other)) => {
                    let name = other.name.clone();
                    let whole = Pool {
                        name,
                        ..pool.clone()
                    };
                    if whole != *other {
                        pools::overwrite(connection, &whole)?;
                    }
                }
            }
        }
        if let (None, Some(mine)) = (settings::read(connection)?, &self.settings) {
            settings::write(connection, mine)?;
        }
        for row in &self.watch_rules {
            alert_rules::put_back(connection, row)?;
        }
        Ok(())
    }
}

/// A pool as it is written down.
#[derive(Serialize, Deserialize)]
struct Line {
    id: PoolId,
    name: String,
    service: Service,
    host: String,
    sign_in: SignInWay,
    ca_pem: Option<String>,
}

impl From<&Pool> for Line {
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

impl Line {
    fn into_pool(self) -> Option<Pool> {
        Some(Pool {
            id: self.id,
            // Others may have written it.
            name: plain_text(&self.name),
            service: self.service,
            host: Host::parse(&self.host).ok()?,
            sign_in: self.sign_in,
            ca_pem: self.ca_pem,
        })
    }
}

/// Each by itself: what another version wrote may make sense in parts.
#[derive(Serialize, Deserialize)]
struct Content {
    pools: Vec<Value>,
    settings: Value,
    /// An earlier version wrote none.
    #[serde(default)]
    watch_rules: Vec<Value>,
}

/// A line with the sum, and one with the content.
fn text_of(spare: &Spare) -> serde_json::Result<String> {
    let lines = spare
        .pools
        .iter()
        .map(|pool| serde_json::to_value(Line::from(pool)));
    let rules = spare.watch_rules.iter().map(serde_json::to_value);
    let content = serde_json::to_string(&Content {
        pools: lines.collect::<Result<_, _>>()?,
        settings: serde_json::to_value(&spare.settings)?,
        watch_rules: rules.collect::<Result<_, _>>()?,
    })?;
    Ok(format!("{:016x}\n{content}\n", sum(&content)))
}

fn understand(text: &str) -> Option<Spare> {
    let (sum_before, content) = text.strip_suffix('\n')?.split_once('\n')?;
    if sum_before != format!("{:016x}", sum(content)) {
        return None;
    }
    let content: Content = serde_json::from_str(content).ok()?;
    let lines = content.pools.into_iter();
    let mut pools: Vec<Pool> = Vec::new();
    for pool in lines.filter_map(|line| serde_json::from_value::<Line>(line).ok()?.into_pool()) {
        if pools.iter().all(|other| other.id != pool.id) {
            pools.push(pool);
        }
    }
    let rules = content.watch_rules.into_iter();
    let settings: Option<Settings> = serde_json::from_value(content.settings).ok().flatten();
    Some(Spare {
        pools,
        settings: settings.and_then(|settings| settings.checked().ok()),
        watch_rules: rules
            .filter_map(|row| serde_json::from_value(row).ok())
            .collect(),
    })
}

/// FNV-1a: against accidents. Who can write here can write the database too, and a key is only ever found for
/// the host that it was entered for.
fn sum(text: &str) -> u64 {
    let mix = |sum: u64, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_altered_steers_no_screen() {
        let pool = Pool {
            id: PoolId::random(),
            name: "two\u{202e}\u{200b}".to_owned(),
            service: Service::GenAuth,
            host: Host::parse("api.genauth.ai").unwrap(),
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        };
        let altered = Spare {
            pools: vec![pool],
            settings: None,
            watch_rules: Vec::new(),
        };
        let read = understand(&text_of(&altered).unwrap()).unwrap();
        assert_eq!(read.pools[0].name, "two");
    }

    #[test]
    fn the_sum_is_the_published_one() {
        for (text, expected) in [
            ("", 0xcbf2_9ce4_8422_2325),
            ("a", 0xaf63_dc4c_8601_ec8c),
            ("foobar", 0x8594_4171_f739_67e8),
        ] {
            assert_eq!(sum(text), expected, "{text}");
        }
    }
}
