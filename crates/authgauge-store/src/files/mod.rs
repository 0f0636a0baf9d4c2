//! The files of a data folder: their permissions, and how they are replaced and set aside.

mod atomic_file;
pub mod folder;
pub(crate) mod owner_lock;
pub mod plain_file;
mod save_file;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

pub use save_file::save_file;

pub(crate) use atomic_file::{Access, write};

/// Suffixes of the files that SQLite writes beside a database.
pub(crate) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Creates the file if there is none, and makes it and its companions readable by their owner only.
pub(crate) fn create_private(path: &Path) -> io::Result<()> {
    // The modes come first: a wrong one may prevent opening the file.
    make_private(path)?;
    for suffix in COMPANIONS {
        make_private(&with_suffix(path, suffix))?;
    }
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    // SQLite gives the -wal and -shm files the mode of the database.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

#[cfg(unix)]
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    match fs::set_permissions(path, fs::Permissions::from_mode(0o600)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        // The mode cannot be loosened there either.
        Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => Ok(()),
        done => done,
    }
}

/// No-op: the access list of the profile folder already permits its owner only.
#[cfg(not(unix))]
pub(crate) fn make_private(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Renames the database and its companions, and returns the new path.
pub(crate) fn set_aside(path: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let aside = free_name(path, "set-aside", now);
    // The write-ahead log first: SQLite deletes one without a database.
    for suffix in COMPANIONS.into_iter().chain([""]) {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// `authgauge.db.<why>-<now>`, with a number if that name is taken.
pub(crate) fn free_name(path: &Path, why: &str, now: DateTime<Utc>) -> PathBuf {
    let base = format!(".{why}-{}", now.format("%Y%m%dT%H%M%SZ"));
    let first = with_suffix(path, &base);
    let later = (2_u32..).map(|number| with_suffix(path, &format!("{base}-{number}")));
    let is_free = |name: &PathBuf| fs::symlink_metadata(name).is_err();
    std::iter::once(first.clone())
        .chain(later)
        .find(is_free)
        .unwrap_or(first)
}

/// Marks a database in which a read found damage. The next start checks all of it.
pub(crate) fn mark_suspect(path: &Path) {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Without the mark, a later read finds the damage again.
    let _ = options.open(suspect_mark(path));
}

pub(crate) fn is_suspect(path: &Path) -> bool {
    fs::symlink_metadata(suspect_mark(path)).is_ok()
}

pub(crate) fn clear_suspect(path: &Path) {
    let _ = fs::remove_file(suspect_mark(path));
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn suspect_mark(path: &Path) -> PathBuf {
    with_suffix(path, ".suspect")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_stays_if_its_log_cannot_be_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("authgauge.db");
        let log = with_suffix(&path, "-wal");
        fs::write(&path, "database").unwrap();
        fs::write(&log, "log").unwrap();
        let aside = free_name(&path, "set-aside", DateTime::UNIX_EPOCH);
        let obstacle = with_suffix(&aside, "-wal");
        fs::create_dir(&obstacle).unwrap();
        assert!(set_aside(&path, DateTime::UNIX_EPOCH).is_err());
        assert!(path.exists() && log.exists());
        fs::remove_dir(&obstacle).unwrap();
        assert_eq!(set_aside(&path, DateTime::UNIX_EPOCH).unwrap(), aside);
        assert!(aside.exists() && obstacle.exists() && !path.exists());
    }

    #[test]
    fn log_without_a_database_is_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("authgauge.db");
        fs::write(with_suffix(&path, "-wal"), "log").unwrap();
        let aside = set_aside(&path, DateTime::UNIX_EPOCH).unwrap();
        assert!(with_suffix(&aside, "-wal").exists());
    }

    #[cfg(unix)]
    #[test]
    fn make_private_accepts_a_missing_file_and_reports_other_errors() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        assert!(make_private(&file).is_ok());
        fs::write(&file, "").unwrap();
        assert!(make_private(&file.join("child")).is_err());
    }
}
