//! The window: one, with a strict page, and nowhere else to go.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use authgauge_app::Authgauge;
use authgauge_app::Parts;
use authgauge_app::keychain::{InMemory, Keychain, OsKeychain};
use authgauge_app::view::{About, WordsLanguage};
use authgauge_core::settings::ThemeChoice;
use authgauge_store::{Role, Store};
use chrono::Utc;
use tauri::plugin::TauriPlugin;
use tauri::webview::NewWindowResponse;
use tauri::window::Color;
use tauri::{
    App, AppHandle, Manager, RunEvent, Url, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent,
};
use tauri_plugin_window_state::StateFlags;
use tempfile::TempDir;

use crate::app_state::Shell;
use crate::arguments::{Arguments, HIDDEN};
use crate::consent::Consent;
use crate::logging::Record;
use crate::login::Login;
use crate::notice::Desktop;
use crate::seal::Seal;
use crate::tray::{self, Tray};
use crate::window_lifecycle::{self, Life};
use crate::{commands, startup_retry};

/// The window's label, which its capability names.
pub(crate) const MAIN: &str = "main";

/// The page's background in the dark theme (`--background`), so that a dark window opens dark.
const DARK: Color = Color(0x12, 0x15, 0x1b, 0xff);

/// Opens the window and stays until it is closed.
pub(crate) fn open(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = tauri::Builder::default();
    if startup_retry::asks_for_others(&arguments) {
        builder = builder.plugin(tauri_plugin_single_instance::init(started_again));
    }
    if !arguments.demo {
        // A demo leaves nothing behind, not even where its window stood.
        builder = builder.plugin(window_state());
    }
    let started = arguments.clone();
    let app = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .invoke_handler(tauri::generate_handler![
            commands::add_pool,
            commands::benefit_history,
            commands::change_settings,
            commands::choose_ca_file,
            commands::close_window,
            commands::diagnostics,
            commands::drop_key,
            commands::enter_demo,
            commands::export_mau,
            commands::hold_key,
            commands::leave_demo,
            commands::mau_view,
            commands::move_pool,
            commands::mute,
            commands::new_seal,
            commands::open_console,
            commands::open_logs,
            commands::opened_at,
            commands::overview,
            commands::pool_view,
            commands::refresh_pool,
            commands::remember_place,
            commands::remove_pool,
            commands::rename_pool,
            commands::replace_key,
            commands::see_alerts,
            commands::set_thresholds,
            commands::snooze_alert,
            commands::test_hook,
            commands::test_key,
            commands::watch_rules,
            commands::tray_state,
        ])
        .on_window_event(closes)
        .setup(move |app| set_up(app, &arguments))
        .build(tauri::generate_context!());
    match app {
        Err(tauri::Error::PluginInitialization(plugin, _)) if plugin == "single-instance" => {
            startup_retry::start_over(&started)?;
        }
        app => app?.run(|app, event| match event {
            // Without a code: the last window is gone, and nobody asked to leave.
            RunEvent::ExitRequested {
                code: None, api, ..
            } if app.state::<Life>().stays() => {
                api.prevent_exit();
            }
            RunEvent::Exit => leave(app),
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => window_lifecycle::open(app),
            _ => {}
        }),
    }
    Ok(())
}

/// Whoever starts Authgauge while it runs wants to see it; the session that starts it does not.
fn started_again(app: &AppHandle, arguments: Vec<String>, _: String) {
    if !arguments.iter().any(|argument| argument == HIDDEN) {
        window_lifecycle::open(app);
    }
}

fn closes(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } if !window.state::<Life>().close_asked(window) => {
            api.prevent_close();
        }
        WindowEvent::Destroyed => {
            // At the very end there is none any more.
            if let Some(shell) = window.try_state::<Shell>() {
                shell.drop_keys();
            }
        }
        _ => {}
    }
}

/// The log first: a demo's is in the folder that goes.
fn leave(app: &AppHandle) {
    if let Some(record) = app.try_state::<Record>() {
        record.end();
    }
    if let Some(shell) = app.try_state::<Shell>() {
        shell.clean_up();
    }
}

fn window_state<R: tauri::Runtime>() -> TauriPlugin<R> {
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(kept)
        .build()
}

