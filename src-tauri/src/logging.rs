//! The log, and the text for a maintainer.

use authgauge_app::Application;
use authgauge_app::diagnostics::Machine;
use authgauge_app::log::Log;
use authgauge_app::startup::{self, DataDir, system_clock};
use authgauge_core::error::{ErrorCode, Failure};
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt;

pub(crate) struct Logging {
    log: Log,
    machine: Machine,
}

impl Logging {
    /// Logs into this data folder from now on.
    pub(crate) fn start(data_dir: &DataDir) -> Self {
        let web_view = tauri::webview_version().ok();
        let version = env!("CARGO_PKG_VERSION");
        let (log, machine) = startup::start_logging(data_dir, version, web_view, system_clock());
        Self { log, machine }
    }

    /// What the owner can send to a maintainer.
    pub(crate) fn diagnostics(&self, application: &Application) -> String {
        application.diagnostics(&self.machine, &self.log)
    }

    /// Shows the log's folder in the desktop's file manager.
    pub(crate) fn show(&self, app: &AppHandle) -> Result<(), Failure> {
        let folder = self.log.folder();
        let path = folder.display().to_string();
        let opened = folder.is_dir() && app.opener().open_path(&path, None::<&str>).is_ok();
        match opened {
            true => Ok(()),
            false => Err(Failure::from(ErrorCode::FolderNotOpened).with_path(path)),
        }
    }

    /// Writes the last lines and stops.
    pub(crate) fn close(&self) {
        self.log.close();
    }
}
