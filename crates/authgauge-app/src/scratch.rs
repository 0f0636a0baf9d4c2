//! Folders of what only the running program needs: the web view's cache, the tray icon's picture.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use authgauge_store::folder::prepare_subfolder;

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
    // A folder on a read-only disk exists, too.
    tempfile::tempfile_in(&folder).ok().map(|_| folder)
}

#[cfg(test)]
mod tests {
    use std::fs;

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
}
