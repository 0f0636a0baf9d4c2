//! Reads `hooks.toml` after checking its owner and permissions, and those of its folders.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

use authgauge_store::plain_file::{self, Links};

use super::HooksFileProblem;
use super::parse::line_at;

/// In bytes.
const MAX_LENGTH: u64 = 64 * 1024;

/// The file's text; None if there is no file.
pub(super) fn read(path: &Path, data_dir: &Path) -> Result<Option<String>, HooksFileProblem> {
    let (file, found) = match plain_file::open(path, Links::Refused) {
        Ok(opened) => opened,
        Err(error) => return problem_of(error.kind()).map_or(Ok(None), Err),
    };
    check_file(&found)?;
    check_folder(path, data_dir)?;
    text_of(file).map(Some)
}

/// None where there is no file.
fn problem_of(kind: ErrorKind) -> Option<HooksFileProblem> {
    match kind {
        ErrorKind::NotFound => None,
        ErrorKind::InvalidInput => Some(HooksFileProblem::NotAFile),
        ErrorKind::FileTooLarge => Some(HooksFileProblem::TooLong),
        _ => Some(HooksFileProblem::Unreadable),
    }
}

fn text_of(file: File) -> Result<String, HooksFileProblem> {
    let read = plain_file::read_to_limit(file, MAX_LENGTH);
    let bytes =
        read.map_err(|error| problem_of(error.kind()).unwrap_or(HooksFileProblem::Unreadable))?;
    String::from_utf8(bytes).map_err(|error| HooksFileProblem::NotUnderstood {
        line: line_at(error.as_bytes(), error.utf8_error().valid_up_to()),
        message: "not UTF-8".to_owned(),
    })
}

/// Refuses a folder inside the data folder, and one in which other users can replace the file.
fn check_folder(path: &Path, data_dir: &Path) -> Result<(), HooksFileProblem> {
    let named = path.parent().ok_or(HooksFileProblem::Unreadable)?;
    let real = named
        .canonicalize()
        .map_err(|_| HooksFileProblem::Unreadable)?;
    let is_inside = |data_dir| real.starts_with(data_dir);
    if data_dir.canonicalize().is_ok_and(is_inside) {
        return Err(HooksFileProblem::InDataFolder);
    }
    // A link in the path could be replaced in the folders above it.
    check_owners(named)?;
    check_owners(&real)
}

#[cfg(unix)]
fn check_file(found: &fs::Metadata) -> Result<(), HooksFileProblem> {
    use std::os::unix::fs::MetadataExt as _;

    if found.uid() != own_id() {
        return Err(HooksFileProblem::Foreign);
    }
    match found.mode() & 0o177 {
        0 => Ok(()),
        _ => Err(HooksFileProblem::NotPrivate),
    }
}

/// The folder is the owner's alone; those above are theirs or the system's, and not everybody's unless files in them
/// are safe from others (the sticky bit).
#[cfg(unix)]
fn check_owners(folder: &Path) -> Result<(), HooksFileProblem> {
    use std::os::unix::fs::MetadataExt as _;

    const SYSTEM: u32 = 0;
    const STICKY: u32 = 0o1000;
    for (above, folder) in folder.ancestors().enumerate() {
        let found = fs::metadata(folder).map_err(|_| HooksFileProblem::Unreadable)?;
        let (owner, mode) = (found.uid(), found.mode());
        let is_private = match above {
            0 => owner == own_id() && mode & 0o022 == 0,
            _ => [own_id(), SYSTEM].contains(&owner) && (mode & 0o002 == 0 || mode & STICKY != 0),
        };
        if !is_private {
            return Err(HooksFileProblem::FolderNotPrivate);
        }
    }
    Ok(())
}

#[cfg(unix)]
fn own_id() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Windows gives the folders of a profile to their user alone; there is nothing as simple as a mode to check.
#[cfg(not(unix))]
fn check_file(_: &fs::Metadata) -> Result<(), HooksFileProblem> {
    Ok(())
}

