//! What is written down of this process: its log, and what there is to tell a maintainer.

use std::path::Path;
use std::sync::Arc;

use authgauge_app::Authgauge;
use authgauge_app::diagnostics::Machine;
use authgauge_app::log::{Log, tell_of_panics};
use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use chrono::Utc;
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt;

/// More or less of the log, for developers: `debug`, or `genauth=trace`.
const LEVELS: &str = "AUTHGAUGE_LOG";

pub(crate) struct Record {
    log: Log,
    machine: Machine,
}

impl Record {
    /// From now on what happens is written down in this data folder.
    pub(crate) fn begin(data_dir: &Path) -> Self {
        let log = Log::of(data_dir, Arc::new(Utc::now));
        log.listen(std::env::var(LEVELS).ok().as_deref());
        tell_of_panics();
        let machine = Machine::here(tauri::webview_version().ok(), sys_locale::get_locale());
        machine.tell_of_start(env!("CARGO_PKG_VERSION"));
        Self { log, machine }
    }

    /// What the owner can send to a maintainer.
    pub(crate) fn diagnostics(&self, authgauge: &Authgauge) -> String {
        authgauge.diagnostics(&self.machine, &self.log)
    }

    /// Shows the folder of the log in the desktop's file manager.
    pub(crate) fn show(&self, app: &AppHandle) -> Result<(), Failure> {
        let folder = self.log.folder();
        let path = folder.display().to_string();
        let opened = folder.is_dir() && app.opener().open_path(&path, None::<&str>).is_ok();
        match opened {
            true => Ok(()),
            false => Err(Failure::from(ErrorCode::FolderNotOpened).with("path", path)),
        }
    }

    /// Writes down what was said last, and no more.
    pub(crate) fn end(&self) {
        self.log.close();
    }
}
