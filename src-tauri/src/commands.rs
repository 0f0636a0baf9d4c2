//! The page's commands: each reads its arguments, calls the application and returns a view model or an error.

use authgauge_api::{
    AlertRulesView, FindablePool, HistoryView, MauView, Overview, PoolView, PortfolioView,
    TrayState, privacy,
};
use authgauge_app::{HookPreview, KeyReport};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_plugin_opener::OpenerExt;

use crate::app_state::AppState;
use crate::command_args::{
    AddPoolArgs, AlertArgs, Args, ChartArgs, CloseArgs, ExportArgs, ExportBenefitArgs, HistoryArgs,
    MoveArgs, MuteArgs, NewKeyArgs, NoArgs, PlaceArgs, PoolArgs, PreviewArgs, RemoveArgs,
    RenameArgs, ReplaceKeyArgs, ServiceArgs, SetProxyArgs, SettingsArgs, ShareArgs, SnoozeArgs,
    TestKeyArgs, ThresholdsArgs,
};
use crate::consent::Consent;
use crate::first_paint::FirstPaint;
use crate::logging::Logging;
use crate::page_health::PageHealth;
use crate::seal::Seal;
use crate::tray::Tray;
use crate::turns::Turns;
use crate::window::{MAIN, zoom};
use crate::window_lifecycle::WindowLifecycle;
use crate::{export, file_dialogs, launch_marks};

type Answer<T> = Result<T, Failure>;

#[tauri::command]
pub(crate) fn overview(state: State<'_, AppState>, _: Args<NoArgs>) -> Overview {
    state.overview()
}

#[tauri::command]
pub(crate) async fn portfolio(
    state: State<'_, AppState>,
    _: Args<NoArgs>,
) -> Answer<PortfolioView> {
    Ok(PortfolioView::from(&state.application().portfolio()))
}

#[tauri::command]
pub(crate) fn pool_view(
    state: State<'_, AppState>,
    Args(args): Args<PoolArgs>,
) -> Answer<PoolView> {
    let snapshot = state.application().pool_snapshot(&args.pool)?;
    Ok(PoolView::from(&snapshot))
}

/// What the search finds, besides the pools and the commands.
#[tauri::command]
pub(crate) async fn findable(
    state: State<'_, AppState>,
    _: Args<NoArgs>,
) -> Answer<Vec<FindablePool>> {
    let pools = state.application().snapshot().pools;
    Ok(pools.iter().map(FindablePool::from).collect())
}

#[tauri::command]
pub(crate) async fn mau_view(
    state: State<'_, AppState>,
    Args(args): Args<ChartArgs>,
) -> Answer<MauView> {
    let chart = state.application().mau_chart(args.request).await?;
    Ok(MauView::from(chart))
}

#[tauri::command]
pub(crate) async fn benefit_history(
    state: State<'_, AppState>,
    Args(args): Args<HistoryArgs>,
) -> Answer<HistoryView> {
    let history = state.application().benefit_history(args.request).await?;
    Ok(HistoryView::from(history))
}

#[tauri::command]
pub(crate) fn new_seal(seal: State<'_, Seal>, _: Args<NoArgs>) -> Answer<String> {
    seal.renew()
}

#[tauri::command]
pub(crate) async fn test_key(
    state: State<'_, AppState>,
    seal: State<'_, Seal>,
    turns: State<'_, Turns>,
    Args(args): Args<TestKeyArgs>,
) -> Answer<KeyReport> {
    let key = seal.open_key(args.key.id, &args.key.sealed)?;
    let _turn = turns.key_test.wait().await;
    state.application().test_key(args.draft, key).await
}

#[tauri::command]
pub(crate) async fn test_new_key(
    state: State<'_, AppState>,
    seal: State<'_, Seal>,
    turns: State<'_, Turns>,
    Args(args): Args<NewKeyArgs>,
) -> Answer<KeyReport> {
    let key = seal.open_key(args.key.id, &args.key.sealed)?;
    let _turn = turns.key_test.wait().await;
    state.application().test_new_key(&args.pool, key).await
}

#[tauri::command]
pub(crate) async fn key_id(
    state: State<'_, AppState>,
    Args(args): Args<PoolArgs>,
) -> Answer<Option<String>> {
    state.application().key_id(&args.pool).await
}

#[tauri::command]
pub(crate) async fn add_pool(
    state: State<'_, AppState>,
    seal: State<'_, Seal>,
    Args(args): Args<AddPoolArgs>,
) -> Answer<PoolId> {
    let key = seal.open_key(args.key.id, &args.key.sealed)?;
    let application = state.application();
    application.add_pool(args.draft, key, args.storage).await
}

