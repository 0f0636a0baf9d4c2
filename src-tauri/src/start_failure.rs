//! Tells the owner in a dialog why the program can't start, and exits.

use authgauge_app::startup::system_language;
use authgauge_core::error::Failure;
use authgauge_core::identity::PRODUCT;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::text;

/// The program's exit code after the dialog.
const EXIT_CODE: i32 = 1;

pub(crate) fn show(app: &AppHandle, failure: &Failure) {
    let (code, reason) = (failure.code, failure.reason());
    tracing::error!(%code, reason, "the data folder could not be opened");
    let owner = failure.params.pid;
    let handle = app.clone();
    app.dialog()
        .message(text::start_failure(owner, system_language()))
        .title(PRODUCT)
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(EXIT_CODE));
}
