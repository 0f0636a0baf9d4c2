//! The MAU history as a file where the owner wants it.

use std::path::PathBuf;

use headroom::view::ChartRequest;
use headroom::{ErrorCode, Failure, Headroom, chart};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// Pixels in a PNG for one of the window's.
const PNG_SCALE: f32 = 2.0;

/// What kind of file.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExportFormat {
    Svg,
    Png,
    Csv,
}

/// Asks where to, and writes. Nothing if the owner changed their mind.
pub(crate) async fn mau(
    app: &AppHandle,
    headroom: &Headroom,
    request: ChartRequest,
    format: ExportFormat,
) -> Result<Option<String>, Failure> {
    let name = headroom.pool_view(&request.pool)?.name;
    let content = content(headroom, request, format).await?;
    let Some(path) = ask_where(app, &name, format.extension()).await else {
        return Ok(None);
    };
    std::fs::write(&path, content).map_err(|_| ErrorCode::ExportFailed)?;
    Ok(Some(path.display().to_string()))
}

async fn content(
    headroom: &Headroom,
    request: ChartRequest,
    format: ExportFormat,
) -> Result<Vec<u8>, Failure> {
    if let ExportFormat::Csv = format {
        return Ok(chart::csv(&headroom.mau_periods(&request.pool, request.range)?).into_bytes());
    }
    let svg = headroom
        .mau_view(request)
        .await?
        .chart
        .ok_or(ErrorCode::ExportFailed)?
        .svg;
    match format {
        ExportFormat::Png => chart::png(&svg, PNG_SCALE),
        ExportFormat::Svg | ExportFormat::Csv => Ok(svg.into_bytes()),
    }
}

async fn ask_where(app: &AppHandle, name: &str, extension: &str) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let safe: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    app.dialog()
        .file()
        .set_file_name(format!("{safe}-mau.{extension}"))
        .add_filter(extension.to_uppercase(), &[extension])
        .save_file(move |file| drop(chosen.send(file)));
    choice.await.ok()??.into_path().ok()
}

impl ExportFormat {
    fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }
}
