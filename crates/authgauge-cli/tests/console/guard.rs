//! The guard's exit codes, and that it changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::fixture::{ACME, BETA, Fixture};

#[test]
fn exit_code_is_the_answer() {
    let fixture = Fixture::new();
    let cases: [(i32, &[&str]); 16] = [
        (1, &["guard"]),
        (1, &["guard", "--pool", ACME]),
        (0, &["guard", "--pool", ACME, "--benefit", "Applications"]),
        (1, &["guard", "--pool", ACME, "--benefit", "SMS"]),
        (
            0,
            &["guard", "--pool", ACME, "--benefit", "SMS", "--need", "120"],
        ),
        (
            1,
            &["guard", "--pool", ACME, "--benefit", "SMS", "--need", "121"],
        ),
        (
            1,
            &[
                "guard",
                "--pool",
                ACME,
                "--benefit",
                "SMS",
                "--need",
                "1",
                "--within",
                "14",
            ],
        ),
        (
            0,
            &["guard", "--pool", ACME, "--benefit", "SMS", "--within", "1"],
        ),
        (3, &["guard", "--pool", ACME, "--benefit", "Storage"]),
        (
            3,
            &[
                "guard",
                "--pool",
                ACME,
                "--benefit",
                "NotThere",
                "--need",
                "1",
            ],
        ),
        (3, &["guard", "--pool", BETA]),
        (3, &["guard", "--pool", BETA, "--need", "98"]),
        (
            1,
            &[
                "guard",
                "--pool",
                BETA,
                "--benefit",
                "SMS",
                "--need",
                "98",
                "--max-age",
                "4d",
            ],
        ),
        (0, &["guard", "--pool", "Gamma", "--fail-open"]),
        (2, &["guard", "--pool", "Delta", "--fail-open"]),
        (2, &["guard", "--within", "121"]),
    ];
    for (expected, args) in cases {
        assert_eq!(fixture.exit(args), expected, "{args:?}");
        let quiet = fixture.command(args).arg("--quiet").output().unwrap();
        assert_eq!(quiet.status.code(), Some(expected), "{args:?}");
        assert!(quiet.stdout.is_empty());
    }
    println!("count: {} questions to the guard", cases.len());
}

#[test]
fn a_no_is_never_opened() {
    let fixture = Fixture::new();
    let no = [
        "guard",
        "--pool",
        ACME,
        "--benefit",
        "SMS",
        "--need",
        "121",
        "--fail-open",
    ];
    assert_eq!(fixture.exit(&no), 1);
    assert_eq!(fixture.exit(&["guard", "--data-dir", "elsewhere"]), 5);
    assert_eq!(
        fixture.exit(&["guard", "--data-dir", "elsewhere", "--fail-open"]),
        0
    );
}

#[test]
fn stored_readings_are_read_without_a_write() {
    let fixture = Fixture::new();
    let before = files(fixture.path());
    for command in [
        "overview", "usage", "mau", "plan", "forecast", "alerts", "guard",
    ] {
        fixture.command(&[command]).output().unwrap();
    }
    assert_eq!(files(fixture.path()), before);
}

/// Each file with its content.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => drop(found.insert(path.display().to_string(), fs::read(&path).unwrap())),
        }
    }
    found
}
