//! Files with certificates, as an owner or an administrator names them.

use std::io::Read as _;
use std::path::Path;

use chrono::{DateTime, Utc};

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_store::plain_file::{self, Links};

/// Larger files are no CA files, and not read to their end.
const LARGEST: u64 = 1024 * 1024;

/// The certificates of the file as PEM: a private key beside them must not be stored.
///
/// # Errors
/// `ca_file_unreadable`; `ca_file_invalid`.
pub(crate) fn read_ca(path: &str, now: DateTime<Utc>) -> Result<String, Failure> {
    let unreadable = |_| Failure::from(ErrorCode::CaFileUnreadable);
    if cfg!(windows) && !is_on_a_drive(path) {
        return Err(ErrorCode::CaFileUnreadable.into());
    }
    let (file, _) = plain_file::open(Path::new(path), Links::Followed).map_err(unreadable)?;
    let mut content = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut content)
        .map_err(unreadable)?;
    Ok(genauth::read_ca_file(&content, now)?)
}

/// Whether this is a path like `C:\ca.pem`. To open another one, Windows may sign in to another computer, which the
/// page must not choose.
fn is_on_a_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_a_drive_are_read_on_windows() {
        for (path, expected) in [
            (r"\\server\share\ca.pem", false),
            ("//server/share/ca.pem", false),
            (r"\/server\ca.pem", false),
            (r"\\?\UNC\server\ca.pem", false),
            (r"\??\UNC\server\ca.pem", false),
            ("C:ca.pem", false),
            ("d:/ca.pem", true),
            (r"C:\ca.pem", true),
            ("/etc/ca.pem", false),
            ("ca.pem", false),
            ("", false),
        ] {
            assert_eq!(is_on_a_drive(path), expected, "{path}");
        }
    }
}
