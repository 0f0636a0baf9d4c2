//! Exports to files that the owner chooses.

use authgauge_api::privacy;
use authgauge_app::{
    Application, ChartRequest, ExportFormat, HistoryRequest, PoolSnapshot, ShareFormat,
    ShareRequest,
};
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
    let content = application.export_mau(request, format).await?;
    save_of_pool(app, snapshot, "mau", format, content).await
}

/// Writes a benefit's history to a file that the owner chooses. Returns its path, or None if they cancel.
pub(crate) async fn benefit(
    app: &AppHandle,
    application: &Application,
    request: HistoryRequest,
    format: ExportFormat,
) -> Result<Option<String>, Failure> {
    let snapshot = application.pool_snapshot(&request.pool)?;
    let code = request.code.clone();
    let content = application.export_history(request, format).await?;
    save_of_pool(app, snapshot, &code, format, content).await
}

async fn save_of_pool(
    app: &AppHandle,
    snapshot: PoolSnapshot,
    what: &str,
    format: ExportFormat,
    content: Vec<u8>,
) -> Result<Option<String>, Failure> {
    let is_hidden = snapshot.alias.is_some();
    let pool = snapshot.alias.unwrap_or(snapshot.pool.name);
    let stem = format!("{pool}-{what}").replace(|c: char| !c.is_alphanumeric(), "-");
    let extension = format.extension();
    let saved = save(app, format!("{stem}.{extension}"), extension, content).await?;
    Ok(saved.map(|path| shown(path, is_hidden)))
}

/// Writes the overview to a file that the owner chooses. Returns its path, or None if they cancel.
pub(crate) async fn portfolio(
    app: &AppHandle,
    application: &Application,
    request: ShareRequest,
) -> Result<Option<String>, Failure> {
    let content = application.share(request).await?;
    let extension = match request.format {
        ShareFormat::Png => "png",
        ShareFormat::Markdown => "md",
    };
    let saved = save(app, format!("authgauge.{extension}"), extension, content).await?;
    let is_hidden = application.settings().privacy;
    Ok(saved.map(|path| shown(path, is_hidden)))
}

fn shown(path: String, is_hidden: bool) -> String {
    match is_hidden {
        true => privacy::path(&path),
        false => path,
    }
}

async fn save(
    app: &AppHandle,
    name: String,
    extension: &str,
    content: Vec<u8>,
) -> Result<Option<String>, Failure> {
    let Some(path) = file_dialogs::save(app, name, extension).await else {
        return Ok(None);
    };
    let saved = path.display().to_string();
    tokio::task::spawn_blocking(move || authgauge_store::save_file(&path, &content))
        .await
        .map_err(|_| ErrorCode::ExportFailed)??;
    Ok(Some(saved))
}
