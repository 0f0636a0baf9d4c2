use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use authgauge_core::error::{ErrorCode, Failure};

use super::atomic_file::{self, Access, folder_of};

/// Prefix and suffix of unfinished files, with a random number between.
const UNFINISHED: (&str, &str) = (".authgauge-", ".part");

/// Saves a file for the user, completely or not at all; after an error an existing file is unchanged. The content is
/// first written to `.authgauge-….part` in the same folder; leftovers of earlier runs are deleted. Links are followed,
/// and a replaced file keeps its mode. Blocks.
///
/// # Errors
/// `export_failed`, also for a read-only file and for anything that is not a file.
pub fn save_file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    write(path, content).map_err(|error| {
        tracing::warn!(kind = ?error.kind(), "a file could not be saved");
        ErrorCode::ExportFailed.into()
    })
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let path = resolve_link(path)?;
    let access = access(&path)?;
    let folder = folder_of(&path);
    delete_leftovers(folder);
    let (prefix, suffix) = UNFINISHED;
    let random = getrandom::u64().map_err(|_| io::ErrorKind::Other)?;
    let name = format!("{prefix}{random:016x}{suffix}");
    atomic_file::write(&path, &folder.join(name), content, access)
}

fn resolve_link(path: &Path) -> io::Result<PathBuf> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => fs::canonicalize(path),
        _ => Ok(path.to_owned()),
    }
}

fn access(path: &Path) -> io::Result<Access> {
    match fs::metadata(path) {
        // Renaming would replace a device with a file.
        Ok(found) if !found.is_file() => Err(io::ErrorKind::InvalidInput.into()),
        // Renaming does not check the mode.
        Ok(found) if found.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(found) => Ok(Access::Copied(found.permissions())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Access::Default),
        Err(error) => Err(error),
    }
}

/// Deletes unfinished files that no process is writing: a writer holds a lock.
fn delete_leftovers(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(is_unfinished) {
        let path = entry.path();
        if fs::File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(path);
        }
    }
}

fn is_unfinished(entry: &fs::DirEntry) -> bool {
    let (prefix, suffix) = UNFINISHED;
    let name = entry.file_name();
    let random = name
        .to_str()
        .and_then(|name| name.strip_prefix(prefix)?.strip_suffix(suffix));
    let is_ours = random.is_some_and(|random| {
        random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    is_ours && entry.file_type().is_ok_and(|kind| kind.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn file_is_created_and_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("用户池-mau.csv");
        for content in ["first", "second, which is longer", "", "last"] {
            save_file(&path, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(names(dir.path()), ["用户池-mau.csv"]);
    }

    #[test]
    fn target_that_cannot_be_written_fails_and_is_unchanged() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("folder");
        fs::create_dir(&folder).unwrap();
        let locked = dir.path().join("locked");
        fs::write(&locked, "mine").unwrap();
        let mut mode = fs::metadata(&locked).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&locked, mode).unwrap();
        let nowhere = dir.path().join("nowhere").join("file");
        for path in [&folder, &locked, &nowhere, &PathBuf::new()] {
            let failure = save_file(path, b"new").unwrap_err();
            assert_eq!(failure.code, ErrorCode::ExportFailed, "{path:?}");
        }
        assert_eq!(fs::read_to_string(&locked).unwrap(), "mine");
        assert_eq!(names(dir.path()), ["folder", "locked"]);
        #[cfg(unix)]
        assert!(save_file(Path::new("/dev/null"), b"new").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn replaced_file_keeps_its_mode_and_a_link_stays_a_link() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        fs::write(&file, "old").unwrap();
        symlink("file", &link).unwrap();
        for mode in [0o600, 0o640, 0o666] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            save_file(&link, b"new").unwrap();
            assert!(link.is_symlink());
            assert_eq!(fs::read_to_string(&file).unwrap(), "new");
            let now = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(now & 0o777, mode);
        }
    }

    #[test]
    fn only_abandoned_unfinished_files_are_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let others = [
            ".authgauge-letters.part",
            ".authgauge-0123456789abcdef.txt",
            "authgauge-0123456789abcdef.part",
        ];
        for name in others {
            fs::write(dir.path().join(name), "").unwrap();
        }
        fs::create_dir(dir.path().join(".authgauge-00000000000000ff.part")).unwrap();
        let being_written = fs::File::create(dir.path().join(".authgauge-0000000000000001.part"));
        let being_written = being_written.unwrap();
        being_written.lock().unwrap();
        let before = names(dir.path());
        fs::write(dir.path().join(".authgauge-0123456789abcdef.part"), "").unwrap();
        save_file(&dir.path().join("a"), b"").unwrap();
        fs::remove_file(dir.path().join("a")).unwrap();
        assert_eq!(names(dir.path()), before);
        drop(being_written);
        save_file(&dir.path().join("a"), b"").unwrap();
        assert_eq!(names(dir.path()).len(), before.len());
    }
}
