//! Addresses of databases that are opened with parameters.

use std::path::Path;

use rusqlite::OpenFlags;

pub(crate) const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// The URI of a database, with one parameter.
pub(crate) fn uri(path: &Path, parameter: &str) -> String {
    let mut uri = format!("file:{}", path.display());
    for (character, escape) in [("%", "%25"), ("?", "%3f"), ("#", "%23")] {
        uri = uri.replace(character, escape);
    }
    format!("{uri}?{parameter}")
}
