//! The system's file dialogs.

use std::path::PathBuf;

use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Lets the owner pick a file. None if they cancel.
pub(crate) async fn open(app: &AppHandle) -> Option<FilePath> {
    let (sender, chosen) = oneshot::channel();
    let dialog = app.dialog().file();
    dialog.pick_file(move |file| drop(sender.send(file)));
    chosen.await.ok()?
}

/// Lets the owner choose where to save. None if they cancel.
pub(crate) async fn save(app: &AppHandle, name: String, extension: &str) -> Option<PathBuf> {
    let (sender, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_file_name(name)
        .add_filter(extension.to_uppercase(), &[extension])
        .save_file(move |file| drop(sender.send(file)));
    chosen.await.ok()??.into_path().ok()
}
