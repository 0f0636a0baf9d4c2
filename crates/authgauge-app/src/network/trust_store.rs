//! Notices that the operating system's certificates have changed.

#[cfg(target_os = "linux")]
use std::path::PathBuf;
#[cfg(target_os = "linux")]
use std::time::SystemTime;

/// The state of the files with the operating system's certificates. Elsewhere the system is asked at each connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TrustStore {
    #[cfg(target_os = "linux")]
    files: Vec<(PathBuf, Option<(SystemTime, u64)>)>,
}

impl TrustStore {
    #[cfg(target_os = "linux")]
    pub(super) fn now() -> Self {
        Self::of(genauth::system_certificate_files().into_iter())
    }

    #[cfg(target_os = "linux")]
    fn of(files: impl Iterator<Item = PathBuf>) -> Self {
        let state = |path: PathBuf| {
            let metadata = std::fs::metadata(&path).ok();
            let state = metadata.and_then(|file| Some((file.modified().ok()?, file.len())));
            (path, state)
        };
        Self {
            files: files.map(state).collect(),
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn now() -> Self {
        Self {}
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_the_systems_certificates_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca-certificates.crt");
        let now = || TrustStore::of(std::iter::once(file.clone()));
        let missing = now();
        std::fs::write(&file, "one").unwrap();
        let written = now();
        assert_ne!(written, missing);
        assert_eq!(written, now());
        std::fs::write(&file, "another").unwrap();
        assert_ne!(now(), written);
    }
}
