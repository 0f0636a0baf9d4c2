//! How the web view draws: with the graphics card, or in software where a driver showed nothing.
//!
//! Only WebKitGTK needs it. Some drivers fail in its DMA-BUF renderer, and its window stays empty.

use std::io;
use std::path::{Path, PathBuf};

use crate::private_file;

/// In the data folder: the web view's version whose renderer showed nothing.
const FILE: &str = "software-rendering";

/// Read by WebKitGTK once, when its first page starts.
#[cfg(target_os = "linux")]
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// What is remembered about drawing, for this version of the web view.
#[derive(Debug, Clone)]
pub(crate) struct RenderingMemory {
    file: PathBuf,
    web_view: String,
}

impl RenderingMemory {
    /// In a data folder.
    pub(crate) fn new(data_dir: &Path) -> Self {
        Self {
            file: data_dir.join(FILE),
            web_view: tauri::webview_version().unwrap_or_default(),
        }
    }

    /// Whether this version of the web view showed nothing. An update of it gets another chance.
    pub(crate) fn is_software(&self) -> bool {
        private_file::read(&self.file)
            .is_some_and(|version| version.trim_ascii() == self.web_view.as_bytes())
    }

    /// Remembers that it shows nothing with the graphics card.
    pub(crate) fn remember(&self) -> io::Result<()> {
        private_file::write(&self.file, self.web_view.as_bytes())
    }
}

/// Starts this program again with the renderer off, if that is remembered. Returns where it is not.
#[cfg(target_os = "linux")]
pub(crate) fn apply(args: &crate::cli_args::CliArgs) {
    use std::os::unix::process::CommandExt;

    let data_dir = authgauge_app::startup::DataDir::persistent(args.data_dir.as_deref());
    let is_software = RenderingMemory::new(data_dir.path()).is_software();
    if args.demo || !is_software || std::env::var_os(VARIABLE).is_some() {
        return;
    }
    // If it fails, this process goes on, and the page is drawn in software once it showed nothing.
    if let Ok(program) = std::env::current_exe() {
        let arguments = std::env::args_os().skip(1);
        let _ = std::process::Command::new(program)
            .args(arguments)
            .env(VARIABLE, "1")
            .exec();
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn apply(_: &crate::cli_args::CliArgs) {}

/// Whether the environment turns the renderer off: remembered, or set by the owner.
#[cfg(target_os = "linux")]
pub(crate) fn is_off_by_environment() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|value| !value.is_empty() && value != "0")
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn is_off_by_environment() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_rendering_is_remembered_until_the_web_view_changes() {
        let dir = tempfile::tempdir().unwrap();
        let memory = RenderingMemory::new(dir.path());
        assert!(!memory.is_software());
        memory.remember().unwrap();
        memory.remember().unwrap();
        assert!(memory.is_software());
        let updated = RenderingMemory {
            web_view: "9.9.9".to_owned(),
            ..memory
        };
        assert!(!updated.is_software());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_planted_makes_the_window_draw_in_software() {
        let version = tauri::webview_version().unwrap_or_default();
        for (number, plant) in private_file::tests::PLANTS.into_iter().enumerate() {
            let dir = tempfile::tempdir().unwrap();
            plant(&dir.path().join(FILE), version.as_bytes());
            assert!(
                !RenderingMemory::new(dir.path()).is_software(),
                "case {number}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_shared_data_folder_does_not_decide_how_the_window_is_drawn() {
        use std::fs;
        use std::os::unix::fs::PermissionsExt as _;

        let dir = tempfile::tempdir().unwrap();
        let memory = RenderingMemory::new(dir.path());
        memory.remember().unwrap();
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
        assert!(!memory.is_software());
        fs::remove_file(dir.path().join(FILE)).unwrap();
        assert!(memory.remember().is_err());
        assert!(!dir.path().join(FILE).exists());
    }
}
