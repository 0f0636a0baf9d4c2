//! Exports the MAU history to a file.

use authgauge_api::privacy;
use authgauge_app::{Application, ChartRequest, ExportFormat};
use authgauge_core::error::{ErrorCode, Failure};
use tauri::AppHandle;

use crate::file_dialogs;

/// Writes the chart to a file that the owner chooses. Returns its path, or None if they cancel.
pub(crate) async fn mau(
    app: &AppHandle,
    application: &Application,
    request: ChartRequest,
    format: ExportFormat,
) -> Result<Option<String>, Failure> {
    let snapshot = application.pool_snapshot(&request.pool)?;
    let is_hidden = snapshot.alias.is_some();
    let pool = snapshot.alias.unwrap_or(snapshot.pool.name);
    let content = application.export_mau(request, format).await?;
    let extension = format.extension();
    let name = format!(
        "{}-mau.{extension}",
        pool.replace(|c: char| !c.is_alphanumeric(), "-")
    );
    let Some(path) = file_dialogs::save(app, name, extension).await else {
        return Ok(None);
    };
    let saved = path.display().to_string();
    tokio::task::spawn_blocking(move || authgauge_store::save_file(&path, &content))
        .await
        .map_err(|_| ErrorCode::ExportFailed)??;
    Ok(Some(match is_hidden {
        true => privacy::path(&saved),
        false => saved,
    }))
}
