//! Ownership and permissions of the data folder.

use std::fs;
use std::io;
use std::path::Path;

/// The reason why a folder cannot be used.
#[derive(Debug)]
pub enum NotUsable {
    /// It belongs to another user, or a link of another user leads to it.
    Foreign,
    /// It cannot be created or written.
    Unwritable,
}

/// Creates the folder if there is none, and makes it private.
pub fn prepare_folder(folder: &Path) -> Result<(), NotUsable> {
    fs::create_dir_all(folder).map_err(|_| NotUsable::Unwritable)?;
    #[cfg(unix)]
    unix::make_private(folder)?;
    Ok(())
}

/// Whether the database and its companions, as far as they exist, are plain files of one user.
pub(crate) fn are_own_plain_files(database: &Path) -> io::Result<bool> {
    for suffix in std::iter::once("").chain(super::COMPANIONS) {
        let file = super::with_suffix(database, suffix);
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_file() && has_same_owner(database, &found) => {}
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Whether this is a plain file of the folder's user.
pub(crate) fn is_own_plain_file(path: &Path) -> io::Result<bool> {
    let found = fs::symlink_metadata(path)?;
    Ok(found.is_file() && has_same_owner(path, &found))
}

#[cfg(unix)]
pub(crate) use unix::{has_same_owner, is_own_folder};

#[cfg(not(unix))]
pub(crate) fn has_same_owner(_database: &Path, _found: &fs::Metadata) -> bool {
    true
}

#[cfg(not(unix))]
pub(crate) fn is_own_folder(folder: &Path) -> io::Result<bool> {
    fs::metadata(folder).map(|_| true)
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;

    use super::NotUsable;

    /// The sticky bit: others may create files here, but not rename or delete ours.
    const SHARED: u32 = 0o1000;
    const PRIVATE: u32 = 0o700;

    pub(super) fn make_private(folder: &Path) -> Result<(), NotUsable> {
        if !is_own_folder(folder).map_err(|_| NotUsable::Unwritable)? {
            return Err(NotUsable::Foreign);
        }
        let mode = fs::metadata(folder)
            .map_err(|_| NotUsable::Unwritable)?
            .mode();
        if mode & SHARED != 0 || mode & 0o777 == PRIVATE {
            return Ok(());
        }
        match fs::set_permissions(folder, fs::Permissions::from_mode(PRIVATE)) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(NotUsable::Foreign)
            }
            // A read-only disk: the data can still be shown.
            _ => Ok(()),
        }
    }

    /// Whether a link to the folder, if it is one, belongs to the folder's owner.
    pub(crate) fn is_own_folder(folder: &Path) -> io::Result<bool> {
        Ok(fs::symlink_metadata(folder)?.uid() == fs::metadata(folder)?.uid())
    }

    /// Compares with the owner of the folder; in a shared folder with the owner of the database.
    pub(crate) fn has_same_owner(database: &Path, found: &fs::Metadata) -> bool {
        let folder = database
            .parent()
            .and_then(|folder| fs::metadata(folder).ok());
        let own = folder.filter(|folder| folder.mode() & SHARED == 0);
        own.or_else(|| fs::symlink_metadata(database).ok())
            .is_none_or(|owner| owner.uid() == found.uid())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

    use super::*;

    /// The metadata of a file of another user. Without the right to change owners, one of the system's.
    #[expect(clippy::unwrap_used, reason = "a test helper")]
    fn foreign_file(folder: &Path) -> fs::Metadata {
        let file = folder.join("foreign");
        fs::write(&file, "").unwrap();
        let is_changed = chown(&file, Some(12_345), None).is_ok();
        let path = if is_changed {
            &file
        } else {
            Path::new("/etc/passwd")
        };
        fs::metadata(path).unwrap()
    }

    #[test]
    fn file_of_another_user_is_recognised() {
        let dir = tempfile::tempdir().unwrap();
        let (database, own) = (dir.path().join("authgauge.db"), dir.path().join("own"));
        fs::write(&own, "").unwrap();
        let (own, other) = (fs::metadata(&own).unwrap(), foreign_file(dir.path()));
        assert!(has_same_owner(&database, &own));
        assert!(!has_same_owner(&database, &other));
        // In a shared folder the owner of the database counts.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o1700)).unwrap();
        assert!(has_same_owner(&database, &other));
        fs::write(&database, "").unwrap();
        assert!(has_same_owner(&database, &own));
        assert!(!has_same_owner(&database, &other));
        assert_ne!(own.uid(), other.uid());
    }

    #[test]
    fn unreadable_path_is_an_error_and_not_absent() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        assert!(are_own_plain_files(&file).unwrap());
        fs::write(&file, "").unwrap();
        assert!(are_own_plain_files(&file).unwrap());
        assert!(are_own_plain_files(&file.join("child")).is_err());
    }
}
