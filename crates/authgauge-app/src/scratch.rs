//! Folders of what only the running program needs: the web view's cache, the tray icon's picture.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use authgauge_store::folder::prepare_subfolder;

/// The web view's folders are half as deep.
const MAX_DEPTH: usize = 12;

/// Makes such folders. Clones share them.
#[derive(Clone)]
pub struct ScratchFolders {
    data_dir: PathBuf,
    /// Holds those that can't be in the data folder.
    elsewhere: Arc<Mutex<Option<TempDir>>>,
}

impl ScratchFolders {
    /// Folders in a data folder, as far as that can be written.
    pub fn new(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            elsewhere: Arc::default(),
        }
    }

    /// The folder of this name: in the data folder, or else in one that [`Self::clean_up`] removes. None where neither
    /// can be written.
    ///
    /// A data folder may come from elsewhere: one with anything but plain files and folders in it is not used. A library
    /// would wait for a pipe without end, and write where a link leads.
    pub fn folder(&self, name: &str) -> Option<PathBuf> {
        writable(&self.data_dir, name).or_else(|| {
            let mut elsewhere = self
                .elsewhere
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if elsewhere.is_none() {
                *elsewhere = tempfile::Builder::new().prefix("authgauge-").tempdir().ok();
            }
            writable(elsewhere.as_ref()?.path(), name)
        })
    }

    /// Removes the folders that are not in the data folder.
    pub fn clean_up(&self) {
        let mut elsewhere = self
            .elsewhere
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *elsewhere = None;
    }
}

fn writable(parent: &Path, name: &str) -> Option<PathBuf> {
    let folder = prepare_subfolder(parent, name).ok()?;
    if !is_plain(&folder, MAX_DEPTH) {
        return None;
    }
    // A folder on a read-only disk exists, too.
    tempfile::tempfile_in(&folder).ok().map(|_| folder)
}

/// Whether a folder has plain files and folders only.
fn is_plain(folder: &Path, depth: usize) -> bool {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        // A web view that still ends removed it.
        Err(error) => return error.kind() == ErrorKind::NotFound,
    };
    entries.into_iter().all(|entry| {
        let kind = entry.and_then(|entry| Ok((entry.file_type()?, entry.path())));
        kind.is_ok_and(|(kind, path)| {
            kind.is_file() || kind.is_dir() && depth > 0 && is_plain(&path, depth - 1)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_in_the_data_folder_is_elsewhere_and_removed() {
        let dir = tempfile::tempdir().unwrap();
        let usual = ScratchFolders::new(dir.path());
        assert_eq!(usual.folder("web"), Some(dir.path().join("web")));
        fs::write(dir.path().join("tray"), "a file").unwrap();
        let file = dir.path().join("tray");
        for (folders, name) in [(usual, "tray"), (ScratchFolders::new(&file), "web")] {
            let folder = folders.folder(name).unwrap();
            assert!(folder.is_dir() && !folder.starts_with(dir.path()));
            assert_eq!(folders.clone().folder(name), Some(folder.clone()));
            folders.clean_up();
            assert!(!folder.exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_with_a_pipe_or_a_link_in_it_is_not_used() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        use std::process::Command;

        let plants: [fn(&Path); 5] = [
            |file| assert!(Command::new("mkfifo").arg(file).status().unwrap().success()),
            |file| drop(UnixListener::bind(file).unwrap()),
            |file| symlink("/dev/zero", file).unwrap(),
            |file| symlink(file.with_extension("nowhere"), file).unwrap(),
            |file| fs::create_dir_all(file.join("a/".repeat(100))).unwrap(),
        ];
        for (number, plant) in plants.into_iter().enumerate() {
            let dir = tempfile::tempdir().unwrap();
            let inner = dir.path().join("web/storage");
            fs::create_dir_all(&inner).unwrap();
            fs::write(inner.join("origin"), "").unwrap();
            let folders = ScratchFolders::new(dir.path());
            assert_eq!(folders.folder("web"), Some(dir.path().join("web")));
            plant(&inner.join("salt"));
            let elsewhere = folders.folder("web").unwrap();
            assert!(!elsewhere.starts_with(dir.path()), "case {number}");
            folders.clean_up();
        }
        println!("count: {} things in the web view's folder", plants.len());
    }
}
