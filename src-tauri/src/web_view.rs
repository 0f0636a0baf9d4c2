//! Settings and signals of the system's web view that Tauri does not cover.

use tauri::{AppHandle, WebviewWindow};

/// The page's address, under which Tauri serves it here.
#[cfg(target_os = "linux")]
const PAGE: &str = "tauri://localhost/";

/// Has the page drawn without the graphics card, unless the environment says `0`: a page without video or animation gains
/// nothing from it, starts later, takes a third more memory, and stays empty with some drivers. A setting of the web
/// view comes too late: on Wayland it ends the page's process, which has begun with the graphics card.
#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "WebKit has no other switch that holds before its process starts"
)]
pub(crate) fn draw_in_software() {
    const VARIABLE: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
    if std::env::var_os(VARIABLE).is_none() {
        // SAFETY: the only thread so far.
        unsafe { std::env::set_var(VARIABLE, "1") };
    }
}

/// Other systems' web views need no such switch.
#[cfg(not(target_os = "linux"))]
pub(crate) fn draw_in_software() {}

/// Prepares a new window's web view, and has `on_death` called whenever the page's process ends by itself.
#[cfg(target_os = "linux")]
pub(crate) fn prepare(window: &WebviewWindow, on_death: fn(&AppHandle)) -> tauri::Result<()> {
    use tauri::Manager;
    use webkit2gtk::{InputMethodContextExt, WebProcessTerminationReason, WebViewExt};

    let app = window.app_handle().clone();
    window.with_webview(move |view| {
        let view = view.inner();
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
