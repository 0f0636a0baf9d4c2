//! Updates of an older database in which one file operation, or each from then on, fails.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use rusqlite::Connection;

use super::{MigrationError, migrate};
use crate::fault::{self, Fault};
use crate::files::free_name;

const TEST: &str = "schema::updates_failing::failed_file_operation_during_an_update_loses_nothing";
const STEPS: [&str; 3] = [
    "CREATE TABLE notes (text TEXT NOT NULL) STRICT; INSERT INTO notes VALUES ('one'), ('two')",
    "ALTER TABLE notes ADD COLUMN c2 TEXT; UPDATE notes SET c2 = text",
    "ALTER TABLE notes ADD COLUMN c3 TEXT; UPDATE notes SET c3 = hex(zeroblob(9000))",
];

#[test]
fn failed_file_operation_during_an_update_loses_nothing() {
    let Some(folder) = fault::folder() else {
        return fault::run_in_child(TEST);
    };
    let mut failed = 0;
    for fault in fault::all() {
        for n in 1.. {
            fs::create_dir_all(&folder).unwrap();
            update(&folder, 1).unwrap();
            fault.arm(n);
            let done = update(&folder, STEPS.len());
            let has_failed = Fault::disarm();
            let version = check(&folder);
            assert!(done.is_err() || version == STEPS.len(), "{fault}, {n}");
            update(&folder, STEPS.len()).unwrap();
            assert_eq!(check(&folder), STEPS.len(), "{fault}, {n}");
            fs::remove_dir_all(&folder).unwrap();
            if !has_failed {
                break;
            }
            failed += 1;
        }
    }
    let mut out = io::stdout().lock();
    writeln!(out, "count: {failed} file operations failed").unwrap();
}

fn update(dir: &Path, version: usize) -> Result<(), MigrationError> {
    let path = dir.join("db");
    let mut connection = Connection::open(&path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let name = |_| Some(free_name(&path, "before", chrono::DateTime::UNIX_EPOCH));
    migrate(&mut connection, STEPS.get(..version).unwrap(), name)
}

/// Checks the database and its copies, and returns the database's version.
fn check(dir: &Path) -> usize {
    let entries = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let copies = entries.filter(|path| {
        let name = path.to_string_lossy();
        name.contains("before") && !name.contains(".part")
    });
    copies.for_each(|copy| assert!(check_file(&copy) >= 1));
    check_file(&dir.join("db"))
}

/// Checks that a database is complete, and returns its version.
fn check_file(path: &Path) -> usize {
    let connection = Connection::open(path).unwrap();
    let text = |pragma| {
        let row = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        connection.pragma_query_value(None, pragma, row).unwrap()
    };
    assert_eq!(text("integrity_check"), "ok".to_owned().into());
    let notes = connection.prepare("SELECT * FROM notes WHERE text IN ('one', 'two')");
    let mut notes = notes.unwrap();
    let columns = notes.column_count();
    assert_eq!(text("user_version"), i64::try_from(columns).unwrap().into());
    assert_eq!(notes.query_map([], |_| Ok(())).unwrap().count(), 2);
    columns
}
