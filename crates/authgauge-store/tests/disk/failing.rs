//! The n-th file operation fails, for n = 1, 2, 3 … until there are fewer than n.

use std::{
    collections::HashMap,
    fs,
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use authgauge_store::{Role, Store, StoreError, StoreTrouble};

use crate::{
    damaged::{Files, contents},
    fault::{self, Fault},
    is_long, tell,
    work::{Holding, change, holding, integrity, now, opened},
};

#[test]
fn acknowledged_changes_survive_any_failed_file_operation() {
    let Some(folder) = fault::folder() else {
        return fault::run_again(TEST);
    };
    let works = [Work::new(), Work::after_a_kill(), Work::after_damage()];
    let mut sweep = Sweep::default();
    for work in &works {
        for (fault, turn) in fault::all().zip(1..) {
            sweep.go_through(work, fault, turn, &folder);
        }
    }
    assert!(sweep.broken.is_empty(), "{:#?}", sweep.broken);
    tell(&format!("count: {} file operations failed", sweep.failed));
}

const TEST: &str = "failing::acknowledged_changes_survive_any_failed_file_operation";

/// Runs all cases before it fails, to list every broken one.
#[derive(Default)]
struct Sweep {
    failed: usize,
    broken: Vec<String>,
    /// The expected content after these changes.
    after: HashMap<Vec<usize>, Holding>,
}

impl Sweep {
    /// The short version tests every other n, each with one of the faults.
    fn go_through(&mut self, work: &Work, fault: Fault, turn: usize, folder: &Path) {
        let turns = 2 * fault::all().count();
        let (first, step) = if is_long() {
            (1, 1)
        } else {
            (2 * turn - 1, turns)
        };
        for n in (first..).step_by(step) {
            let dir = folder.join(format!("{n}"));
            fs::create_dir_all(&dir).unwrap();
            work.begin(&dir);
            fault.arm(n);
            let outcome = catch_unwind(AssertUnwindSafe(|| work.go_on(&dir, fault)));
            let came = Fault::disarm();
            let check = || outcome.unwrap().check(&dir, &mut self.after);
            if catch_unwind(AssertUnwindSafe(check)).is_err() {
                self.broken.push(format!("{}, {fault}, {n}", work.name));
            }
            fs::remove_dir_all(folder).unwrap();
            if !came {
                return;
            }
            self.failed += 1;
        }
    }
}

/// Changes in two sessions, each of which opens and closes the store.
struct Work {
    name: &'static str,
    /// The database is damaged: pools and settings are in the backup only.
    damaged: bool,
    start: Files,
    done: usize,
    sessions: [Range<usize>; 2],
}

impl Work {
    fn new() -> Self {
        Self {
            name: "new",
            damaged: false,
            start: Vec::new(),
            done: 0,
            sessions: [0..8, 8..14],
        }
    }

    /// With a log to recover and pools to remove.
    fn after_a_kill() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut start = Files::new();
        for numbers in [0..70, 70..74] {
            let store = opened(dir.path(), "before");
            for number in numbers {
                change(&store, number).unwrap();
            }
            start = contents(dir.path());
        }
        Self {
            name: "after a kill",
            damaged: false,
            start,
            done: 74,
            sessions: [74..80, 80..85],
        }
    }

    fn after_damage() -> Self {
        let mut work = Self::after_a_kill();
        work.start.retain(|(name, _)| *name == "authgauge.backup");
        assert_eq!(work.start.len(), 1);
        work.start.push(("authgauge.db", b"damage".to_vec()));
        Self {
            name: "after damage",
            damaged: true,
            ..work
        }
    }

    fn begin(&self, dir: &Path) {
        for (name, bytes) in &self.start {
            fs::write(dir.join(name), bytes).unwrap();
        }
    }

    fn go_on(&self, dir: &Path, fault: Fault) -> Outcome {
        let mut outcome = Outcome {
            damaged: self.damaged,
            saved: (0..self.done).collect(),
            failed: None,
        };
        for numbers in self.sessions.clone() {
            let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
            assert!(
                self.expects(&trouble) || trouble == Some(StoreTrouble::NotSaved),
                "{trouble:?}"
            );
            for number in numbers {
                let done = change(&store, number);
                // Changes in memory only are not expected to survive.
                if self.expects(&trouble) {
                    outcome.take(number, done);
                }
            }
            if fault.goes_on && outcome.failed.is_some() {
                break;
            }
        }
        outcome
    }

    fn expects(&self, trouble: &Option<StoreTrouble>) -> bool {
        is_expected(self.damaged, trouble)
    }
}

/// Only a damaged database may be set aside, whatever fails.
fn is_expected(damaged: bool, trouble: &Option<StoreTrouble>) -> bool {
    match trouble {
        None => true,
        Some(StoreTrouble::SetAside { restored, .. }) => damaged && *restored,
        Some(StoreTrouble::Missing) => damaged,
        Some(StoreTrouble::NotSaved) => false,
    }
}

/// What the calls returned.
struct Outcome {
    damaged: bool,
    saved: Vec<usize>,
    /// The first failed change and its position: it may have taken effect or not.
    failed: Option<(usize, usize)>,
}

impl Outcome {
    fn take(&mut self, number: usize, done: Result<(), StoreError>) {
        match done {
            Ok(()) => self.saved.push(number),
            Err(StoreError::Failed(_)) => {
                self.failed.get_or_insert((self.saved.len(), number));
            }
            // Adding the pool failed before.
            Err(error) => assert_eq!(error, StoreError::PoolNotFound),
        }
    }

    fn check(self, dir: &Path, after: &mut HashMap<Vec<usize>, Holding>) {
        let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
        assert!(is_expected(self.damaged, &trouble), "{trouble:?}");
        let found = if self.damaged {
            holding(&store).without_figures()
        } else {
            holding(&store)
        };
        drop(store);
        assert_eq!(integrity(dir), "ok");
        let damaged = self.damaged;
        let mut with_it = self.saved.clone();
        if let Some((place, number)) = self.failed {
            with_it.insert(place, number);
        }
        let is_after = |numbers: Vec<usize>| {
            let make = |numbers: &Vec<usize>| replayed(numbers);
            let expected = after.entry(numbers).or_insert_with_key(make);
            match damaged {
                true => expected.clone().without_figures() == found,
                false => *expected == found,
            }
        };
        assert!(
            [self.saved, with_it].into_iter().any(is_after),
            "{found:#?}"
        );
    }
}

fn replayed(numbers: &[usize]) -> Holding {
    let store = Store::in_memory().unwrap();
    for number in numbers {
        // Some follow from one that failed.
        let _ = change(&store, *number);
    }
    holding(&store)
}
