//! Tests in which SIGKILL interrupts creating, writing, checkpointing or opening the database.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::child::{self, ChildProcess};
use crate::work::{BackupContent, Expected, integrity, open_store, read_content};
use crate::{is_long, print_line};

#[test]
fn acknowledged_changes_survive_a_kill() {
    if let Some(dir) = child::folder() {
        return child::work_until_killed(&dir);
    }
    let rounds = if is_long() { 700 } else { 70 };
    let dir = tempfile::tempdir().unwrap();
    let mut random = RandomDelays::new();
    let (mut expected, mut with_log, mut unacknowledged) = (Expected::new(), 0, 0);
    for round in 0..rounds {
        let from = expected.done();
        let mut child = ChildProcess::start(TEST, dir.path(), from);
        let mut saved = from;
        for _ in 0..random.number_below(16) {
            saved = child.next_saved().unwrap();
        }
        random.pause(Duration::from_millis(4));
        saved = child.kill().unwrap_or(saved);
        with_log += usize::from(log_length(dir.path()) > 0);
        let context = format!("round {round}, {saved} changes saved, seed {}", random.seed);
        expected.assert_backup_matches(&BackupContent::of_backup(dir.path()), saved, &context);
        expected.assert_matches(&content_after_kill(dir.path(), &context), saved, &context);
        unacknowledged += usize::from(expected.done() > saved);
    }
    let changes = expected.done();
    assert!(changes >= rounds, "too few changes");
    print_line(&format!(
        "store, killed while working: {rounds} rounds, {changes} changes, {with_log} with a log to recover, \
         {unacknowledged} with a change saved but not acknowledged"
    ));
    print_line(&format!("count: {rounds} kills while writing"));
}

const TEST: &str = "killed::acknowledged_changes_survive_a_kill";

#[test]
fn kill_during_creation_leaves_an_intact_database() {
    if let Some(dir) = child::folder() {
        return child::work_until_killed(&dir);
    }
    let test = "killed::kill_during_creation_leaves_an_intact_database";
    let rounds = if is_long() { 150 } else { 15 };
    let mut random = RandomDelays::new();
    let mut unfinished = 0;
    for round in 0..rounds {
        let dir = tempfile::tempdir().unwrap();
        let child = ChildProcess::start(test, dir.path(), 0);
        random.pause(Duration::from_millis(25));
        let saved = child.kill();
        unfinished += usize::from(saved.is_none());
        let context = format!("round {round}, {saved:?} saved, seed {}", random.seed);
        let mut expected = Expected::new();
        expected.assert_matches(
            &content_after_kill(dir.path(), &context),
            saved.unwrap_or(0),
            &context,
        );
    }
    print_line(&format!(
        "store, killed while the database is made: {rounds} rounds, {unfinished} before the first change"
    ));
    print_line(&format!(
        "count: {rounds} kills while a database is created"
    ));
}

/// Opens the store after the kill, checks it, and returns its content.
fn content_after_kill(dir: &Path, context: &str) -> crate::work::StoreContent {
    let content = read_content(&open_store(dir, context));
    assert_eq!(integrity(dir), "ok", "{context}");
    content
}

fn log_length(dir: &Path) -> u64 {
    fs::metadata(dir.join("authgauge.db-wal")).map_or(0, |file| file.len())
}

/// Random delays, which spread the kills over the work of the child.
pub(crate) struct RandomDelays {
    seed: u64,
    state: u64,
}

impl RandomDelays {
    pub(crate) fn new() -> Self {
        let seed = getrandom::u64().unwrap() | 1;
        Self { seed, state: seed }
    }

    pub(crate) fn number_below(&mut self, limit: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % limit
    }

    pub(crate) fn pause(&mut self, max: Duration) {
        let micros = u64::try_from(max.as_micros()).unwrap();
        let end = Instant::now() + Duration::from_micros(self.number_below(micros));
        while Instant::now() < end {
            std::hint::spin_loop();
        }
    }
}
