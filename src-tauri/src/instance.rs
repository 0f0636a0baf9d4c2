//! One instance per data folder: another start with the same folder brings its window to the front.

use tauri::AppHandle;
use tauri::plugin::TauriPlugin;
use tauri_plugin_single_instance::Builder;

use crate::cli_args::CliArgs;
use crate::startup_retry;

/// Whether to look for an instance that runs already. A demo runs beside it.
#[cfg(target_os = "linux")]
pub(crate) fn is_looked_for(args: &CliArgs) -> bool {
    !args.demo && startup_retry::looks_for_instance(args)
}

/// Elsewhere an instance can't be found by its folder. One with the same folder holds the database, and the
/// dialog about that names its process.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_looked_for(args: &CliArgs) -> bool {
    !args.demo && args.data_dir.is_none() && startup_retry::looks_for_instance(args)
}

/// Hands this start over to the instance that has the data folder open, if there is one.
pub(crate) fn plugin(
    args: &CliArgs,
    on_start: fn(&AppHandle, Vec<String>, String),
) -> TauriPlugin<tauri::Wry> {
    let builder = Builder::new().callback(on_start);
    #[cfg(target_os = "linux")]
    let builder = builder.dbus_id(bus_name::of(args.data_dir.as_deref()));
    #[cfg(not(target_os = "linux"))]
    let _ = args;
    builder.build()
}

#[cfg(target_os = "linux")]
mod bus_name {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::{Component, Path, PathBuf};

    use authgauge_app::startup::DataDir;
    use authgauge_core::identity::IDENTIFIER;
    use aws_lc_rs::digest::{SHA256, digest};

    /// As many bytes of the digest as keep two folders of one user apart.
    const DIGEST_BYTES: usize = 8;

    /// The identifier for the user's usual data folder, and one with the folder's digest for any other.
    pub(super) fn of(given: Option<&Path>) -> String {
        let folder = resolve(DataDir::persistent(given).path());
        // `XDG_DATA_HOME` may differ between two starts, so that it decides nothing.
        let usual = std::env::home_dir().map(|home| home.join(".local/share").join(IDENTIFIER));
        match usual.is_some_and(|usual| resolve(&usual) == folder) {
            true => IDENTIFIER.to_owned(),
            false => format!("{IDENTIFIER}.Folder{}", short_digest(&folder)),
        }
    }

    fn short_digest(folder: &Path) -> String {
        let digest = digest(&SHA256, folder.as_os_str().as_bytes());
        let bytes = digest.as_ref().iter().take(DIGEST_BYTES);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }

    /// The folder without links and `..`, also if it doesn't exist yet.
    fn resolve(path: &Path) -> PathBuf {
        let mut missing: Vec<&OsStr> = Vec::new();
        let mut existing = path;
        loop {
            if let Ok(real) = existing.canonicalize() {
                return missing.into_iter().rev().fold(real, enter);
            }
            let (Some(parent), Some(last)) = (existing.parent(), existing.components().next_back())
            else {
                return path.to_owned();
            };
            missing.push(last.as_os_str());
            existing = parent;
        }
    }

    fn enter(mut folder: PathBuf, name: &OsStr) -> PathBuf {
        match Path::new(name).components().next() {
            Some(Component::ParentDir) => drop(folder.pop()),
            _ => folder.push(name),
        }
        folder
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn each_data_folder_has_one_name_however_it_is_written() {
            let dir = tempfile::tempdir().unwrap();
            let (one, link) = (dir.path().join("one"), dir.path().join("link"));
            let missing = of(Some(&one));
            std::fs::create_dir(&one).unwrap();
            std::os::unix::fs::symlink(&one, &link).unwrap();
            let same = [
                one.clone(),
                link,
                dir.path().join("one/"),
                dir.path().join("./one"),
                dir.path().join("other/../one"),
                one.join("new/.."),
            ];
            for path in &same {
                assert_eq!(of(Some(path)), missing, "{}", path.display());
            }
            for other in ["two", "One", "one/inner"] {
                assert_ne!(of(Some(&dir.path().join(other))), missing, "{other}");
            }
            println!("count: {} ways to write a data folder", same.len() + 3);
        }

        #[test]
        fn the_usual_folder_has_the_identifier_as_its_name() {
            let usual = std::env::home_dir()
                .unwrap()
                .join(".local/share")
                .join(IDENTIFIER);
            assert_eq!(of(Some(&usual)), IDENTIFIER);
            assert_ne!(of(Some(Path::new("/tmp"))), IDENTIFIER);
        }
    }
}
