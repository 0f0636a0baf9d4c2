//! Tests in which the n-th file operation fails, for n = 1, 2, 3 … up to the number of operations.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use authgauge_store::{Role, Store, StoreError, StoreTrouble};

use crate::damaged::{Files, read_files};
use crate::fault::{self, Fault};
use crate::work::{StoreContent, change, integrity, now, open_store, read_content};
use crate::{is_long, print_line};

#[test]
fn acknowledged_changes_survive_any_failed_file_operation() {
    let Some(folder) = fault::folder() else {
        return fault::run_in_child(TEST);
    };
    let scenarios = [
        Scenario::new(),
        Scenario::after_a_kill(),
        Scenario::after_damage(),
    ];
    let mut sweep = Sweep::default();
    for scenario in &scenarios {
        for (fault, turn) in fault::all().zip(1..) {
            sweep.run(scenario, fault, turn, &folder);
        }
    }
    assert!(sweep.broken.is_empty(), "{:#?}", sweep.broken);
    print_line(&format!("count: {} file operations failed", sweep.failed));
}

const TEST: &str = "failing::acknowledged_changes_survive_any_failed_file_operation";

/// Runs all cases, then fails with a list of the broken ones.
#[derive(Default)]
struct Sweep {
    failed: usize,
    broken: Vec<String>,
    /// The expected content by the numbers of the changes made.
    expected: HashMap<Vec<usize>, StoreContent>,
}

impl Sweep {
    /// Runs a scenario with a fault in each operation. The short version runs a sample of the operations.
    fn run(&mut self, scenario: &Scenario, fault: Fault, turn: usize, folder: &Path) {
        let turns = 2 * fault::all().count();
        let (first, step) = if is_long() {
            (1, 1)
        } else {
            (2 * turn - 1, turns)
        };
        for n in (first..).step_by(step) {
            let dir = folder.join(format!("{n}"));
            fs::create_dir_all(&dir).unwrap();
            scenario.write_files(&dir);
            fault.arm(n);
            let outcome = catch_unwind(AssertUnwindSafe(|| scenario.run(&dir, fault)));
            let has_failed = Fault::disarm();
            let check = || outcome.unwrap().check(&dir, &mut self.expected);
            if catch_unwind(AssertUnwindSafe(check)).is_err() {
                self.broken.push(format!("{}, {fault}, {n}", scenario.name));
            }
            fs::remove_dir_all(folder).unwrap();
            if !has_failed {
                return;
            }
            self.failed += 1;
        }
    }
}

/// Changes in two sessions, each of which opens and closes the store.
struct Scenario {
    name: &'static str,
    /// Whether the database is damaged, so that only pools and settings can be restored.
    damaged: bool,
    start: Files,
    done: usize,
    sessions: [Range<usize>; 2],
}

impl Scenario {
    fn new() -> Self {
        Self {
            name: "new",
            damaged: false,
            start: Vec::new(),
            done: 0,
            sessions: [0..8, 8..14],
        }
    }

    /// The files have a write-ahead log to recover and pools to remove.
    fn after_a_kill() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut start = Files::new();
        for numbers in [0..70, 70..74] {
            let store = open_store(dir.path(), "before");
            for number in numbers {
                change(&store, number).unwrap();
            }
            start = read_files(dir.path());
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
        let mut scenario = Self::after_a_kill();
        scenario
            .start
            .retain(|(name, _)| *name == "authgauge.backup");
        assert_eq!(scenario.start.len(), 1);
        scenario.start.push(("authgauge.db", b"damage".to_vec()));
        Self {
            name: "after damage",
            damaged: true,
            ..scenario
        }
    }

    fn write_files(&self, dir: &Path) {
        for (name, bytes) in &self.start {
            fs::write(dir.join(name), bytes).unwrap();
        }
    }

    fn run(&self, dir: &Path, fault: Fault) -> Outcome {
        let mut outcome = Outcome {
            damaged: self.damaged,
            saved: (0..self.done).collect(),
            failed: None,
        };
        for numbers in self.sessions.clone() {
            let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
            assert!(
                self.is_expected(&trouble)
                    || trouble.as_ref().is_some_and(StoreTrouble::is_not_saved),
                "{trouble:?}"
            );
            for number in numbers {
                let result = change(&store, number);
                // Changes that are only in memory are not expected to survive.
                if self.is_expected(&trouble) {
                    outcome.add(number, result);
                }
            }
            if fault.is_persistent && outcome.failed.is_some() {
                break;
            }
        }
        outcome
    }

    fn is_expected(&self, trouble: &Option<StoreTrouble>) -> bool {
        is_expected(self.damaged, trouble)
    }
}

/// Whether the trouble is expected: only a damaged database may be set aside, whichever operation fails.
fn is_expected(damaged: bool, trouble: &Option<StoreTrouble>) -> bool {
    match trouble {
        None => true,
        Some(StoreTrouble::SetAside { restored, .. }) => damaged && *restored,
        Some(StoreTrouble::Missing) => damaged,
        Some(_) => false,
    }
}

/// The results of the changes.
struct Outcome {
    damaged: bool,
    saved: Vec<usize>,
    /// The position and number of the first failed change, which may have taken effect or not.
    failed: Option<(usize, usize)>,
}

impl Outcome {
    fn add(&mut self, number: usize, result: Result<(), StoreError>) {
        match result {
            Ok(()) => self.saved.push(number),
            Err(StoreError::Failed(_)) => {
                self.failed.get_or_insert((self.saved.len(), number));
            }
            // The change that adds the pool failed.
            Err(error) => assert_eq!(error, StoreError::PoolNotFound),
        }
    }

    fn check(self, dir: &Path, expected: &mut HashMap<Vec<usize>, StoreContent>) {
        let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
        assert!(is_expected(self.damaged, &trouble), "{trouble:?}");
        let found = if self.damaged {
            read_content(&store).without_figures()
        } else {
            read_content(&store)
        };
        drop(store);
        assert_eq!(integrity(dir), "ok");
        let damaged = self.damaged;
        let mut with_failed = self.saved.clone();
        if let Some((place, number)) = self.failed {
            with_failed.insert(place, number);
        }
        let matches = |numbers: Vec<usize>| {
            let replay = |numbers: &Vec<usize>| content_after(numbers);
            let content = expected.entry(numbers).or_insert_with_key(replay);
            match damaged {
                true => content.clone().without_figures() == found,
                false => *content == found,
            }
        };
        assert!(
            [self.saved, with_failed].into_iter().any(matches),
            "{found:#?}"
        );
    }
}

/// The content after these changes.
fn content_after(numbers: &[usize]) -> StoreContent {
    let store = Store::in_memory().unwrap();
    for number in numbers {
        // Changes of a pool that was not added fail.
        let _ = change(&store, *number);
    }
    read_content(&store)
}
