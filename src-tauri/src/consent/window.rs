//! The dialog's window.

use std::path::Path;

use authgauge_app::ScratchFolders;
use authgauge_core::identity::PRODUCT;
use authgauge_core::settings::ThemeChoice;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use super::Consent;
use super::question::Question;
use crate::web_view;
use crate::window::{DARK, is_own_page};

/// The window's label, which no capability names.
pub(crate) const CONSENT: &str = "consent";

/// Its static page, which has nothing of the other page's code.
const PAGE: &str = "consent.html";

/// Whatever it shows, it has this size: the longest host fits, and a long address scrolls.
const SIZE: (f64, f64) = (540.0, 420.0);

pub(super) fn open(
    app: &AppHandle,
    folders: &ScratchFolders,
    question: &Question,
    main: Option<&WebviewWindow>,
) -> tauri::Result<WebviewWindow> {
    let page = format!("{PAGE}#{}", question.encoded());
    let handle = app.clone();
    let mut window = WebviewWindowBuilder::new(app, CONSENT, WebviewUrl::App(page.into()))
        .title(PRODUCT)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SIZE.0, SIZE.1)
        .max_inner_size(SIZE.0, SIZE.1)
        .center()
        .minimizable(false)
        .maximizable(false)
        .general_autofill_enabled(false)
        .on_navigation(move |url| navigate(&handle, url))
        .on_new_window(|_, _| NewWindowResponse::Deny);
    window = match folders.folder("web") {
        Some(folder) => window.data_directory(folder),
        None => window.incognito(true).data_directory(Path::new("/").into()),
    };
    #[cfg(not(target_os = "macos"))]
    if let Ok(nowhere) = Url::parse("http://127.0.0.1:1") {
        window = window.proxy_url(nowhere);
    }
    if question.theme == ThemeChoice::Dark {
        window = window.background_color(DARK);
    }
    if let Some(main) = main {
        window = window.parent(main)?;
    }
    let dialog = window.build()?;
    // Nobody can answer what the picture of an ended process shows. Best effort: the window can be closed as well.
    let _ = web_view::prepare(&dialog, refuse);
    Ok(dialog)
}

/// Answers No: the page's process ended.
pub(crate) fn refuse(app: &AppHandle) {
    if let Some(consent) = app.try_state::<Consent>() {
        consent.refuse();
    }
}

/// Reads the answer, and stays on the page.
fn navigate(app: &AppHandle, url: &Url) -> bool {
    let consent = app.state::<Consent>();
    match url.path() {
        _ if !is_own_page(url) => false,
        "/consent/yes" => {
            consent.answer(true, std::time::Instant::now());
            false
        }
        "/consent/no" => {
            consent.refuse();
            false
        }
        path => path.trim_start_matches('/') == PAGE,
    }
}