#[tauri::command]
pub(crate) async fn replace_key(
    state: State<'_, AppState>,
    seal: State<'_, Seal>,
    Args(args): Args<ReplaceKeyArgs>,
) -> Answer<()> {
    let key = seal.open_key(args.key.id, &args.key.sealed)?;
    let application = state.application();
    application.replace_key(&args.pool, key, args.storage).await
}

#[tauri::command]
pub(crate) async fn rename_pool(
    state: State<'_, AppState>,
    Args(args): Args<RenameArgs>,
) -> Answer<()> {
    state.application().rename_pool(&args.pool, &args.name)
}

#[tauri::command]
pub(crate) async fn move_pool(
    state: State<'_, AppState>,
    Args(args): Args<MoveArgs>,
) -> Answer<()> {
    state.application().move_pool(&args.pool, args.to)
}

#[tauri::command]
pub(crate) async fn remove_pool(
    state: State<'_, AppState>,
    Args(args): Args<RemoveArgs>,
) -> Answer<()> {
    let application = state.application();
    application.remove_pool(&args.pool, args.leave_key).await
}

#[tauri::command]
pub(crate) async fn refresh_pool(
    state: State<'_, AppState>,
    Args(args): Args<PoolArgs>,
) -> Answer<()> {
    state.application().refresh(&args.pool)
}

#[tauri::command]
pub(crate) async fn change_settings(
    app: AppHandle,
    state: State<'_, AppState>,
    consent: State<'_, Consent>,
    seal: State<'_, Seal>,
    Args(args): Args<SettingsArgs>,
) -> Answer<()> {
    let secret = args.hook_secret.map(|sealed| seal.open_secret(&sealed));
    let settings = privacy::revealed(args.settings, &state.settings());
    let (secret, settings) = (secret.transpose()?, settings.validate()?);
    let ask = consent.ask(&app, &settings);
    let save = || state.update_settings(|current| *current = settings.clone().into());
    state
        .change_webhook(&settings.hook, secret, ask, save)
        .await?;
    if let Some(window) = app.get_webview_window(MAIN) {
        zoom(&window, settings.zoom_percent);
    }
    Ok(())
}

#[tauri::command]
pub(crate) fn preview_hook(
    state: State<'_, AppState>,
    Args(args): Args<PreviewArgs>,
) -> HookPreview {
    let application = state.application();
    application.preview_hook(&args.url, args.format)
}

#[tauri::command]
pub(crate) async fn set_proxy(
    state: State<'_, AppState>,
    seal: State<'_, Seal>,
    Args(args): Args<SetProxyArgs>,
) -> Answer<()> {
    let sealed = args.password.as_deref();
    let password = sealed.map(|sealed| seal.open_text(sealed)).transpose()?;
    let proxy = privacy::revealed_proxy(args.proxy, &state.settings());
    state.set_proxy(proxy, password).await
}

#[tauri::command]
pub(crate) async fn agree_to_webhook(
    app: AppHandle,
    state: State<'_, AppState>,
    consent: State<'_, Consent>,
    _: Args<NoArgs>,
) -> Answer<()> {
    let settings = state.settings();
    consent.ask(&app, &settings).await?;
    state.agree_to_webhook(&settings.hook).await
}

#[tauri::command]
pub(crate) async fn close_window(
    app: AppHandle,
    window: State<'_, WindowLifecycle>,
    Args(args): Args<CloseArgs>,
) -> Answer<()> {
    window.close(&app, args.keep, args.always)
}

#[tauri::command]
pub(crate) fn remember_place(
    state: State<'_, AppState>,
    window: State<'_, WindowLifecycle>,
    Args(args): Args<PlaceArgs>,
) -> Answer<()> {
    state.check_place(&args.place)?;
    window.remember(args.place);
    Ok(())
}

/// The page was painted. Returns whether it was restarted, once.
#[tauri::command]
pub(crate) fn page_painted(
    window: WebviewWindow,
    health: State<'_, PageHealth>,
    first: State<'_, FirstPaint>,
    _: Args<NoArgs>,
) -> bool {
    first.reached();
    launch_marks::page_painted(&window);
    health.painted()
}

#[tauri::command]
pub(crate) fn tray_state(tray: State<'_, Tray>, _: Args<NoArgs>) -> TrayState {
    TrayState {
        available: tray.is_available(),
    }
}

#[tauri::command]
pub(crate) async fn see_alerts(state: State<'_, AppState>, _: Args<NoArgs>) -> Answer<()> {
    state.application().mark_alerts_seen()
}

#[tauri::command]
pub(crate) async fn snooze_alert(
    state: State<'_, AppState>,
    Args(args): Args<SnoozeArgs>,
) -> Answer<()> {
    state.application().snooze_alert(args.alert, args.hours)
}

#[tauri::command]
pub(crate) async fn resolve_alert(
    state: State<'_, AppState>,
    Args(args): Args<AlertArgs>,
) -> Answer<()> {
    state.application().resolve_alert(args.alert)
}

