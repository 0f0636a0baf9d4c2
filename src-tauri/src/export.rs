//! The MAU history as a file where the owner wants it.

use std::path::PathBuf;

use authgauge_app::Authgauge;
use authgauge_app::view::{ChartRequest, ExportFormat};
use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// Asks where to, and writes. Nothing if the owner changed their mind.
pub(crate) async fn mau(
    app: &AppHandle,
    authgauge: &Authgauge,
    request: ChartRequest,
    format: ExportFormat,
) -> Result<Option<String>, Failure> {
    let name = authgauge.pool_view(&request.pool)?.name;
    let content = authgauge.export_mau(request, format).await?;
    let Some(path) = ask_where(app, &name, format.extension()).await else {
        return Ok(None);
    };
    let name = path.display().to_string();
    tokio::task::spawn_blocking(move || authgauge_store::save_file(&path, &content))
        .await
        .map_err(|_| ErrorCode::ExportFailed)??;
    Ok(Some(name))
}

async fn ask_where(app: &AppHandle, name: &str, extension: &str) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let letters = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' });
    let name: String = letters
        .chain("-mau.".chars())
        .chain(extension.chars())
        .collect();
    app.dialog()
        .file()
        .set_file_name(name)
        .add_filter(extension.to_uppercase(), &[extension])
        .save_file(move |file| drop(chosen.send(file)));
    choice.await.ok()??.into_path().ok()
}
