//! The tables, their updates, and the checks of their integrity.

mod integrity;
mod migrations;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod updates_failing;
#[cfg(test)]
#[cfg(unix)]
mod updates_killed;

pub(crate) use integrity::{Extent, check_pages, check_schema, dry_run, read_all};
pub(crate) use migrations::{MigrationError, latest, migrate, version};

/// The steps from each version to the next. Released steps never change.
pub(crate) const MIGRATIONS: &[&str] = &[VERSION_1, VERSION_2, VERSION_3];

/// `runs` is ordered by day, so that a refresh writes few pages. `days` is ordered by benefit, so that a card reads
/// few pages.
///
/// A row of `alert_states` is the state of one alert rule for one subject; `alerts` is the log; `alert_rules` are
/// the user's alert rules. IDs of alerts are not reused.
const VERSION_1: &str = "
    CREATE TABLE pools (
        id       TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        name     TEXT NOT NULL,
        service  TEXT NOT NULL,
        host     TEXT NOT NULL,
        sign_in  TEXT NOT NULL,
        ca_pem   TEXT
    ) STRICT;
    CREATE TABLE readings (
        pool     TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        kind     TEXT NOT NULL,
        value    TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        source   TEXT NOT NULL,
        PRIMARY KEY (pool, kind)
    ) STRICT;
    CREATE TABLE settings (
        id    INTEGER PRIMARY KEY CHECK (id = 1),
        value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE subjects (
        id   INTEGER PRIMARY KEY,
        pool TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        UNIQUE (pool, kind, code)
    ) STRICT;
    CREATE TABLE days (
        subject INTEGER NOT NULL REFERENCES subjects (id) ON DELETE CASCADE,
        day     INTEGER NOT NULL,
        first   TEXT NOT NULL,
        last    TEXT NOT NULL,
        least   TEXT NOT NULL,
        most    TEXT NOT NULL,
        total   TEXT,
        PRIMARY KEY (subject, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE runs (
        day     INTEGER NOT NULL,
        subject INTEGER NOT NULL REFERENCES subjects (id) ON DELETE CASCADE,
        runs    BLOB NOT NULL,
        PRIMARY KEY (day, subject)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX runs_of_subject ON runs (subject);
    CREATE TABLE mau_periods (
        pool      TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        first_day INTEGER NOT NULL,
        last_day  INTEGER NOT NULL,
        used      TEXT NOT NULL,
        total     TEXT,
        PRIMARY KEY (pool, first_day, last_day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE alerts (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        pool  TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE alert_states (
        pool    TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        subject TEXT NOT NULL,
        rule    TEXT NOT NULL,
        delivered INTEGER NOT NULL,
        period  TEXT NOT NULL,
        PRIMARY KEY (pool, subject, rule)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE alert_rules (
        pool       TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        subject    TEXT NOT NULL,
        thresholds TEXT,
        muted      INTEGER NOT NULL,
        PRIMARY KEY (pool, subject)
    ) STRICT, WITHOUT ROWID;
";

/// `deliveries` are the messages that wait for receivers of alerts; times are in seconds. `delivery_losses` counts those
/// that were given up.
const VERSION_2: &str = "
    CREATE TABLE deliveries (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        receiver   TEXT NOT NULL,
        pool       TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        message_id TEXT NOT NULL,
        note       TEXT NOT NULL,
        created    INTEGER NOT NULL,
        attempts   INTEGER NOT NULL,
        next       INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX deliveries_of_receiver ON deliveries (receiver, id);
    CREATE TABLE delivery_losses (
        receiver TEXT PRIMARY KEY,
        count    INTEGER NOT NULL,
        at       INTEGER NOT NULL,
        failure  TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// `amount` is a number left or used of a benefit, as text: `left:500`.
const VERSION_3: &str = "ALTER TABLE alert_rules ADD COLUMN amount TEXT";
