//! The log files: one a day, private, bounded; a failure to write has no other effect.

use std::fs;

use authgauge_app::log::LogLimits;
use chrono::TimeDelta;

use crate::{Fixture, log_in, names};

fn hello() {
    tracing::info!(target: "authgauge_app", number = 1, "hello");
}

#[test]
fn each_day_has_its_file_also_across_the_end_of_a_year() {
    let fixture = Fixture::new();
    let log = fixture.log();
    log_in(&log, hello);
    fixture.advance(TimeDelta::hours(13) + TimeDelta::minutes(59));
    log_in(&log, hello);
    fixture.advance(TimeDelta::minutes(2));
    log_in(&log, hello);
    fixture.advance(TimeDelta::days(1));
    log_in(&log, hello);
    assert_eq!(
        names(&fixture.folder()),
        [
            "authgauge-2026-12-30.log",
            "authgauge-2026-12-31.log",
            "authgauge-2027-01-01.log"
        ]
    );
    assert_eq!(
        fixture.today(),
        "2026-12-30T10:00:00.000Z  INFO authgauge_app: hello number=1\n\
         2026-12-30T23:59:00.000Z  INFO authgauge_app: hello number=1\n"
    );
}

#[test]
fn log_files_are_removed_after_seven_days_and_other_files_stay() {
    let fixture = Fixture::new();
    fs::create_dir(fixture.folder()).unwrap();
    for other in [
        "notes.txt",
        "authgauge-2020-1-1.log",
        "authgauge-2020-01-01.log.bak",
    ] {
        fs::write(fixture.folder().join(other), "x").unwrap();
    }
    fs::write(fixture.file("2020-01-01"), "x").unwrap();
    let log = fixture.log();
    for _ in 0..20 {
        log_in(&log, hello);
        fixture.advance(TimeDelta::days(1));
    }
    let kept = names(&fixture.folder());
    assert_eq!(kept.len(), 7 + 3, "{kept:?}");
    assert_eq!(kept[2], "authgauge-2027-01-12.log");
    assert_eq!(kept[8], "authgauge-2027-01-18.log");

    // Files of a clock that was years ahead are removed too.
    fixture.advance(TimeDelta::days(-900));
    for _ in 0..20 {
        log_in(&log, hello);
        fixture.advance(TimeDelta::days(1));
    }
    assert_eq!(names(&fixture.folder()).len(), 7 + 3);
}

#[test]
fn a_full_file_ends_with_one_line_that_says_so() {
    let mut fixture = Fixture::new();
    fixture.limits = LogLimits {
        bytes: 2000,
        days: 7,
    };
    let log = fixture.log();
    for _ in 0..100 {
        log_in(&log, hello);
    }
    let long = fixture.today();
    assert!((1900..=2000).contains(&long.len()), "{}", long.len());
    assert!(long.ends_with("-- full: nothing more is written on this day (UTC) --\n"));

    // Another start does not write either; the next day it does.
    let log = fixture.log();
    log_in(&log, hello);
    assert_eq!(fixture.today(), long);
    fixture.advance(TimeDelta::days(1));
    log_in(&log, hello);
    assert!(fixture.file("2026-12-31").exists());
}

#[test]
fn another_start_appends_on_a_new_line() {
    let fixture = Fixture::new();
    log_in(&fixture.log(), hello);
    let torn = fixture.today() + "2026-12-30T10:00:00.000Z  IN";
    fs::write(fixture.file("2026-12-30"), torn).unwrap();
    log_in(&fixture.log(), hello);
    assert_eq!(fixture.today().lines().count(), 3);
}

// Windows does not remove a file that is open.
#[cfg(unix)]
#[test]
fn a_removed_file_is_created_again() {
    let fixture = Fixture::new();
    let log = fixture.log();
    log_in(&log, hello);
    fs::remove_dir_all(fixture.folder()).unwrap();
    log_in(&log, hello);
    assert_eq!(fixture.today().lines().count(), 1);
}

#[test]
fn a_closed_log_creates_no_folder() {
    let fixture = Fixture::new();
    let log = fixture.log();
    log_in(&log, hello);
    log.close();
    fs::remove_dir_all(fixture.folder()).unwrap();
    log_in(&log, hello);
    assert!(!fixture.folder().exists());
}

#[cfg(unix)]
mod unix {
    use std::io::ErrorKind;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::Path;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn folder_and_files_are_private_to_their_owner() {
        let fixture = Fixture::new();
        fs::create_dir(fixture.folder()).unwrap();
        fs::write(fixture.file("2026-12-30"), "").unwrap();
        for loose in [
            fixture.dir.path(),
            &fixture.folder(),
            &fixture.file("2026-12-30"),
        ] {
            set_mode(loose, 0o755);
        }
        log_in(&fixture.log(), hello);
        assert_eq!(mode(fixture.dir.path()), 0o700);
        assert_eq!(mode(&fixture.folder()), 0o700);
        assert_eq!(mode(&fixture.file("2026-12-30")), 0o600);

        fixture.advance(TimeDelta::days(1));
        log_in(&fixture.log(), hello);
        assert_eq!(mode(&fixture.file("2026-12-31")), 0o600);
    }

    #[test]
    fn symbolic_links_are_not_followed() {
        let fixture = Fixture::new();
        let elsewhere = tempfile::tempdir().unwrap();
        set_mode(elsewhere.path(), 0o755);
        symlink(elsewhere.path(), fixture.folder()).unwrap();
        let log = fixture.log();
        log_in(&log, hello);
        assert_eq!(log.trouble(), Some(ErrorKind::PermissionDenied));
        assert_eq!(names(elsewhere.path()), Vec::<String>::new());
        assert_eq!(mode(elsewhere.path()), 0o755);

        fs::remove_file(fixture.folder()).unwrap();
        fs::create_dir(fixture.folder()).unwrap();
        for there in [true, false] {
            let target = elsewhere.path().join(format!("profile-{there}"));
            if there {
                fs::write(&target, "theirs").unwrap();
            }
            let _ = fs::remove_file(fixture.file("2026-12-30"));
            symlink(&target, fixture.file("2026-12-30")).unwrap();
            log_in(&log, hello);
            assert_eq!(log.trouble(), Some(ErrorKind::PermissionDenied));
            let found = fs::read_to_string(&target).ok();
            assert_eq!(found.as_deref(), there.then_some("theirs"));
        }

        fs::remove_file(fixture.file("2026-12-30")).unwrap();
        log_in(&log, hello);
        assert_eq!(log.trouble(), None, "writing resumes");
        assert_eq!(fixture.today().lines().count(), 1);
    }

    #[test]
    fn a_log_that_cannot_be_written_reports_trouble_and_does_not_panic() {
        let fixture = Fixture::new();
        // Not even root can make a folder below a file.
        fs::write(fixture.folder(), "in the way").unwrap();
        let log = fixture.log();
        log_in(&log, hello);
        assert!(log.trouble().is_some());
        assert_eq!(fs::read_to_string(fixture.folder()).unwrap(), "in the way");
        let below_a_file = fixture.folder().join("data");
        let log = authgauge_app::log::Log::new(&below_a_file, fixture.clock());
        log_in(&log, hello);
        assert!(log.trouble().is_some());
    }
}
