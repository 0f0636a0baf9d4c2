//! Updates of an older database that are interrupted by SIGKILL.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::migrate;
use crate::files::free_name;

const TEST: &str = "schema::updates_killed::kill_during_an_update_loses_nothing";
const FOLDER: &str = "AUTHGAUGE_TEST_FOLDER";
const ROWS: u32 = 300;
const LAST: u32 = 6;

#[test]
fn kill_during_an_update_loses_nothing() {
    if let Some(dir) = std::env::var_os(FOLDER) {
        print_line("begin");
        update(Path::new(&dir));
        print_line("end");
        // Blocks until the process is killed: stdin receives no input.
        return drop(std::io::stdin().read_line(&mut String::new()));
    }
    let long = std::env::var_os("AUTHGAUGE_TORTURE").is_some_and(|value| value == "1");
    let rounds = if long { 150 } else { 15 };
    let (mut between, mut copies) = (0, 0);
    let mut longest = Duration::from_millis(80);
    for round in 0..rounds {
        let dir = tempfile::tempdir().unwrap();
        create_old_database(dir.path());
        let done_after = kill_after(dir.path(), longest.mul_f64(f64::from(round % 15) / 14.0));
        longest = match done_after {
            Some(enough) => enough,
            None if round % 15 == 14 => longest * 2,
            None => longest,
        };
        let (version, found) = check(dir.path());
        between += usize::from((2..LAST).contains(&version));
        copies += found;
        assert!(
            done_after.is_none() || version == LAST,
            "the update was reported as done"
        );
        update(dir.path());
        assert_eq!(check(dir.path()).0, LAST);
    }
    let line = format!(
        "store, killed during an update: {rounds} rounds, {between} between two steps, \
         {copies} copies, each whole"
    );
    print_line(&line);
    print_line(&format!("count: {rounds} kills during an update"));
}

fn steps() -> Vec<String> {
    let first = format!(
        "CREATE TABLE notes (text TEXT NOT NULL) STRICT;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
        INSERT INTO notes SELECT hex(zeroblob(500)) || i FROM n"
    );
    let later = (2..=LAST).map(|number| {
        format!(
            "ALTER TABLE notes ADD COLUMN c{number} TEXT; UPDATE notes SET c{number} = text || '{number}'"
        )
    });
    std::iter::once(first).chain(later).collect()
}

fn open(dir: &Path) -> Connection {
    let connection = Connection::open(dir.join("db")).unwrap();
    connection
        .pragma_update(None, "journal_mode", "WAL")
        .unwrap();
    connection
        .pragma_update(None, "synchronous", "FULL")
        .unwrap();
    connection
}

fn create_old_database(dir: &Path) {
    let steps = steps();
    migrate(&mut open(dir), &[steps[0].as_str()], |_| None).unwrap();
}

fn update(dir: &Path) {
    let steps = steps();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let name = |_| {
        Some(free_name(
            &dir.join("db"),
            "before",
            chrono::DateTime::UNIX_EPOCH,
        ))
    };
    migrate(&mut open(dir), &steps, name).unwrap();
}

/// Starts an update in a child process and kills it after this time. Returns the time if the update was done.
fn kill_after(dir: &Path, after: Duration) -> Option<Duration> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(FOLDER, dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines
        .find(|line| line.as_ref().unwrap() == "begin")
        .unwrap()
        .unwrap();
    let began = Instant::now();
    while began.elapsed() < after {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    let done = lines.any(|line| line.unwrap() == "end");
    assert_eq!(child.wait().unwrap().signal(), Some(9));
    done.then_some(after)
}

/// Checks the database and its copies, and returns the version and the number of copies.
fn check(dir: &Path) -> (u32, usize) {
    let (version, columns) = check_file(&dir.join("db"));
    assert_eq!(version, columns);
    let names = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_copy = |path: &std::path::PathBuf| {
        let name = path.to_string_lossy();
        name.contains("before") && !name.contains(".part")
    };
    let copies: Vec<_> = names.filter(is_copy).collect();
    for copy in &copies {
        check_file(copy);
    }
    (version, copies.len())
}

/// Checks that a database is complete, and returns its version and its number of columns.
fn check_file(path: &Path) -> (u32, u32) {
    let connection = Connection::open(path).unwrap();
    let verdict: String = connection
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    let whole = format!("SELECT count(*) FROM notes WHERE length(text) > {ROWS}");
    let rows: u32 = connection.query_row(&whole, [], |row| row.get(0)).unwrap();
    assert_eq!(rows, ROWS);
    let version = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    let columns = connection
        .prepare("SELECT * FROM notes")
        .unwrap()
        .column_count();
    let columns = u32::try_from(columns).unwrap();
    (version, columns)
}

fn print_line(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}