#[cfg(not(unix))]
fn check_owners(_: &Path) -> Result<(), HooksFileProblem> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
    use std::os::unix::net::UnixListener;
    use std::path::PathBuf;

    use super::*;

    const TEXT: &str = "[[program]]\npath = \"/a\"\n";

    struct Folders {
        root: tempfile::TempDir,
    }

    impl Folders {
        fn new() -> Self {
            let root = tempfile::tempdir().unwrap();
            let folders = Self { root };
            for folder in ["config", "data"] {
                fs::create_dir(folders.path(folder)).unwrap();
                folders.set_mode(folder, 0o700);
            }
            fs::write(folders.path("config/hooks.toml"), TEXT).unwrap();
            folders.set_mode("config/hooks.toml", 0o600);
            folders
        }

        fn path(&self, name: &str) -> PathBuf {
            self.root.path().join(name)
        }

        fn set_mode(&self, name: &str, mode: u32) {
            fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
        }

        fn read(&self) -> Result<Option<String>, HooksFileProblem> {
            read(&self.path("config/hooks.toml"), &self.path("data"))
        }
    }

    /// A way to spoil the file, and the answer.
    type Case = (fn(&Folders), HooksFileProblem);

    const CASES: [Case; 12] = [
        (
            |it| it.set_mode("config/hooks.toml", 0o644),
            HooksFileProblem::NotPrivate,
        ),
        (
            |it| it.set_mode("config/hooks.toml", 0o660),
            HooksFileProblem::NotPrivate,
        ),
        (
            |it| it.set_mode("config/hooks.toml", 0o700),
            HooksFileProblem::NotPrivate,
        ),
        (
            |it| it.set_mode("config", 0o770),
            HooksFileProblem::FolderNotPrivate,
        ),
        (
            |it| it.set_mode("config", 0o1777),
            HooksFileProblem::FolderNotPrivate,
        ),
        (
            |it| it.set_mode("", 0o777),
            HooksFileProblem::FolderNotPrivate,
        ),
        (
            |it| {
                fs::rename(it.path("config/hooks.toml"), it.path("elsewhere")).unwrap();
                symlink(it.path("elsewhere"), it.path("config/hooks.toml")).unwrap();
            },
            HooksFileProblem::NotAFile,
        ),
        (
            |it| {
                fs::remove_file(it.path("config/hooks.toml")).unwrap();
                fs::create_dir(it.path("config/hooks.toml")).unwrap();
            },
            HooksFileProblem::NotAFile,
        ),
        (
            |it| {
                fs::remove_file(it.path("config/hooks.toml")).unwrap();
                drop(UnixListener::bind(it.path("config/hooks.toml")).unwrap());
            },
            HooksFileProblem::NotAFile,
        ),
        (
            |it| {
                fs::rename(it.path("config"), it.path("data/config")).unwrap();
                symlink(it.path("data/config"), it.path("config")).unwrap();
            },
            HooksFileProblem::InDataFolder,
        ),
        (
            |it| fs::write(it.path("config/hooks.toml"), "#".repeat(65_537)).unwrap(),
            HooksFileProblem::TooLong,
        ),
        (
            |it| fs::write(it.path("config/hooks.toml"), "a\0b".repeat(30_000)).unwrap(),
            HooksFileProblem::TooLong,
        ),
    ];

    #[test]
    fn only_the_owner_s_private_file_is_read() {
        assert_eq!(Folders::new().read(), Ok(Some(TEXT.to_owned())));
        for (number, (spoil, problem)) in CASES.into_iter().enumerate() {
            let folders = Folders::new();
            spoil(&folders);
            assert_eq!(folders.read(), Err(problem), "case {number}");
        }
        println!(
            "count: {} files of programs that others may have written",
            CASES.len()
        );
    }

    #[test]
    fn a_link_that_others_can_replace_is_not_followed() {
        let folders = Folders::new();
        fs::create_dir(folders.path("home")).unwrap();
        fs::rename(folders.path("config"), folders.path("private")).unwrap();
        symlink(folders.path("private"), folders.path("home/config")).unwrap();
        let file = folders.path("home/config/hooks.toml");
        let expected = [
            (0o700, Ok(Some(TEXT.to_owned()))),
            (0o1777, Ok(Some(TEXT.to_owned()))),
            (0o777, Err(HooksFileProblem::FolderNotPrivate)),
        ];
        for (mode, expected) in expected {
            folders.set_mode("home", mode);
            assert_eq!(read(&file, &folders.path("data")), expected, "{mode:o}");
        }
    }

    #[test]
    fn a_missing_file_or_folder_names_no_program() {
        let folders = Folders::new();
        fs::remove_file(folders.path("config/hooks.toml")).unwrap();
        assert_eq!(folders.read(), Ok(None));
        fs::remove_dir(folders.path("config")).unwrap();
        assert_eq!(folders.read(), Ok(None));
    }

    /// Changing owners needs a right that tests may lack: then one of the system's files stands in.
    #[test]
    fn the_file_of_another_user_is_refused() {
        let folders = Folders::new();
        let file = folders.path("config/hooks.toml");
        match chown(&file, Some(12_345), None) {
            Ok(()) => assert_eq!(folders.read(), Err(HooksFileProblem::Foreign)),
            Err(_) => {
                let foreign = fs::metadata("/etc/passwd").unwrap();
                assert_eq!(check_file(&foreign), Err(HooksFileProblem::Foreign));
            }
        }
    }
}
