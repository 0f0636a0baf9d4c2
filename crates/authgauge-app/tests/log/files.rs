//! The files: a day each, private, bounded, and no reason for anything else to fail.

use std::fs;

use authgauge_app::log::Limits;
use chrono::TimeDelta;

use crate::{Desk, names, said};

fn hello() {
    tracing::info!(target: "authgauge_app", number = 1, "hello");
}

#[test]
fn each_day_has_a_file_of_its_own_also_over_the_end_of_a_year() {
    let desk = Desk::new();
    let log = desk.log();
    said(&log, hello);
    desk.pass(TimeDelta::hours(13) + TimeDelta::minutes(59));
    said(&log, hello);
    desk.pass(TimeDelta::minutes(2));
    said(&log, hello);
    desk.pass(TimeDelta::days(1));
    said(&log, hello);
    assert_eq!(
        names(&desk.folder()),
        [
            "authgauge-2026-12-30.log",
            "authgauge-2026-12-31.log",
            "authgauge-2027-01-01.log"
        ]
    );
    assert_eq!(
        desk.today(),
        "2026-12-30T10:00:00.000Z  INFO authgauge: hello number=1\n\
         2026-12-30T23:59:00.000Z  INFO authgauge: hello number=1\n"
    );
}

#[test]
fn files_go_after_seven_days_and_nothing_else_goes() {
    let desk = Desk::new();
    fs::create_dir(desk.folder()).unwrap();
    for other in [
        "notes.txt",
        "authgauge-2020-1-1.log",
        "authgauge-2020-01-01.log.bak",
    ] {
        fs::write(desk.folder().join(other), "x").unwrap();
    }
    fs::write(desk.file("2020-01-01"), "x").unwrap();
    let log = desk.log();
    for _ in 0..20 {
        said(&log, hello);
        desk.pass(TimeDelta::days(1));
    }
    let kept = names(&desk.folder());
    assert_eq!(kept.len(), 7 + 3, "{kept:?}");
    assert_eq!(kept[2], "authgauge-2027-01-12.log");
    assert_eq!(kept[8], "authgauge-2027-01-18.log");

    // A clock that was years ahead for a while does not make them more.
    desk.pass(TimeDelta::days(-900));
    for _ in 0..20 {
        said(&log, hello);
        desk.pass(TimeDelta::days(1));
    }
    assert_eq!(names(&desk.folder()).len(), 7 + 3);
}

#[test]
fn a_day_with_too_much_to_say_ends_with_one_line_about_it() {
    let mut desk = Desk::new();
    desk.limits = Limits {
        bytes: 2000,
        days: 7,
    };
    let log = desk.log();
    for _ in 0..100 {
        said(&log, hello);
    }
    let long = desk.today();
    assert!((1900..=2000).contains(&long.len()), "{}", long.len());
    assert!(long.ends_with("-- full: nothing more is written on this day (UTC) --\n"));

    // Nor does another start write on, and tomorrow there is room again.
    let log = desk.log();
    said(&log, hello);
    assert_eq!(desk.today(), long);
    desk.pass(TimeDelta::days(1));
    said(&log, hello);
    assert!(desk.file("2026-12-31").exists());
}

#[test]
fn another_start_goes_on_in_the_same_file_on_a_line_of_its_own() {
    let desk = Desk::new();
    said(&desk.log(), hello);
    let torn = desk.today() + "2026-12-30T10:00:00.000Z  IN";
    fs::write(desk.file("2026-12-30"), torn).unwrap();
    said(&desk.log(), hello);
    assert_eq!(desk.today().lines().count(), 3);
}

#[test]
fn a_file_that_was_removed_is_made_anew() {
    let desk = Desk::new();
    let log = desk.log();
    said(&log, hello);
    fs::remove_dir_all(desk.folder()).unwrap();
    said(&log, hello);
    assert_eq!(desk.today().lines().count(), 1);
}

#[test]
fn what_is_closed_makes_no_folder_again() {
    let desk = Desk::new();
    let log = desk.log();
    said(&log, hello);
    log.close();
    fs::remove_dir_all(desk.folder()).unwrap();
    said(&log, hello);
    assert!(!desk.folder().exists());
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
    fn folder_and_files_are_for_their_owner_alone() {
        let desk = Desk::new();
        fs::create_dir(desk.folder()).unwrap();
        fs::write(desk.file("2026-12-30"), "").unwrap();
        for loose in [desk.dir.path(), &desk.folder(), &desk.file("2026-12-30")] {
            set_mode(loose, 0o777);
        }
        said(&desk.log(), hello);
        assert_eq!(mode(desk.dir.path()), 0o700);
        assert_eq!(mode(&desk.folder()), 0o700);
        assert_eq!(mode(&desk.file("2026-12-30")), 0o600);

        desk.pass(TimeDelta::days(1));
        said(&desk.log(), hello);
        assert_eq!(mode(&desk.file("2026-12-31")), 0o600);
    }

    #[test]
    fn no_link_is_followed() {
        let desk = Desk::new();
        let elsewhere = tempfile::tempdir().unwrap();
        set_mode(elsewhere.path(), 0o755);
        symlink(elsewhere.path(), desk.folder()).unwrap();
        let log = desk.log();
        said(&log, hello);
        assert_eq!(log.trouble(), Some(ErrorKind::NotADirectory));
        assert_eq!(names(elsewhere.path()), Vec::<String>::new());
        assert_eq!(mode(elsewhere.path()), 0o755);

        fs::remove_file(desk.folder()).unwrap();
        fs::create_dir(desk.folder()).unwrap();
        for there in [true, false] {
            let target = elsewhere.path().join(format!("profile-{there}"));
            if there {
                fs::write(&target, "theirs").unwrap();
            }
            let _ = fs::remove_file(desk.file("2026-12-30"));
            symlink(&target, desk.file("2026-12-30")).unwrap();
            said(&log, hello);
            assert_eq!(log.trouble(), Some(ErrorKind::PermissionDenied));
            let found = fs::read_to_string(&target).ok();
            assert_eq!(found.as_deref(), there.then_some("theirs"));
        }

        fs::remove_file(desk.file("2026-12-30")).unwrap();
        said(&log, hello);
        assert_eq!(log.trouble(), None, "it goes on once it can");
        assert_eq!(desk.today().lines().count(), 1);
    }

    #[test]
    fn where_nothing_can_be_written_everything_else_goes_on() {
        let desk = Desk::new();
        // Not even root makes a folder below a file.
        fs::write(desk.folder(), "in the way").unwrap();
        let log = desk.log();
        said(&log, hello);
        assert!(log.trouble().is_some());
        assert_eq!(fs::read_to_string(desk.folder()).unwrap(), "in the way");
        let below_a_file = desk.folder().join("data");
        let log = authgauge_app::log::Log::of(&below_a_file, desk.clock());
        said(&log, hello);
        assert!(log.trouble().is_some());
    }
}