fn set_up(app: &App, arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let (data_dir, folder) = data_dir(app, arguments)?;
    app.manage(Record::begin(&data_dir));
    let own = authgauge(&data_dir, arguments.demo)?;
    app.manage(Life::new(&data_dir));
    app.manage(Tray::new(&data_dir));
    app.manage(Desktop::default());
    let theme = own.overview().settings.theme;
    let login = Login::of(app.handle(), arguments);
    let shell = Shell::new(app.handle(), own, login, folder);
    if arguments.demo {
        tauri::async_runtime::block_on(shell.enter_demo(app.handle()))?;
    }
    app.manage(shell);
    app.manage(Seal::default());
    app.manage(Consent::default());
    leave_when_told(app.handle());
    tray::look_for_a_place(app.handle());
    if arguments.hidden {
        window_lifecycle::start_hidden(app.handle());
        return Ok(());
    }
    Ok(make_window(app.handle(), &data_dir, theme)?)
}

/// A signal that asks to leave is obeyed as a closed window is, with the same tidying up.
#[cfg(unix)]
fn leave_when_told(app: &AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};

    for kind in [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::hangup(),
    ] {
        // Where a signal cannot be listened to, it does what it always did.
        let Ok(mut told) = signal(kind) else { continue };
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            if told.recv().await.is_some() {
                app.exit(0);
            }
        });
    }
}

#[cfg(not(unix))]
fn leave_when_told(_: &AppHandle) {}

fn authgauge(data_dir: &Path, demo: bool) -> Result<Authgauge, Box<dyn std::error::Error>> {
    let now = Utc::now();
    let (store, store_trouble) = Store::open(data_dir, Role::Owner, now)?;
    let keychain = match demo {
        true => Keychain::start(|| Box::new(InMemory::default())),
        false => Keychain::start(|| Box::new(OsKeychain::default())),
    };
    Ok(Authgauge::open(Parts {
        store,
        store_trouble,
        keychain,
        session_only: demo,
        on_battery: Arc::new(crate::power::on_battery),
        clock: Arc::new(Utc::now),
        about: About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_dir: data_dir.display().to_string(),
        },
        system_language: system_language(),
        demo: false,
    })?)
}

/// A demo keeps nothing: its folder is an empty one of its own, whatever else was asked for.
fn data_dir(
    app: &App,
    arguments: &Arguments,
) -> Result<(PathBuf, Option<TempDir>), Box<dyn std::error::Error>> {
    if arguments.demo {
        let folder = tempfile::Builder::new()
            .prefix("authgauge-demo-")
            .tempdir()?;
        return Ok((folder.path().to_owned(), Some(folder)));
    }
    let dir = arguments.data_dir.clone();
    let dir = dir.map_or_else(|| app.path().app_data_dir(), Ok)?;
    Ok((std::path::absolute(dir)?, None))
}

/// The window and the page in it.
pub(crate) fn make_window(
    app: &AppHandle,
    data_dir: &Path,
    theme: ThemeChoice,
) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Authgauge")
        .inner_size(1120.0, 800.0)
        .min_inner_size(720.0, 520.0)
        .data_directory(data_dir.join("web"))
        // Windows' web view would remember what was typed into fields.
        .general_autofill_enabled(false)
        // The page reorders pools by dragging, which the shell's own handler would swallow on Windows.
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if theme == ThemeChoice::Dark {
        window = window.background_color(DARK);
    }
    window.build()?;
    Ok(())
}

/// The page may go nowhere but to itself.
fn is_own_page(url: &Url) -> bool {
    let own = matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")));
    let own_on_windows = matches!(
        (url.scheme(), url.host_str()),
        ("http" | "https", Some("tauri.localhost"))
    );
    own || (cfg!(windows) && own_on_windows)
}

/// Chinese if the system speaks it, else English.
pub(crate) fn system_language() -> WordsLanguage {
    let chinese = sys_locale::get_locale().is_some_and(|locale| locale.starts_with("zh"));
    if chinese {
        WordsLanguage::Zh
    } else {
        WordsLanguage::En
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_go_nowhere_but_to_itself() {
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
}
