//! A file under its name is whole, whatever happens meanwhile: it is written beside and then renamed.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

/// Who may read the file.
pub enum Access {
    /// As the process makes files.
    Usual,
    /// Its owner alone.
    Owner,
    /// As the file that it replaces.
    As(fs::Permissions),
}

/// Puts a file with this content in the place of `path`, by way of a new file, `part`, in the same folder.
/// On an error `path` is what it was, or, where only the folder could not be flushed, already the new one.
pub fn put(path: &Path, part: &Path, content: &[u8], access: Access) -> io::Result<()> {
    let file = create(part, &access)?;
    // Nobody else sweeps it away while it is locked. Not every file system has locks.
    let _ = file.try_lock();
    let done = fill(&file, content, access).and_then(|()| fs::rename(part, path));
    if done.is_err() {
        let _ = fs::remove_file(part);
    }
    done?;
    flush_folder(folder_of(path))
}

/// The folder of a file, also of one that is named without.
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Never one that is there, nor where a link leads.
fn create(part: &Path, access: &Access) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if !matches!(access, Access::Usual) {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = access;
    options.open(part)
}

fn fill(mut file: &File, content: &[u8], access: Access) -> io::Result<()> {
    file.write_all(content)?;
    if let Access::As(permissions) = access {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

/// Or a power cut could take the new name back.
#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Not every file system flushes folders.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