#[tauri::command]
pub(crate) fn watch_rules(
    state: State<'_, AppState>,
    Args(args): Args<PoolArgs>,
) -> Answer<AlertRulesView> {
    let rules = state.application().alert_rules(&args.pool)?;
    Ok(AlertRulesView::from(rules))
}

#[tauri::command]
pub(crate) async fn mute(state: State<'_, AppState>, Args(args): Args<MuteArgs>) -> Answer<()> {
    let application = state.application();
    application.mute(&args.pool, &args.scope, args.muted)
}

#[tauri::command]
pub(crate) async fn set_thresholds(
    state: State<'_, AppState>,
    Args(args): Args<ThresholdsArgs>,
) -> Answer<()> {
    let application = state.application();
    let benefit = args.benefit.as_deref();
    application.set_thresholds(&args.pool, benefit, args.thresholds, args.amount)
}

#[tauri::command]
pub(crate) async fn test_hook(
    state: State<'_, AppState>,
    turns: State<'_, Turns>,
    _: Args<NoArgs>,
) -> Answer<()> {
    let _turn = turns.hook_test.take()?;
    state.application().test_hook().await
}

#[tauri::command]
pub(crate) async fn enter_demo(
    app: AppHandle,
    state: State<'_, AppState>,
    _: Args<NoArgs>,
) -> Answer<Overview> {
    state.enter_demo(&app).await
}

#[tauri::command]
pub(crate) async fn leave_demo(
    app: AppHandle,
    state: State<'_, AppState>,
    _: Args<NoArgs>,
) -> Answer<Overview> {
    Ok(state.leave_demo(&app))
}

#[tauri::command]
pub(crate) async fn open_console(
    app: AppHandle,
    state: State<'_, AppState>,
    turns: State<'_, Turns>,
    Args(args): Args<PoolArgs>,
) -> Answer<()> {
    let _turn = turns.opener.take()?;
    let url = state.application().console_url(&args.pool)?;
    let opened = app.opener().open_url(url, None::<&str>);
    opened.map_err(|_| ErrorCode::OpenFailed.into())
}

/// Opens the console in which access keys of a service are made.
#[tauri::command]
pub(crate) async fn open_service(
    app: AppHandle,
    turns: State<'_, Turns>,
    Args(args): Args<ServiceArgs>,
) -> Answer<()> {
    let _turn = turns.opener.take()?;
    let url = args.service.console().ok_or(ErrorCode::OpenFailed)?;
    let opened = app.opener().open_url(url, None::<&str>);
    opened.map_err(|_| ErrorCode::OpenFailed.into())
}

#[tauri::command]
pub(crate) async fn open_logs(
    app: AppHandle,
    logging: State<'_, Logging>,
    turns: State<'_, Turns>,
    _: Args<NoArgs>,
) -> Answer<()> {
    let _turn = turns.opener.take()?;
    logging.show(&app)
}

/// In English: a maintainer reads it.
#[tauri::command]
pub(crate) async fn diagnostics(
    state: State<'_, AppState>,
    logging: State<'_, Logging>,
    health: State<'_, PageHealth>,
    _: Args<NoArgs>,
) -> Answer<String> {
    let text = logging.diagnostics(&state.application());
    Ok(text + "\n" + &health.diagnostics())
}

#[tauri::command]
pub(crate) async fn choose_ca_file(
    app: AppHandle,
    turns: State<'_, Turns>,
    _: Args<NoArgs>,
) -> Answer<Option<String>> {
    let _turn = turns.file_dialog.take()?;
    let file = file_dialogs::open(&app).await;
    Ok(file.map(|file| file.to_string()))
}

#[tauri::command]
pub(crate) async fn export_mau(
    app: AppHandle,
    state: State<'_, AppState>,
    turns: State<'_, Turns>,
    Args(args): Args<ExportArgs>,
) -> Answer<Option<String>> {
    let _turn = turns.file_dialog.take()?;
    export::mau(&app, &state.application(), args.request, args.format).await
}

#[tauri::command]
pub(crate) async fn export_benefit(
    app: AppHandle,
    state: State<'_, AppState>,
    turns: State<'_, Turns>,
    Args(args): Args<ExportBenefitArgs>,
) -> Answer<Option<String>> {
    let _turn = turns.file_dialog.take()?;
    export::benefit(&app, &state.application(), args.request, args.format).await
}

#[tauri::command]
pub(crate) async fn share_portfolio(
    app: AppHandle,
    state: State<'_, AppState>,
    turns: State<'_, Turns>,
    Args(args): Args<ShareArgs>,
) -> Answer<Option<String>> {
    let _turn = turns.file_dialog.take()?;
    export::portfolio(&app, &state.application(), args.request).await
}
