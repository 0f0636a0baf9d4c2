use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

/// A problem with the database that the window reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StoreTrouble {
    /// It could not be read and was set aside. Authgauge started with a new one.
    SetAside {
        /// Its new path.
        path: String,
        /// Pools and settings were restored from the backup; only readings and history are missing.
        restored: bool,
    },
    /// The file was missing. Pools and settings were restored from the backup.
    Missing,
    /// It cannot be written: changes are lost at the end of the session.
    NotSaved,
    /// Not saved: the data folder belongs to another user.
    FolderForeign,
    /// Not saved: other users may write into the data folder.
    FolderShared,
    /// Not saved: the data folder holds other files, and other users may read it.
    FolderInUse,
    /// Not saved: a file is in the place of the data folder or of one above it.
    FolderNotMade,
    /// Not saved: this user may not write into the data folder, or not create it.
    FolderDenied,
    /// Not saved: the path of the data folder is too long for the database or the system.
    PathTooLong,
    /// Not saved: the system names no folder for data.
    FolderUnknown,
    /// Not saved: the disk is full, or a quota is used up.
    DiskFull,
    /// Not saved: the disk can only be read.
    DiskReadOnly,
}

impl StoreTrouble {
    /// Why a folder or file could not be made or written.
    pub(crate) fn not_written(error: ErrorKind) -> Self {
        match error {
            ErrorKind::NotADirectory => Self::FolderNotMade,
            ErrorKind::PermissionDenied => Self::FolderDenied,
            ErrorKind::InvalidFilename => Self::PathTooLong,
            ErrorKind::ReadOnlyFilesystem => Self::DiskReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::DiskFull
            }
            _ => Self::NotSaved,
        }
    }

    /// Whether changes are lost at the end of the session.
    pub fn is_not_saved(&self) -> bool {
        !matches!(self, Self::SetAside { .. } | Self::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owner_reads_why_nothing_is_saved() {
        let cases = [
            (ErrorKind::NotADirectory, StoreTrouble::FolderNotMade),
            (ErrorKind::PermissionDenied, StoreTrouble::FolderDenied),
            (ErrorKind::InvalidFilename, StoreTrouble::PathTooLong),
            (ErrorKind::ReadOnlyFilesystem, StoreTrouble::DiskReadOnly),
            (ErrorKind::StorageFull, StoreTrouble::DiskFull),
            (ErrorKind::QuotaExceeded, StoreTrouble::DiskFull),
            (ErrorKind::FileTooLarge, StoreTrouble::DiskFull),
            (ErrorKind::NotFound, StoreTrouble::NotSaved),
        ];
        for (kind, expected) in cases {
            let trouble = StoreTrouble::not_written(kind);
            assert!(trouble.is_not_saved());
            assert_eq!(trouble, expected, "{kind}");
        }
    }
}
