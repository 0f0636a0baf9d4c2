//! kill -9 at any moment: while the database is created, written, checkpointed or opened.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    child::{self, Working},
    is_long, tell,
    work::{Bare, Expected, holding, integrity, opened},
};

#[test]
fn acknowledged_changes_survive_a_kill() {
    if let Some(dir) = child::folder() {
        return child::work_until_killed(&dir);
    }
    let rounds = if is_long() { 700 } else { 70 };
    let dir = tempfile::tempdir().unwrap();
    let mut chance = Chance::new();
    let (mut expected, mut logs, mut unacknowledged) = (Expected::new(), 0, 0);
    for round in 0..rounds {
        let from = expected.done();
        let mut child = Working::start(TEST, dir.path(), from);
        let mut saved = from;
        for _ in 0..chance.below(16) {
            saved = child.saved().unwrap();
        }
        chance.pause(Duration::from_millis(4));
        saved = child.kill().unwrap_or(saved);
        logs += usize::from(log_length(dir.path()) > 0);
        let story = format!("round {round}, {saved} changes saved, seed {}", chance.seed);
        expected.meet_backup(&Bare::of_backup(dir.path()), saved, &story);
        expected.meet(&found(dir.path(), &story), saved, &story);
        unacknowledged += usize::from(expected.done() > saved);
    }
    let changes = expected.done();
    assert!(changes >= rounds, "too few changes");
    tell(&format!(
        "store, killed while working: {rounds} rounds, {changes} changes, {logs} with a log to recover, \
         {unacknowledged} with a change saved but not acknowledged"
    ));
    tell(&format!("count: {rounds} kills while writing"));
}

const TEST: &str = "killed::acknowledged_changes_survive_a_kill";

#[test]
fn kill_during_creation_leaves_an_intact_database() {
    if let Some(dir) = child::folder() {
        return child::work_until_killed(&dir);
    }
    let test = "killed::kill_during_creation_leaves_an_intact_database";
    let rounds = if is_long() { 150 } else { 15 };
    let mut chance = Chance::new();
    let mut unfinished = 0;
    for round in 0..rounds {
        let dir = tempfile::tempdir().unwrap();
        let child = Working::start(test, dir.path(), 0);
        chance.pause(Duration::from_millis(25));
        let saved = child.kill();
        unfinished += usize::from(saved.is_none());
        let story = format!("round {round}, {saved:?} saved, seed {}", chance.seed);
        let mut expected = Expected::new();
        expected.meet(&found(dir.path(), &story), saved.unwrap_or(0), &story);
    }
    tell(&format!(
        "store, killed while the database is made: {rounds} rounds, {unfinished} before the first change"
    ));
    tell(&format!(
        "count: {rounds} kills while a database is created"
    ));
}

/// What a new process finds, with nothing to complain of.
fn found(dir: &Path, story: &str) -> crate::work::Holding {
    let found = holding(&opened(dir, story));
    assert_eq!(integrity(dir), "ok", "{story}");
    found
}

fn log_length(dir: &Path) -> u64 {
    fs::metadata(dir.join("authgauge.db-wal")).map_or(0, |file| file.len())
}

/// Where in its work the child is hit is up to the machine; this spreads the hits.
pub(crate) struct Chance {
    seed: u64,
    state: u64,
}

impl Chance {
    pub(crate) fn new() -> Self {
        let seed = getrandom::u64().unwrap() | 1;
        Self { seed, state: seed }
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % limit
    }

    pub(crate) fn pause(&mut self, longest: Duration) {
        let micros = u64::try_from(longest.as_micros()).unwrap();
        let end = Instant::now() + Duration::from_micros(self.below(micros));
        while Instant::now() < end {
            std::hint::spin_loop();
        }
    }
}
