//! Tests that a saved file is complete or unchanged after a kill or a failed file operation.

use std::fs;
use std::path::Path;
use std::time::Duration;

use authgauge_store::save_file;

use crate::child::{self, ChildProcess, print_flushed};
use crate::killed::RandomDelays;
use crate::{is_long, print_line};

const NAME: &str = "报表.csv";

#[test]
fn kill_while_saving_leaves_a_complete_file() {
    if let Some(dir) = child::folder() {
        return save_until_killed(&dir);
    }
    let test = "saving_files::kill_while_saving_leaves_a_complete_file";
    let rounds = if is_long() { 1000 } else { 100 };
    let dir = tempfile::tempdir().unwrap();
    save_file(&dir.path().join(NAME), &content(0)).unwrap();
    let mut random = RandomDelays::new();
    let (mut last, mut unfinished) = (0, 0);
    for round in 0..rounds {
        let mut child = ChildProcess::start(test, dir.path(), last);
        let mut saved = last;
        for _ in 0..random.number_below(4) {
            saved = child.next_saved().unwrap();
        }
        random.pause(Duration::from_millis(4));
        saved = child.kill().unwrap_or(saved);
        last = saved_number(dir.path());
        assert!(
            last == saved || last == saved + 1,
            "round {round}: {last}, {saved}"
        );
        unfinished += names(dir.path()).len() - 1;
        save_file(&dir.path().join("swept"), b"").unwrap();
        fs::remove_file(dir.path().join("swept")).unwrap();
        assert_eq!(names(dir.path()), [NAME], "round {round}");
    }
    assert!(unfinished > 0, "no kill interrupted a write");
    print_line(&format!("count: {rounds} kills while a file is saved"));
}

fn save_until_killed(dir: &Path) {
    print_flushed("opening");
    for number in child::first_change() + 1.. {
        save_file(&dir.join(NAME), &content(number)).unwrap();
        print_flushed(&format!("saved {number}"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn failed_file_operation_while_saving_leaves_a_complete_file() {
    use crate::fault::{self, Fault};
    let Some(folder) = fault::folder() else {
        return fault::run_in_child(
            "saving_files::failed_file_operation_while_saving_leaves_a_complete_file",
        );
    };
    let mut failed = 0;
    for (fault, existed) in fault::all().flat_map(|fault| [(fault, false), (fault, true)]) {
        for n in 1.. {
            fs::create_dir_all(&folder).unwrap();
            let path = folder.join(NAME);
            if existed {
                fs::write(&path, content(0)).unwrap();
            }
            fault.arm(n);
            let done = save_file(&path, &content(1));
            let has_failed = Fault::disarm();
            let context = format!("{fault}, {n}");
            match done {
                Ok(()) => assert_eq!(saved_number(&folder), 1, "{context}"),
                Err(failure) => {
                    assert_eq!(failure.code, authgauge_core::ErrorCode::ExportFailed);
                    assert!(has_failed, "{context}");
                    // The file may be complete if only flushing the folder failed.
                    assert!(
                        existed || !path.exists() || saved_number(&folder) == 1,
                        "{context}"
                    );
                    assert!(!existed || saved_number(&folder) <= 1, "{context}");
                }
            }
            save_file(&path, &content(2)).unwrap();
            assert_eq!(
                (saved_number(&folder), names(&folder).len()),
                (2, 1),
                "{context}"
            );
            fs::remove_dir_all(&folder).unwrap();
            if !has_failed {
                break;
            }
            failed += 1;
        }
    }
    print_line(&format!("count: {failed} file operations failed"));
}

/// Content of many pages, whose length depends on the number.
fn content(number: usize) -> Vec<u8> {
    format!("{number}\n")
        .repeat(100_000 + number % 7)
        .into_bytes()
}

/// Checks that the file is complete, and returns the number of its content.
fn saved_number(dir: &Path) -> usize {
    let bytes = fs::read(dir.join(NAME)).unwrap();
    let first = String::from_utf8_lossy(&bytes)
        .lines()
        .next()
        .map(str::to_owned);
    let number = first.unwrap().parse().unwrap();
    assert!(bytes == content(number), "{number} is not complete");
    number
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
