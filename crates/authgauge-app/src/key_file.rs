//! Access keys in files, for computers without a desktop.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read as _;
use std::path::Path;

use genauth::{AccessKey, AccessKeySecret};
use zeroize::Zeroizing;

/// More than an ID and a secret need; in bytes.
const MAX_LENGTH: u64 = 4096;

/// Who made a file and guards it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFileOrigin {
    /// The user: it must be theirs, and no one else may read it.
    User,
    /// The service manager, which grants access by its own means.
    ServiceManager,
}

/// Why a file gives no access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileProblem {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// It can't be read.
    #[error("the file can't be read")]
    Unreadable,
    /// It is a folder, a device or a pipe.
    #[error("not a plain file")]
    NotAFile,
    /// It belongs to another user.
    #[error("the file belongs to another user")]
    Foreign,
    /// Others may read or write it.
    #[error("others may read or write the file; its mode must be 0600")]
    NotPrivate,
    /// It does not have an ID in its first line and a secret in its second, and nothing else.
    #[error("the file must have the ID in its first line and the secret in its second")]
    NotUnderstood,
}

/// Reads an access key: the ID is the first line, the secret the second. Blocks.
///
/// # Errors
/// Any [`KeyFileProblem`].
pub fn read_key_file(path: &Path, origin: KeyFileOrigin) -> Result<AccessKey, KeyFileProblem> {
    let file = open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => KeyFileProblem::Missing,
        _ => KeyFileProblem::Unreadable,
    })?;
    let found = file.metadata().map_err(|_| KeyFileProblem::Unreadable)?;
    if !found.is_file() {
        return Err(KeyFileProblem::NotAFile);
    }
    if origin == KeyFileOrigin::User {
        check(&found)?;
    }
    read_key(file)
}

/// Reads an access key as [`read_key_file`] does, from any source.
///
/// # Errors
/// `Unreadable`, `NotUnderstood`.
pub fn read_key(from: impl std::io::Read) -> Result<AccessKey, KeyFileProblem> {
    // A buffer that grows would leave a copy.
    let capacity = usize::try_from(MAX_LENGTH).unwrap_or_default() + 1;
    let mut text = Zeroizing::new(String::with_capacity(capacity));
    let read = from.take(MAX_LENGTH + 1).read_to_string(&mut text);
    read.map_err(|_| KeyFileProblem::Unreadable)?;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(id), Some(secret), None) = (lines.next(), lines.next(), lines.next()) else {
        return Err(KeyFileProblem::NotUnderstood);
    };
    // The error is dropped: it says no more.
    AccessKey::new(id, AccessKeySecret::new(secret.to_owned()))
        .map_err(|_| KeyFileProblem::NotUnderstood)
}

/// A pipe is not waited for.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(unix)]
fn check(found: &Metadata) -> Result<(), KeyFileProblem> {
    use std::os::unix::fs::MetadataExt as _;

    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(KeyFileProblem::Foreign);
    }
    match found.mode() & 0o177 {
        0 => Ok(()),
        _ => Err(KeyFileProblem::NotPrivate),
    }
}

/// Windows has no modes; the file's folder decides.
#[cfg(not(unix))]
fn check(_: &Metadata) -> Result<(), KeyFileProblem> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, String), KeyFileProblem> {
        let key = read_key(text.as_bytes())?;
        Ok((key.id().to_owned(), key.secret().expose_secret().to_owned()))
    }

    #[test]
    fn first_line_is_the_id_and_the_second_the_secret() {
        let key = Ok(("id".to_owned(), "secret".to_owned()));
        for text in [
            "id\nsecret",
            "id\nsecret\n",
            "id\r\nsecret\r\n",
            "\n id \n\n secret \n",
        ] {
            assert_eq!(read(text), key, "{text:?}");
        }
        let long = format!("id\n{}", "s".repeat(5_000));
        for text in ["", "id", "id\n\n", "id\nsecret\nmore", "i d\nsecret", &long] {
            assert_eq!(read(text), Err(KeyFileProblem::NotUnderstood), "{text:?}");
        }
        assert_eq!(
            read_key(&b"id\n\xff"[..]).err(),
            Some(KeyFileProblem::Unreadable)
        );
    }

    #[cfg(unix)]
    #[test]
    fn file_of_a_user_is_refused_unless_it_is_private() {
        use std::fs::{Permissions, set_permissions};
        use std::os::unix::fs::PermissionsExt as _;

        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        let user = |path: &Path| read_key_file(path, KeyFileOrigin::User).map(drop);
        assert_eq!(user(&path), Err(KeyFileProblem::Missing));
        assert_eq!(user(dir.path()), Err(KeyFileProblem::NotAFile));
        std::fs::write(&path, "id\nsecret\n").unwrap();
        for (mode, expected) in [
            (0o600, Ok(())),
            (0o400, Ok(())),
            (0o640, Err(KeyFileProblem::NotPrivate)),
            (0o604, Err(KeyFileProblem::NotPrivate)),
            (0o620, Err(KeyFileProblem::NotPrivate)),
            (0o700, Err(KeyFileProblem::NotPrivate)),
        ] {
            set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            assert_eq!(user(&path), expected, "{mode:o}");
            let managed = read_key_file(&path, KeyFileOrigin::ServiceManager);
            assert!(managed.is_ok(), "{mode:o}");
        }
    }
}
