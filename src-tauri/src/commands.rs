//! Every command the page can call: take what is given, ask Authgauge, answer a view model or a code.

use authgauge_app::view::{
    AlertRulesView, HistoryView, KeyReport, MauView, Overview, Place, PoolView, TrayState,
};
use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use authgauge_core::pool::PoolId;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::app_state::Shell;
use crate::command_args::{
    Closing, Export, Given, Mute, NewKey, NewName, NewPlace, NewPool, NewSettings, NewThresholds,
    Nothing, OfChart, OfDraft, OfHistory, OfPlace, OfPool, Removal, Snooze, TypedKey,
};
use crate::consent::Consent;
use crate::export;
use crate::logging::Record;
use crate::seal::Seal;
use crate::tray::Tray;
use crate::window_lifecycle::Life;

type Answer<T> = Result<T, Failure>;

#[tauri::command]
pub(crate) fn overview(shell: State<'_, Shell>, _given: Given<Nothing>) -> Overview {
    shell.authgauge().overview()
}

#[tauri::command]
pub(crate) fn pool_view(shell: State<'_, Shell>, given: Given<OfPool>) -> Answer<PoolView> {
    shell.authgauge().pool_view(&given.0.pool)
}

#[tauri::command]
pub(crate) async fn mau_view(shell: State<'_, Shell>, given: Given<OfChart>) -> Answer<MauView> {
    shell.authgauge().mau_view(given.0.request).await
}

#[tauri::command]
pub(crate) async fn benefit_history(
    shell: State<'_, Shell>,
    given: Given<OfHistory>,
) -> Answer<HistoryView> {
    shell.authgauge().benefit_history(given.0.request).await
}

#[tauri::command]
pub(crate) fn new_seal(seal: State<'_, Seal>, _given: Given<Nothing>) -> Answer<String> {
    seal.renew()
}

#[tauri::command]
pub(crate) fn hold_key(
    shell: State<'_, Shell>,
    seal: State<'_, Seal>,
    given: Given<TypedKey>,
) -> Answer<()> {
    let Given(TypedKey { id, secret }) = given;
    let authgauge = shell.authgauge();
    // Also where this one cannot be opened.
    authgauge.drop_key();
    authgauge.hold_key(id, seal.open(&secret)?)
}

#[tauri::command]
pub(crate) fn drop_key(shell: State<'_, Shell>, _given: Given<Nothing>) {
    shell.authgauge().drop_key();
}

#[tauri::command]
pub(crate) async fn test_key(shell: State<'_, Shell>, given: Given<OfDraft>) -> Answer<KeyReport> {
    shell.authgauge().test_key(given.0.draft).await
}

#[tauri::command]
pub(crate) async fn add_pool(shell: State<'_, Shell>, given: Given<NewPool>) -> Answer<PoolId> {
    let Given(new) = given;
    shell
        .authgauge()
        .add_pool(new.draft, new.session_only)
        .await
}

#[tauri::command]
pub(crate) async fn replace_key(shell: State<'_, Shell>, given: Given<NewKey>) -> Answer<()> {
    let Given(new) = given;
    shell
        .authgauge()
        .replace_key(&new.pool, new.session_only)
        .await
}

#[tauri::command]
pub(crate) async fn rename_pool(shell: State<'_, Shell>, given: Given<NewName>) -> Answer<()> {
    let Given(new) = given;
    shell.authgauge().rename_pool(&new.pool, &new.name)
}

#[tauri::command]
pub(crate) async fn move_pool(shell: State<'_, Shell>, given: Given<NewPlace>) -> Answer<()> {
    let Given(new) = given;
    shell.authgauge().move_pool(&new.pool, new.to)
}

#[tauri::command]
pub(crate) async fn remove_pool(shell: State<'_, Shell>, given: Given<Removal>) -> Answer<()> {
    let Given(removal) = given;
    shell
        .authgauge()
        .remove_pool(&removal.pool, removal.leave_key)
        .await
}

#[tauri::command]
pub(crate) async fn refresh_pool(shell: State<'_, Shell>, given: Given<OfPool>) -> Answer<()> {
    shell.authgauge().refresh(&given.0.pool)
}

#[tauri::command]
pub(crate) async fn change_settings(
    app: AppHandle,
    shell: State<'_, Shell>,
    consent: State<'_, Consent>,
    given: Given<NewSettings>,
) -> Answer<()> {
    let settings = given.0.settings.checked()?;
    let before = shell.authgauge().overview().settings;
    consent.to(&app, &before, &settings).await?;
    shell.change_settings(settings)
}

