//! The one window, whose page can't navigate away.

use std::borrow::Cow;
use std::path::Path;

use authgauge_app::ScratchFolders;
use authgauge_core::identity::PRODUCT;
use authgauge_core::settings::ThemeChoice;
use tauri::http::{Request, Response};
use tauri::webview::NewWindowResponse;
use tauri::window::Color;
use tauri::{AppHandle, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use crate::launch_marks::{REQUESTED, WINDOW};
use crate::window_size::WindowSize;

/// The window's label, which its capability names.
pub(crate) const MAIN: &str = "main";

/// The size of the first window.
const FIRST_SIZE: WindowSize = WindowSize {
    width: 1120,
    height: 800,
};

/// The page's background in the dark theme (`--background`), so that a dark window opens dark.
pub(crate) const DARK: Color = Color(0x12, 0x15, 0x1b, 0xff);

/// Makes the window with its page, in the size that it had. `on_page` may change what the page is answered.
pub(crate) fn make_window(
    app: &AppHandle,
    folders: &ScratchFolders,
    theme: ThemeChoice,
    size: Option<WindowSize>,
    on_page: impl Fn(&Request<Vec<u8>>, &mut Response<Cow<'static, [u8]>>) + Send + Sync + 'static,
) -> tauri::Result<WebviewWindow> {
    let size = size.unwrap_or(FIRST_SIZE);
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title(PRODUCT)
        .inner_size(size.width.into(), size.height.into())
        .min_inner_size(WindowSize::MIN.width.into(), WindowSize::MIN.height.into())
        // Windows' web view would remember what is typed into fields.
        .general_autofill_enabled(false)
        // The page reorders pools by dragging, which the window's own handler would swallow on Windows.
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .on_web_resource_request(move |request, response| {
            REQUESTED.reached();
            on_page(&request, response);
        })
        .on_new_window(|_, _| NewWindowResponse::Deny);
    // Without a folder of its own the web view keeps nothing. Tauri would make one in the user's data folder, and
    // fail where it can't: it gets one that exists.
    window = match folders.folder("web") {
        Some(folder) => window.data_directory(folder),
        None => window.incognito(true).data_directory(Path::new("/").into()),
    };
    // Hints such as `preconnect` pass the content security policy: no proxy listens on this port.
    #[cfg(not(target_os = "macos"))]
    if let Ok(nowhere) = Url::parse("http://127.0.0.1:1") {
        window = window.proxy_url(nowhere);
    }
    if theme == ThemeChoice::Dark {
        window = window.background_color(DARK);
    }
    let window = window.build()?;
    WINDOW.reached();
    Ok(window)
}

/// Enlarges everything in the window.
pub(crate) fn zoom(window: &WebviewWindow, percent: u16) {
    if window.set_zoom(f64::from(percent) / 100.0).is_err() {
        tracing::warn!("the window could not be zoomed");
    }
}

/// Whether a URL is the page itself, the only one it may navigate to.
pub(crate) fn is_own_page(url: &Url) -> bool {
    let own = matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")));
    let own_on_windows = matches!(
        (url.scheme(), url.host_str()),
        ("http" | "https", Some("tauri.localhost"))
    );
    own || (cfg!(windows) && own_on_windows)
}

#[cfg(test)]
mod tests {
    use authgauge_core::identity::IDENTIFIER;

    use super::*;

    #[test]
    fn navigation_is_limited_to_the_page() {
        let own = |url: &str| is_own_page(&url.parse().unwrap());
        assert!(own("tauri://localhost/index.html"));
        for other in [
            "https://example.com/",
            "tauri://other/",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert!(!own(other), "{other}");
        }
    }

    #[test]
    fn the_configuration_has_the_identity_of_the_code() {
        let config: serde_json::Value =
            serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        assert_eq!(config["identifier"], IDENTIFIER);
        assert_eq!(config["productName"], PRODUCT);
        // Systems treat these endings as file types.
        for part in IDENTIFIER.to_lowercase().split('.') {
            assert!(
                !part.ends_with("desktop") && !part.ends_with("app"),
                "{part}"
            );
        }
    }
}
