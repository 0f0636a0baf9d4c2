//! Addresses of databases that are opened with parameters.

use std::path::Path;

use rusqlite::OpenFlags;

pub(crate) const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// The URI of a database, with one parameter.
pub(crate) fn uri(path: &Path, parameter: &str) -> String {
    let path = path.as_os_str().as_encoded_bytes();
    // What follows two slashes would be the name of a computer.
    let scheme = if path.starts_with(b"//") {
        "file://"
    } else {
        "file:"
    };
    let mut uri = scheme.to_owned();
    for byte in path {
        match char::from(*byte) {
            plain if plain.is_ascii_alphanumeric() || "/-_.\\:".contains(plain) => uri.push(plain),
            // The name of a folder on Unix may be no text.
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    format!("{uri}?{parameter}")
}