#[tauri::command]
pub(crate) async fn close_window(
    app: AppHandle,
    life: State<'_, Life>,
    given: Given<Closing>,
) -> Answer<()> {
    let Given(Closing { keep, always }) = given;
    life.close(&app, keep, always)
}

#[tauri::command]
pub(crate) fn remember_place(
    shell: State<'_, Shell>,
    life: State<'_, Life>,
    given: Given<OfPlace>,
) -> Answer<()> {
    let place = given.0.place;
    match (&place.pool, &place.benefit) {
        (Some(pool), _) => drop(shell.authgauge().pool_view(pool)?),
        (None, Some(_)) => return Err(ErrorCode::BenefitNotFound.into()),
        (None, None) => {}
    }
    life.remember(place);
    Ok(())
}

#[tauri::command]
pub(crate) fn opened_at(life: State<'_, Life>, _given: Given<Nothing>) -> Option<Place> {
    life.place()
}

#[tauri::command]
pub(crate) fn tray_state(tray: State<'_, Tray>, _given: Given<Nothing>) -> TrayState {
    TrayState {
        available: tray.is_there(),
    }
}

#[tauri::command]
pub(crate) async fn see_alerts(shell: State<'_, Shell>, _given: Given<Nothing>) -> Answer<()> {
    shell.authgauge().see_alerts()
}

#[tauri::command]
pub(crate) async fn snooze_alert(shell: State<'_, Shell>, given: Given<Snooze>) -> Answer<()> {
    let Given(Snooze { alert, hours }) = given;
    shell.authgauge().snooze_alert(alert, hours)
}

#[tauri::command]
pub(crate) fn watch_rules(shell: State<'_, Shell>, given: Given<OfPool>) -> Answer<AlertRulesView> {
    shell.authgauge().watch_rules(&given.0.pool)
}

#[tauri::command]
pub(crate) async fn mute(shell: State<'_, Shell>, given: Given<Mute>) -> Answer<()> {
    let Given(new) = given;
    shell
        .authgauge()
        .mute(&new.pool, new.benefit.as_deref(), new.muted)
}

#[tauri::command]
pub(crate) async fn set_thresholds(
    shell: State<'_, Shell>,
    given: Given<NewThresholds>,
) -> Answer<()> {
    let Given(new) = given;
    shell
        .authgauge()
        .set_thresholds(&new.pool, new.benefit.as_deref(), new.thresholds)
}

#[tauri::command]
pub(crate) async fn test_hook(shell: State<'_, Shell>, _given: Given<Nothing>) -> Answer<()> {
    shell.authgauge().test_hook().await
}

#[tauri::command]
pub(crate) async fn enter_demo(
    app: AppHandle,
    shell: State<'_, Shell>,
    _given: Given<Nothing>,
) -> Answer<Overview> {
    shell.enter_demo(&app).await
}

#[tauri::command]
pub(crate) async fn leave_demo(
    app: AppHandle,
    shell: State<'_, Shell>,
    _given: Given<Nothing>,
) -> Answer<Overview> {
    Ok(shell.leave_demo(&app))
}

#[tauri::command]
pub(crate) async fn open_console(
    app: AppHandle,
    shell: State<'_, Shell>,
    given: Given<OfPool>,
) -> Answer<()> {
    let url = shell.authgauge().console_url(&given.0.pool)?;
    app.opener()
        .open_url(url, None::<&str>)
        .map_err(|_| ErrorCode::OpenFailed.into())
}

#[tauri::command]
pub(crate) async fn open_logs(
    app: AppHandle,
    record: State<'_, Record>,
    _given: Given<Nothing>,
) -> Answer<()> {
    record.show(&app)
}

/// In words, for once: they are a maintainer's, and the same in every language.
#[tauri::command]
pub(crate) async fn diagnostics(
    shell: State<'_, Shell>,
    record: State<'_, Record>,
    _given: Given<Nothing>,
) -> Answer<String> {
    Ok(record.diagnostics(&shell.authgauge()))
}

#[tauri::command]
pub(crate) async fn choose_ca_file(
    app: AppHandle,
    _given: Given<Nothing>,
) -> Answer<Option<String>> {
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
    given: Given<Export>,
) -> Answer<Option<String>> {
    let Given(Export { request, format }) = given;
    export::mau(&app, &shell.authgauge(), request, format).await
}
