//! The folder of a database: whose it is, who may look into it, and whose turn it is there.

use std::{fs, io, path::Path};

/// Why a folder is of no use.
pub enum NotUsable {
    /// Another user's, or one to which another user's link led.
    Foreign,
    /// It cannot be made or written.
    Unwritable,
}

/// Makes the folder, if there is none, and makes it private.
pub fn prepare_folder(folder: &Path) -> Result<(), NotUsable> {
    fs::create_dir_all(folder).map_err(|_| NotUsable::Unwritable)?;
    #[cfg(unix)]
    unix::keep_private(folder)?;
    Ok(())
}

/// Whether the database and the files beside it are plain files of one user, as far as they are there.
pub(super) fn are_plain(database: &Path) -> io::Result<bool> {
    for suffix in std::iter::once("").chain(super::files::COMPANIONS) {
        let file = super::files::with_suffix(database, suffix);
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_file() && is_by_the_same_user(database, &found) => {}
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

#[cfg(unix)]
pub(super) use unix::is_by_the_same_user;

#[cfg(not(unix))]
pub(super) fn is_by_the_same_user(_database: &Path, _found: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
pub(super) use unix::take_turn;

/// A file that is open elsewhere cannot be renamed here, which is what turns are for.
#[cfg(not(unix))]
pub(super) fn take_turn(_folder: &Path, _limit: std::time::Duration) -> Option<Option<fs::File>> {
    Some(None)
}

#[cfg(unix)]
mod unix {
    use std::{
        fs, io,
        os::unix::fs::{MetadataExt as _, PermissionsExt as _},
        path::Path,
        time::Duration,
    };

    use super::NotUsable;

    /// Others may make files here, but not rename or remove ours.
    const SHARED: u32 = 0o1000;
    const PRIVATE: u32 = 0o700;

    pub(super) fn keep_private(folder: &Path) -> Result<(), NotUsable> {
        let unwritable = |_| NotUsable::Unwritable;
        let found = fs::metadata(folder).map_err(unwritable)?;
        let link = fs::symlink_metadata(folder).map_err(unwritable)?;
        if link.uid() != found.uid() {
            return Err(NotUsable::Foreign);
        }
        if found.mode() & SHARED != 0 || found.mode() & 0o777 == PRIVATE {
            return Ok(());
        }
        match fs::set_permissions(folder, fs::Permissions::from_mode(PRIVATE)) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(NotUsable::Foreign)
            }
            // A disk that nobody can write to: what is there can still be shown.
            _ => Ok(()),
        }
    }

    /// In a folder of one's own the folder's owner, in a shared one the database's.
    pub(in super::super) fn is_by_the_same_user(database: &Path, found: &fs::Metadata) -> bool {
        let folder = database
            .parent()
            .and_then(|folder| fs::metadata(folder).ok());
        let own = folder.filter(|folder| folder.mode() & SHARED == 0);
        own.or_else(|| fs::symlink_metadata(database).ok())
            .is_none_or(|owner| owner.uid() == found.uid())
    }

    /// Waits until no other process opens, updates or sets aside a database here; nothing if that takes longer
    /// than the limit. The turn ends when what is returned is dropped.
    pub(in super::super) fn take_turn(folder: &Path, limit: Duration) -> Option<Option<fs::File>> {
        const PAUSE: Duration = Duration::from_millis(10);
        let Ok(folder) = fs::File::open(folder) else {
            return Some(None);
        };
        let mut waited = Duration::ZERO;
        while waited < limit {
            match folder.try_lock() {
                Ok(()) => return Some(Some(folder)),
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                // Not every file system has locks; then SQLite could not share the database either.
                Err(fs::TryLockError::Error(_)) => return Some(None),
            }
            waited += PAUSE;
        }
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::time::Duration;

    use super::*;

    /// The facts of a file of somebody else's. Who may not give a file away is not the one who has this one.
    #[expect(
        clippy::unwrap_used,
        reason = "what helps a test may panic as the test may"
    )]
    fn anothers(folder: &Path) -> fs::Metadata {
        let file = folder.join("another's");
        fs::write(&file, "").unwrap();
        let given = chown(&file, Some(12_345), None).is_ok();
        let path = if given {
            &file
        } else {
            Path::new("/etc/passwd")
        };
        fs::metadata(path).unwrap()
    }

    #[test]
    fn a_file_of_another_user_is_told_from_ones_own() {
        let dir = tempfile::tempdir().unwrap();
        let (database, own) = (dir.path().join("authgauge.db"), dir.path().join("own"));
        fs::write(&own, "").unwrap();
        let (own, other) = (fs::metadata(&own).unwrap(), anothers(dir.path()));
        assert!(is_by_the_same_user(&database, &own));
        assert!(!is_by_the_same_user(&database, &other));
        // Where a folder is shared, the database says whose files its companions must be.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o1700)).unwrap();
        assert!(is_by_the_same_user(&database, &other));
        fs::write(&database, "").unwrap();
        assert!(is_by_the_same_user(&database, &own));
        assert!(!is_by_the_same_user(&database, &other));
        assert_ne!(own.uid(), other.uid());
    }

    #[test]
    fn what_cannot_be_looked_at_is_not_taken_for_absent() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        assert!(are_plain(&file).unwrap());
        fs::write(&file, "").unwrap();
        assert!(are_plain(&file).unwrap());
        assert!(are_plain(&file.join("below")).is_err());
    }

    #[test]
    fn one_at_a_time_has_its_turn() {
        let dir = tempfile::tempdir().unwrap();
        let take = || take_turn(dir.path(), Duration::from_millis(30));
        let first = take().flatten();
        assert!(first.is_some());
        assert!(take().is_none());
        drop(first);
        assert!(take().flatten().is_some());
    }
}
