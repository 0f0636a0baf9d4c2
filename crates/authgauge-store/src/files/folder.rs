//! Who owns the folders that Authgauge writes into, and who else may write there.
//!
//! A folder of Authgauge is private to its owner (0700). One that another user could have filled is refused, and so
//! is one whose mode other programs rely on: a mode is only changed if the folder is Authgauge's own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The reason why a folder cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUsable {
    /// It belongs to another user, or a link leads to it that must not be followed.
    Foreign,
    /// Other users may write into it.
    Shared,
    /// Other users may read it, and it holds files that are not Authgauge's.
    InUse,
    /// It cannot be created or written.
    Unwritable(io::ErrorKind),
}

impl NotUsable {
    fn unwritable(error: io::Error) -> Self {
        Self::Unwritable(match error.kind() {
            // A file is in its place.
            io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory,
            kind => kind,
        })
    }
}

impl From<NotUsable> for io::Error {
    fn from(why: NotUsable) -> Self {
        match why {
            NotUsable::Unwritable(kind) => kind.into(),
            NotUsable::Foreign | NotUsable::Shared | NotUsable::InUse => {
                io::ErrorKind::PermissionDenied.into()
            }
        }
    }
}

/// Prepares the folder of the data or of the configuration: creates it if there is none, and makes it private. The
/// owner's own link to it is followed.
///
/// # Errors
/// [`NotUsable`]; then nothing was changed.
pub fn prepare_folder(folder: &Path) -> Result<(), NotUsable> {
    create(folder)?;
    #[cfg(unix)]
    unix::make_private(folder)?;
    Ok(())
}

/// Prepares a folder inside of a data folder, which is prepared first, and returns its path. No link is followed.
///
/// # Errors
/// [`NotUsable`].
pub fn prepare_subfolder(folder: &Path, name: &str) -> Result<PathBuf, NotUsable> {
    prepare_folder(folder)?;
    let subfolder = folder.join(name);
    let is_link = |found: fs::Metadata| found.file_type().is_symlink();
    if fs::symlink_metadata(&subfolder).is_ok_and(is_link) {
        return Err(NotUsable::Foreign);
    }
    create(&subfolder)?;
    #[cfg(unix)]
    unix::make_own_private(&subfolder)?;
    Ok(subfolder)
}

/// With private parents, as the specification of the data folder asks.
fn create(folder: &Path) -> Result<(), NotUsable> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(NotUsable::unwritable)
}

/// Whether the database and its companions, as far as they exist, are plain files of this user.
pub(crate) fn are_own_plain_files(database: &Path) -> io::Result<bool> {
    for suffix in std::iter::once("").chain(super::COMPANIONS) {
        let file = super::with_suffix(database, suffix);
        match fs::symlink_metadata(&file) {
            Ok(found) if found.is_file() && is_own(&found) => {}
            Ok(_) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Whether this is a plain file of this user.
pub(crate) fn is_own_plain_file(path: &Path) -> io::Result<bool> {
    let found = fs::symlink_metadata(path)?;
    Ok(found.is_file() && is_own(&found))
}

#[cfg(unix)]
pub use unix::{check, is_own};

/// No-op: the access list of the profile folder already permits its owner only.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn check(_folder: &Path) -> Result<(), NotUsable> {
    Ok(())
}

/// True: another user can't have put it into the profile folder.
#[cfg(not(unix))]
pub fn is_own(_found: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, Metadata, Permissions};
    use std::io::ErrorKind;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::{Path, PathBuf};

    use authgauge_core::identity::IDENTIFIER;
    use rustix::process::geteuid;

    use super::NotUsable;

    const PRIVATE: u32 = 0o700;
    /// Permissions of users other than the owner.
    const OTHERS: u32 = 0o077;
    const WRITABLE_BY_OTHERS: u32 = 0o022;

    /// How the names of Authgauge's files and folders begin.
    const OWN_NAMES: [&str; 4] = ["authgauge.", "logs", "tray", "web"];

    pub(super) fn make_private(folder: &Path) -> Result<(), NotUsable> {
        check(folder)?;
        let mode = metadata(folder)?.mode();
        if mode & OTHERS != 0 && !is_authgauges(folder) {
            return Err(NotUsable::InUse);
        }
        make_own_private(folder)
    }

    pub(super) fn make_own_private(folder: &Path) -> Result<(), NotUsable> {
        check(folder)?;
        if metadata(folder)?.mode() & OTHERS == 0 {
            return Ok(());
        }
        match fs::set_permissions(folder, Permissions::from_mode(PRIVATE)) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(NotUsable::Foreign),
            // A read-only disk: the data can still be shown.
            _ => Ok(()),
        }
    }

    /// Checks that the folder, and the link to it if it is one, belong to this user, and that nobody else may write
    /// into it: then nobody else can have put a link there. Changes nothing.
    ///
    /// # Errors
    /// [`NotUsable`].
    pub fn check(folder: &Path) -> Result<(), NotUsable> {
        // With a `/` or `/.` at its end the system would follow the link.
        let name: PathBuf = folder.components().collect();
        let link = fs::symlink_metadata(name).map_err(NotUsable::unwritable)?;
        let found = metadata(folder)?;
        if !is_own(&link) || !is_own(&found) {
            return Err(NotUsable::Foreign);
        }
        match found.mode() & WRITABLE_BY_OTHERS {
            0 => Ok(()),
            _ => Err(NotUsable::Shared),
        }
    }

    /// Whether this belongs to the user of this process.
    pub fn is_own(found: &Metadata) -> bool {
        found.uid() == geteuid().as_raw()
    }

    /// Whether no other program uses the folder: it has Authgauge's name or files, or is empty.
    fn is_authgauges(folder: &Path) -> bool {
        let is_own_name = |name: &str| OWN_NAMES.iter().any(|own| name.starts_with(own));
        let Ok(mut entries) = fs::read_dir(folder) else {
            return false;
        };
        folder.ends_with(IDENTIFIER)
            || entries.all(|entry| {
                entry.is_ok_and(|entry| entry.file_name().to_str().is_some_and(is_own_name))
            })
            || folder.join("authgauge.db").is_file()
    }

    fn metadata(folder: &Path) -> Result<Metadata, NotUsable> {
        fs::metadata(folder).map_err(NotUsable::unwritable)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::chown;

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
        let own = dir.path().join("own");
        fs::write(&own, "").unwrap();
        assert!(is_own(&fs::metadata(&own).unwrap()));
        assert!(!is_own(&foreign_file(dir.path())));
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
