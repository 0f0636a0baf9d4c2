//! The environment and the folders of a session.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::Variables;
use crate::error::{Context, Result};

/// The folder of sockets and of the frame buffer, below the home folder.
pub(super) const RUNTIME_FOLDER: &str = "run";

const VARIABLES: [(&str, &str); 8] = [
    // Pictures must not depend on the caller's language; C.UTF-8 exists everywhere.
    ("LANG", "C.UTF-8"),
    ("LANGUAGE", "en_US:en"),
    ("TZ", "UTC"),
    ("GDK_BACKEND", "x11"),
    ("NO_AT_BRIDGE", "1"),
    ("GTK_USE_PORTAL", "0"),
    ("GSETTINGS_BACKEND", "memory"),
    // A virtual display has no GPU. WEBKIT_DISABLE_DMABUF_RENDERER stays unset: with it, WebKitGTK 2.50
    // answers only the first screenshot request.
    ("LIBGL_ALWAYS_SOFTWARE", "1"),
];

const FOLDERS: [(&str, &str); 6] = [
    ("XDG_DATA_HOME", ".local/share"),
    ("XDG_CONFIG_HOME", ".config"),
    ("XDG_CACHE_HOME", ".cache"),
    ("XDG_STATE_HOME", ".local/state"),
    ("XDG_RUNTIME_DIR", RUNTIME_FOLDER),
    // Leaked temporary files are searched and removed with the home folder.
    ("TMPDIR", "tmp"),
];

/// Creates the session's folders below `home` and returns its variables.
pub(super) fn create(home: &Path) -> Result<Variables> {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut variables = vec![
        ("PATH".to_owned(), path),
        ("HOME".to_owned(), home.display().to_string()),
    ];
    let fixed = VARIABLES.iter();
    variables.extend(fixed.map(|&(name, value)| (name.to_owned(), value.to_owned())));
    for (name, folder) in FOLDERS {
        let path = home.join(folder);
        fs::create_dir_all(&path).context(format!("creating {}", path.display()))?;
        variables.push((name.to_owned(), path.display().to_string()));
    }
    fs::set_permissions(home.join(RUNTIME_FOLDER), Permissions::from_mode(0o700))
        .context("restricting the runtime folder")?;
    Ok(variables)
}
