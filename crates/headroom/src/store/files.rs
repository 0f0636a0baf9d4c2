//! The files of a database: who may read them, and under what names they are put by.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

/// A new file that only its owner may read; one that is there stays.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    // SQLite gives the -wal and -shm files the mode of the database.
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}

/// Makes the folder, if there is none.
pub(super) fn prepare_folder(folder: &Path) -> io::Result<()> {
    let made = !folder.exists();
    fs::create_dir_all(folder)?;
    // A folder with things of others in it is left as it is: only the files are ours there.
    if made || fs::read_dir(folder)?.next().is_none() {
        keep_private(folder)?;
    }
    Ok(())
}

#[cfg(unix)]
fn keep_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    const SHARED: u32 = 0o1000;
    if fs::metadata(folder)?.permissions().mode() & SHARED != 0 {
        return Ok(());
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn keep_private(_folder: &Path) -> io::Result<()> {
    // The profile folder's access list already names its owner alone.
    Ok(())
}

/// Gives the database and its log another name, and tells which.
pub(super) fn set_aside(path: &Path, now: DateTime<Utc>) -> io::Result<PathBuf> {
    let aside = free_name(path, "set-aside", now);
    fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// `headroom.db.<why>-<now>`, with a number if that is taken.
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

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
