//! Settings and signals of the system's web view that Tauri does not cover.

use tauri::{AppHandle, WebviewWindow};

/// The page's address, under which Tauri serves it here.
#[cfg(target_os = "linux")]
const PAGE: &str = "tauri://localhost/";

/// Prepares a new window's web view, and has `on_death` called whenever the page's process ends by itself.
#[cfg(target_os = "linux")]
pub(crate) fn prepare(window: &WebviewWindow, on_death: fn(&AppHandle)) -> tauri::Result<()> {
    use tauri::Manager;
    use webkit2gtk::{
        HardwareAccelerationPolicy, InputMethodContextExt, SettingsExt,
        WebProcessTerminationReason, WebViewExt,
    };

    let app = window.app_handle().clone();
    window.with_webview(move |view| {
        let view = view.inner();
        // A page without video or animation gains nothing from the graphics card: it starts later with it, takes a
        // third more memory, and stays empty with some drivers.
        if let Some(settings) = WebViewExt::settings(&view) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
        // Off in Tauri: what is composed with an input method would not show in its field.
        if let Some(input_method) = view.input_method_context() {
            input_method.set_enable_preedit(true);
        }
        view.connect_web_process_terminated(move |_, reason| {
            if reason != WebProcessTerminationReason::TerminatedByApi {
                let app = app.clone();
                // Not within the signal: it may come while Tauri's windows are in use.
                tauri::async_runtime::spawn(async move { on_death(&app) });
            }
        });
    })
}

/// macOS tells the application builder; Windows shows a page of its own that reloads.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare(_: &WebviewWindow, _: fn(&AppHandle)) -> tauri::Result<()> {
    Ok(())
}

/// Starts the page again in a new process. The old one may hang.
#[cfg(target_os = "linux")]
pub(crate) fn restart(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;

    window.with_webview(|view| {
        let view = view.inner();
        view.terminate_web_process();
        // A reload does nothing if the page never got as far as being loaded.
        view.load_uri(PAGE);
    })
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn restart(window: &WebviewWindow) -> tauri::Result<()> {
    window.reload()
}
