//! A saved file is complete or unchanged, whatever happens meanwhile.

use std::{fs, path::Path, time::Duration};

use authgauge_core::ErrorCode;
use authgauge_store::save_file;

use crate::{
    child::{self, Working, say},
    is_long,
    killed::Chance,
    tell,
};

const NAME: &str = "报表.csv";

#[test]
fn kill_while_saving_leaves_a_whole_file() {
    if let Some(dir) = child::folder() {
        return save_until_killed(&dir);
    }
    let test = "saving_files::kill_while_saving_leaves_a_whole_file";
    let rounds = if is_long() { 1000 } else { 100 };
    let dir = tempfile::tempdir().unwrap();
    save_file(&dir.path().join(NAME), &content(0)).unwrap();
    let mut chance = Chance::new();
    let (mut at, mut unfinished) = (0, 0);
    for round in 0..rounds {
        let mut child = Working::start(test, dir.path(), at);
        let mut saved = at;
        for _ in 0..chance.below(4) {
            saved = child.saved().unwrap();
        }
        chance.pause(Duration::from_millis(4));
        saved = child.kill().unwrap_or(saved);
        at = found(dir.path());
        assert!(
            at == saved || at == saved + 1,
            "round {round}: {at}, {saved}"
        );
        unfinished += names(dir.path()).len() - 1;
        save_file(&dir.path().join("swept"), b"").unwrap();
        fs::remove_file(dir.path().join("swept")).unwrap();
        assert_eq!(names(dir.path()), [NAME], "round {round}");
    }
    assert!(unfinished > 0, "no kill interrupted a write");
    tell(&format!("count: {rounds} kills while a file is saved"));
}

fn save_until_killed(dir: &Path) {
    say("opening");
    for number in child::from() + 1.. {
        save_file(&dir.join(NAME), &content(number)).unwrap();
        say(&format!("saved {number}"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn failed_file_operation_while_saving_leaves_a_whole_file() {
    use crate::fault::{self, Fault};
    let Some(folder) = fault::folder() else {
        return fault::run_again(
            "saving_files::failed_file_operation_while_saving_leaves_a_whole_file",
        );
    };
    let mut failed = 0;
    for (fault, stood) in fault::all().flat_map(|fault| [(fault, false), (fault, true)]) {
        for n in 1.. {
            fs::create_dir_all(&folder).unwrap();
            let path = folder.join(NAME);
            if stood {
                fs::write(&path, content(0)).unwrap();
            }
            fault.arm(n);
            let done = save_file(&path, &content(1));
            let came = Fault::disarm();
            let story = format!("{fault}, {n}");
            match done {
                Ok(()) => assert_eq!(found(&folder), 1, "{story}"),
                Err(failure) => {
                    assert_eq!(failure.code, ErrorCode::ExportFailed);
                    assert!(came, "{story}");
                    // Also when only the folder could not be flushed.
                    assert!(stood || !path.exists() || found(&folder) == 1, "{story}");
                    assert!(!stood || found(&folder) <= 1, "{story}");
                }
            }
            save_file(&path, &content(2)).unwrap();
            assert_eq!((found(&folder), names(&folder).len()), (2, 1), "{story}");
            fs::remove_dir_all(&folder).unwrap();
            if !came {
                break;
            }
            failed += 1;
        }
    }
    tell(&format!("count: {failed} file operations failed"));
}

/// Of many writes and pages, and of a length of its own.
fn content(number: usize) -> Vec<u8> {
    format!("{number}\n")
        .repeat(100_000 + number % 7)
        .into_bytes()
}

/// The number whose content is in the file, all of it.
fn found(dir: &Path) -> usize {
    let bytes = fs::read(dir.join(NAME)).unwrap();
    let first = String::from_utf8_lossy(&bytes)
        .lines()
        .next()
        .map(str::to_owned);
    let number = first.unwrap().parse().unwrap();
    assert!(bytes == content(number), "{number} is not whole");
    number
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
