//! Reads small files that somebody else may have put there.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// Whether a link in the place of a file is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Its target is read.
    Followed,
    /// It counts as no plain file.
    Refused,
}

/// Opens a plain file for reading. A pipe or device in its place is not waited for.
///
/// # Errors
/// `InvalidInput` where it is no plain file; those of the system.
pub fn open(path: &Path, links: Links) -> io::Result<(File, Metadata)> {
    if links == Links::Refused && !fs::symlink_metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags(links));
    let file = options.read(true).open(path)?;
    let found = file.metadata()?;
    match found.is_file() {
        true => Ok((file, found)),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// The content of a file of at most `limit` bytes.
///
/// # Errors
/// `FileTooLarge`; those of the system.
pub fn read_to_limit(file: File, limit: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    let length = file
        .take(limit.saturating_add(1))
        .read_to_end(&mut content)?;
    match length as u64 > limit {
        true => Err(io::ErrorKind::FileTooLarge.into()),
        false => Ok(content),
    }
}

/// The path may have become a link or a pipe since it was looked at.
#[cfg(unix)]
fn flags(links: Links) -> i32 {
    use rustix::fs::OFlags;

    let link = match links {
        Links::Followed => OFlags::empty(),
        Links::Refused => OFlags::NOFOLLOW,
    };
    (link | OFlags::NONBLOCK).bits().cast_signed()
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::ErrorKind;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    #[test]
    fn only_a_plain_file_is_opened_and_a_pipe_is_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        fs::write(path("file"), "content").unwrap();
        symlink(path("file"), path("link")).unwrap();
        let made = Command::new("mkfifo").arg(path("pipe")).status();
        assert!(made.unwrap().success());
        symlink(path("pipe"), path("link-to-pipe")).unwrap();
        let open = |name: &str, links| open(&path(name), links).map(|(file, _)| file);
        for (name, links) in [("file", Links::Refused), ("link", Links::Followed)] {
            let content = read_to_limit(open(name, links).unwrap(), 7).unwrap();
            assert_eq!(content, b"content", "{name}");
        }
        for (name, links) in [
            ("link", Links::Refused),
            ("pipe", Links::Refused),
            ("pipe", Links::Followed),
            ("link-to-pipe", Links::Followed),
            ("", Links::Followed),
        ] {
            let error = open(name, links).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{name} {links:?}");
        }
        let error = open("missing", Links::Refused).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        let file = open("file", Links::Refused).unwrap();
        let error = read_to_limit(file, 6).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
    }
}
