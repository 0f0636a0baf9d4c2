//! Every command the page can call: read the arguments, ask Headroom, answer a view model or a code.

use headroom::pool::{PoolDraft, PoolId};
use headroom::settings::Settings;
use headroom::view::{ChartRequest, ExportFormat, KeyReport, MauView, Overview, PoolView};
use headroom::{ErrorCode, Failure};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::export;
use crate::shell::Shell;

type Answer<T> = Result<T, Failure>;

#[tauri::command]
pub(crate) fn overview(shell: State<'_, Shell>) -> Overview {
    shell.headroom().overview()
}

#[tauri::command]
pub(crate) fn pool_view(shell: State<'_, Shell>, pool: PoolId) -> Answer<PoolView> {
    shell.headroom().pool_view(&pool)
}

#[tauri::command]
pub(crate) async fn mau_view(shell: State<'_, Shell>, request: ChartRequest) -> Answer<MauView> {
    shell.headroom().mau_view(request).await
}

#[tauri::command]
pub(crate) fn hold_key(shell: State<'_, Shell>, id: String, secret: String) -> Answer<()> {
    shell.headroom().hold_key(id, secret)
}

#[tauri::command]
pub(crate) fn drop_key(shell: State<'_, Shell>) {
    shell.headroom().drop_key();
}

#[tauri::command]
pub(crate) async fn test_key(shell: State<'_, Shell>, draft: PoolDraft) -> Answer<KeyReport> {
    shell.headroom().test_key(draft).await
}

#[tauri::command]
pub(crate) async fn add_pool(
    shell: State<'_, Shell>,
    draft: PoolDraft,
    session_only: Option<bool>,
) -> Answer<PoolId> {
    shell
        .headroom()
        .add_pool(draft, session_only.unwrap_or(false))
        .await
}

#[tauri::command]
pub(crate) async fn replace_key(
    shell: State<'_, Shell>,
    pool: PoolId,
    session_only: Option<bool>,
) -> Answer<()> {
    shell
        .headroom()
        .replace_key(&pool, session_only.unwrap_or(false))
        .await
}

#[tauri::command]
pub(crate) async fn rename_pool(shell: State<'_, Shell>, pool: PoolId, name: String) -> Answer<()> {
    shell.headroom().rename_pool(&pool, &name)
}

#[tauri::command]
pub(crate) async fn move_pool(shell: State<'_, Shell>, pool: PoolId, to: usize) -> Answer<()> {
    shell.headroom().move_pool(&pool, to)
}

#[tauri::command]
pub(crate) async fn remove_pool(
    shell: State<'_, Shell>,
    pool: PoolId,
    leave_key: Option<bool>,
) -> Answer<()> {
    shell
        .headroom()
        .remove_pool(&pool, leave_key.unwrap_or(false))
        .await
}

#[tauri::command]
pub(crate) async fn refresh_pool(shell: State<'_, Shell>, pool: PoolId) -> Answer<()> {
    shell.headroom().refresh(&pool)
}

#[tauri::command]
pub(crate) async fn change_settings(shell: State<'_, Shell>, settings: Settings) -> Answer<()> {
    shell.change_settings(settings)
}

#[tauri::command]
pub(crate) async fn enter_demo(app: AppHandle, shell: State<'_, Shell>) -> Answer<Overview> {
    shell.enter_demo(&app).await
}

#[tauri::command]
pub(crate) async fn leave_demo(app: AppHandle, shell: State<'_, Shell>) -> Answer<Overview> {
    Ok(shell.leave_demo(&app))
}

#[tauri::command]
pub(crate) async fn open_console(
    app: AppHandle,
    shell: State<'_, Shell>,
    pool: PoolId,
) -> Answer<()> {
    let url = shell.headroom().console_url(&pool)?;
    app.opener()
        .open_url(url, None::<&str>)
        .map_err(|_| ErrorCode::OpenFailed.into())
}

#[tauri::command]
pub(crate) async fn choose_ca_file(app: AppHandle) -> Answer<Option<String>> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .pick_file(move |file| drop(chosen.send(file)));
    Ok(choice.await.ok().flatten().map(|file| file.to_string()))
}

#[tauri::command]
pub(crate) async fn export_mau(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: ChartRequest,
    format: ExportFormat,
) -> Answer<Option<String>> {
    export::mau(&app, &shell.headroom(), request, format).await
}
