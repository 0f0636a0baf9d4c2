//! The files of a database: who may read them, and under what names they are put by.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

/// What SQLite writes beside a database.
pub(super) const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A file that only its owner may read, made if there is none, with what is beside it.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    // First the modes: they may be what stands in the way.
    keep_private(path)?;
    for suffix in COMPANIONS {
        keep_private(&with_suffix(path, suffix))?;
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
pub(super) fn keep_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    match fs::set_permissions(path, fs::Permissions::from_mode(0o600)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        // Where nothing can be written, nothing can be loosened either.
        Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
pub(super) fn keep_private(_path: &Path) -> io::Result<()> {
    // The profile folder's access list already names its owner alone.
    Ok(())
}

/// Gives the database and its log another name, and tells which.
pub(super) fn set_aside(path: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let aside = free_name(path, "set-aside", now);
    // The log first: SQLite deletes one that has no database.
    for suffix in COMPANIONS {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    match fs::rename(path, &aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    Ok(aside)
}

/// `authgauge.db.<why>-<now>`, with a number if that is taken.
pub(super) fn free_name(path: &Path, why: &str, now: DateTime<Utc>) -> PathBuf {
    let base = format!(".{why}-{}", now.format("%Y%m%dT%H%M%SZ"));
    let first = with_suffix(path, &base);
    let later = (2_u32..).map(|number| with_suffix(path, &format!("{base}-{number}")));
    let is_free = |name: &PathBuf| fs::symlink_metadata(name).is_err();
    std::iter::once(first.clone())
        .chain(later)
        .find(is_free)
        .unwrap_or(first)
}

/// Remembers that damage was met in a database: the next time it is looked at as a whole.
pub(super) fn doubt(path: &Path) {
    // Where not even this can be written, the damage is met again.
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(mark(path));
}

pub(super) fn is_doubted(path: &Path) -> bool {
    fs::symlink_metadata(mark(path)).is_ok()
}

pub(super) fn trust(path: &Path) {
    let _ = fs::remove_file(mark(path));
}

fn mark(path: &Path) -> PathBuf {
    with_suffix(path, ".doubted")
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_whose_log_cannot_be_set_aside_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("authgauge.db");
        let log = with_suffix(&path, "-wal");
        fs::write(&path, "database").unwrap();
        fs::write(&log, "log").unwrap();
        let aside = free_name(&path, "set-aside", DateTime::UNIX_EPOCH);
        let in_the_way = with_suffix(&aside, "-wal");
        fs::create_dir(&in_the_way).unwrap();
        assert!(set_aside(&path, DateTime::UNIX_EPOCH).is_err());
        assert!(path.exists() && log.exists());
        fs::remove_dir(&in_the_way).unwrap();
        assert_eq!(set_aside(&path, DateTime::UNIX_EPOCH).unwrap(), aside);
        assert!(aside.exists() && in_the_way.exists() && !path.exists());
    }

    #[test]
    fn a_log_is_set_aside_though_its_database_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("authgauge.db");
        fs::write(with_suffix(&path, "-wal"), "log").unwrap();
        let aside = set_aside(&path, DateTime::UNIX_EPOCH).unwrap();
        assert!(with_suffix(&aside, "-wal").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_there_is_private_and_what_cannot_be_made_private_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        assert!(keep_private(&file).is_ok());
        fs::write(&file, "").unwrap();
        assert!(keep_private(&file.join("below")).is_err());
    }
}
