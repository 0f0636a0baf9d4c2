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
}

impl StoreTrouble {
    /// Whether changes are lost at the end of the session.
    pub fn is_not_saved(&self) -> bool {
        !matches!(self, Self::SetAside { .. } | Self::Missing)
    }
}
