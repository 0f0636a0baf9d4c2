//! Replaces files atomically: the content is written beside the file, then renamed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Who may read the file.
pub(crate) enum Access {
    /// The process's default.
    Default,
    /// Its owner only.
    Private,
    /// The same as of the file that it replaces.
    Copied(fs::Permissions),
}

/// Writes the content to `part`, a new file in the same folder, and renames it to `path`. After an error `path` is
/// unchanged, or already replaced if only flushing the folder failed.
pub(crate) fn write(path: &Path, part: &Path, content: &[u8], access: Access) -> io::Result<()> {
    let file = create(part, &access)?;
    // The lock keeps other processes from deleting it as a leftover. Not every file system has locks.
    let _ = file.try_lock();
    let result = fill(&file, content, access).and_then(|()| fs::rename(part, path));
    if result.is_err() {
        let _ = fs::remove_file(part);
    }
    result?;
    flush_folder(folder_of(path))
}

/// The folder of a file; the current one for a bare name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Fails if there is a file or a link.
fn create(part: &Path, access: &Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if !matches!(access, Access::Default) {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = access;
    options.open(part)
}

fn fill(mut file: &File, content: &[u8], access: Access) -> io::Result<()> {
    file.write_all(content)?;
    if let Access::Copied(permissions) = access {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

/// Makes the rename survive a power cut.
#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Not every file system flushes folders.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
