//! Small files of the window, in folders that are this user's alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use authgauge_store::folder;
use authgauge_store::plain_file::{self, Links};

/// In bytes. The longest, with the window's position, takes about 250.
const MAX_LENGTH: u64 = 1024;

/// The content of a plain file of this user. None if there is no such file, if it is too long, or if others may write
/// into its folder.
pub(crate) fn read(path: &Path) -> Option<Vec<u8>> {
    folder::check(path.parent()?).ok()?;
    let (file, found) = plain_file::open(path, Links::Refused).ok()?;
    match folder::is_own(&found) {
        true => plain_file::read_to_limit(file, MAX_LENGTH).ok(),
        false => None,
    }
}

/// Replaces a file by one that only its owner can read. A link is replaced, not followed. Fails where the folder is not
/// this user's alone.
pub(crate) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    folder::prepare_folder(folder)?;
    remove(path)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(content)
}

/// Removes a file, if there is one. A link is removed, not followed.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[cfg(unix)]
pub(crate) mod tests {
    use std::fs::File;
    use std::os::unix::fs::{PermissionsExt, chown, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    /// Something in place of a small file that must not be read.
    pub(crate) const PLANTS: [fn(&Path, &[u8]); 7] = [
        |file, _| make_pipe(file),
        |file, _| symlink("/dev/zero", file).unwrap(),
        |file, content| {
            let target = file.with_extension("target");
            fs::write(&target, content).unwrap();
            symlink(target, file).unwrap();
        },
        |file, _| {
            let target = file.with_extension("target");
            make_pipe(&target);
            symlink(target, file).unwrap();
        },
        |file, _| drop(UnixListener::bind(file).unwrap()),
        |file, content| fs::write(file, [content, &b" ".repeat(1024)].concat()).unwrap(),
        |file, _| File::create(file).unwrap().set_len(1 << 40).unwrap(),
    ];

    fn make_pipe(path: &Path) {
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    }

    /// A data folder as Authgauge makes it, whatever else is in it.
    fn private_folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
        dir
    }

    #[test]
    fn a_link_is_replaced_by_a_private_file() {
        let dir = private_folder();
        let (target, file) = (dir.path().join("target"), dir.path().join("file"));
        fs::write(&target, "kept").unwrap();
        symlink(&target, &file).unwrap();
        write(&file, b"first").unwrap();
        write(&file, b"second").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"kept");
        assert_eq!(fs::read(&file).unwrap(), b"second");
        let mode = fs::symlink_metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_pipe_a_link_or_a_long_file_does_not_hold_up_the_start() {
        for (number, plant) in PLANTS.into_iter().enumerate() {
            let dir = private_folder();
            let file = dir.path().join("file");
            plant(&file, b"planted");
            assert_eq!(read(&file), None, "case {number}");
            write(&file, b"own").unwrap();
            assert_eq!(read(&file).as_deref(), Some(&b"own"[..]), "case {number}");
        }
        println!(
            "count: {} things in place of the window's files",
            PLANTS.len()
        );
    }

    #[test]
    fn a_data_folder_of_others_is_neither_read_nor_written() {
        let modes = [0o720, 0o702, 0o770, 0o777, 0o1777, 0o2775];
        for mode in modes {
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join("file");
            fs::write(&file, "theirs").unwrap();
            fs::set_permissions(dir.path(), fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(read(&file), None, "{mode:o}");
            assert!(write(&file, b"own").is_err(), "{mode:o}");
            assert!(write(&dir.path().join("new"), b"own").is_err(), "{mode:o}");
            assert_eq!(fs::read(&file).unwrap(), b"theirs", "{mode:o}");
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "{mode:o}");
        }
        println!(
            "count: {} modes of a data folder that others may fill",
            modes.len()
        );
    }

    /// Changing owners needs a right that tests may lack: then one of the system's files stands in.
    #[test]
    fn a_file_or_folder_of_another_user_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "theirs").unwrap();
        if chown(&file, Some(12_345), None).is_ok() {
            assert_eq!(read(&file), None);
            chown(&file, Some(rustix::process::geteuid().as_raw()), None).unwrap();
            chown(dir.path(), Some(12_345), None).unwrap();
            assert_eq!(read(&file), None);
            assert!(write(&file, b"own").is_err());
            assert_eq!(fs::read(&file).unwrap(), b"theirs");
        } else {
            assert_eq!(read(Path::new("/etc/hostname")), None);
        }
    }
}
