//! Builds the Tauri application and runs it.

use std::sync::Arc;

use authgauge_app::ScratchFolders;
use authgauge_app::startup::{self, DataDir, system_clock};
use authgauge_core::error::Failure;
use tauri::ipc::Invoke;
use tauri::{App, AppHandle, Manager, RunEvent, Window, WindowEvent};

use crate::app_state::{AppState, Background};
use crate::autostart::Autostart;
use crate::cli_args::{CliArgs, HIDDEN};
use crate::consent::{CONSENT, Consent};
use crate::first_paint::FirstPaint;
use crate::logging::Logging;
use crate::notifications::Notifier;
use crate::page_health::PageHealth;
use crate::seal::Seal;
use crate::tray::{self, Tray};
use crate::turns::Turns;
use crate::window::MAIN;
use crate::window_lifecycle::{self, WindowLifecycle};
use crate::window_size::SizeMemory;
use crate::{
    commands, event_forwarding, instance, launch_marks, power, start_failure, startup_retry,
    tray_actions, window_position,
};

/// Opens the window and returns when the program ends.
pub(crate) fn run(args: CliArgs) -> Result<(), Box<dyn std::error::Error>> {
    let setup_args = args.clone();
    let app = builder(&args)
        .on_window_event(on_window_event)
        .setup(move |app| {
            set_up(app, &setup_args);
            // Tauri panics on an error.
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Err(tauri::Error::PluginInitialization(plugin, _)) if plugin == "single-instance" => {
            startup_retry::restart(&args)?;
        }
        app => app?.run(on_run_event),
    }
    Ok(())
}

fn builder(args: &CliArgs) -> tauri::Builder<tauri::Wry> {
    let mut builder = tauri::Builder::default();
    if instance::is_looked_for(args) {
        builder = builder.plugin(instance::plugin(args, on_second_start));
    }
    // A demo leaves nothing behind, not even its window's position.
    if !args.demo
        && let Some(plugin) = window_position::plugin()
    {
        builder = builder.plugin(plugin);
    }
    #[cfg(target_os = "macos")]
    let builder = builder.on_web_content_process_terminate(|view| match view.label() {
        MAIN => crate::page_health::on_death(view.app_handle()),
        _ => crate::consent::refuse(view.app_handle()),
    });
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .invoke_handler(command_handler())
}

fn command_handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        commands::add_pool,
        commands::agree_to_webhook,
        commands::benefit_history,
        commands::change_settings,
        commands::choose_ca_file,
        commands::close_window,
        commands::diagnostics,
        commands::enter_demo,
        commands::export_benefit,
        commands::export_mau,
        commands::findable,
        commands::key_id,
        commands::leave_demo,
        commands::mau_view,
        commands::move_pool,
        commands::mute,
        commands::new_seal,
        commands::open_console,
        commands::open_logs,
        commands::open_service,
        commands::overview,
        commands::page_painted,
        commands::pool_view,
        commands::portfolio,
        commands::preview_hook,
        commands::refresh_pool,
        commands::remember_place,
        commands::remove_pool,
        commands::rename_pool,
        commands::replace_key,
        commands::resolve_alert,
        commands::see_alerts,
        commands::set_proxy,
        commands::set_thresholds,
        commands::share_portfolio,
        commands::snooze_alert,
        commands::test_hook,
        commands::test_key,
        commands::test_new_key,
        commands::tray_state,
        commands::watch_rules,
    ]
}

fn set_up(app: &App, args: &CliArgs) {
    launch_marks::SET_UP.reached();
    // A demo leaves nothing behind: its folder is temporary even with `--data-dir`.
    let data_dir = match args.demo {
        true => DataDir::temporary(),
        false => DataDir::persistent(args.data_dir.as_deref()),
    };
    let path = data_dir.path().to_owned();
    let folders = ScratchFolders::new(data_dir.path());
    app.manage(folders.clone());
    app.manage(Logging::start(&data_dir));
    app.manage(WindowLifecycle::new(folders.clone()));
    app.manage(SizeMemory::new(&path));
    app.manage(FirstPaint::default());
    app.manage(PageHealth::default());
    app.manage(Consent::new(folders.clone()));
    app.manage(Tray::new(folders, tray_actions::act));
    app.manage(Notifier::default());
    app.manage(Seal::default());
    app.manage(Turns::default());
    let state = match open_state(app.handle(), args, data_dir) {
        Ok(state) => state,
        Err(failure) => {
            start_failure::data_folder(app.handle(), &failure);
            return;
        }
    };
    app.manage(state);
    launch_marks::OPENED.reached();
    exit_on_signals(app.handle());
    tray::watch_host(app.handle());
    #[cfg(target_os = "macos")]
    crate::macos::prevent_app_nap();
    if args.hidden {
        #[cfg(target_os = "macos")]
        crate::macos::show_in_dock(app.handle(), false);
        window_lifecycle::start_hidden(app.handle());
    } else if app
        .state::<WindowLifecycle>()
        .new_window(app.handle())
        .is_err()
    {
        start_failure::window(app.handle());
    }
}

fn open_state(app: &AppHandle, args: &CliArgs, data_dir: DataDir) -> Result<AppState, Failure> {
    let own = startup::open(
        &data_dir,
        env!("CARGO_PKG_VERSION"),
        system_clock(),
        Arc::new(power::on_battery),
    )?;
    #[cfg(target_os = "linux")]
    own.follow_desktop_proxy(Arc::new(crate::desktop_proxy::read));
    let background = Background {
        show: event_forwarding::show,
        run: event_forwarding::run,
    };
    let state = AppState::new(app, own, background, Autostart::new(app, args), data_dir);
    if args.demo {
        tauri::async_runtime::block_on(state.enter_demo(app))?;
    }
    Ok(state)
}

/// A second start brings the window to the front, except one at login.
fn on_second_start(app: &AppHandle, args: Vec<String>, _: String) {
    // Without a state, a dialog says why the start failed.
    let opened = app.try_state::<AppState>().is_some();
    if opened && !args.iter().any(|arg| arg == HIDDEN) {
        window_lifecycle::open(app);
    }
}

fn on_window_event(window: &Window, event: &WindowEvent) {
    if let Some(consent) = window.try_state::<Consent>() {
        if window.label() == CONSENT {
            return consent.on_window_event(event);
        }
        if matches!(event, WindowEvent::Destroyed) {
            // The question belongs to the window.
            consent.refuse();
            #[cfg(target_os = "macos")]
            crate::macos::show_in_dock(window.app_handle(), false);
        }
    }
    if let WindowEvent::Focused(true) = event {
        let app = window.app_handle().clone();
        tauri::async_runtime::spawn_blocking(move || {
            if let Some(state) = app.try_state::<AppState>() {
                state.follow_autostart();
            }
        });
    }
    if let WindowEvent::CloseRequested { api, .. } = event
        && !window.state::<WindowLifecycle>().may_close(window)
    {
        api.prevent_close();
    }
}

fn on_run_event(app: &AppHandle, event: RunEvent) {
    match event {
        RunEvent::ExitRequested { code: Some(_), .. } => keep_size(app),
        // Without a code: the last window is gone, and no exit was requested.
        RunEvent::ExitRequested {
            code: None, api, ..
        } if app.state::<WindowLifecycle>().stays() => {
            api.prevent_exit();
        }
        RunEvent::Exit => clean_up(app),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window_lifecycle::open(app),
        _ => {}
    }
}

/// Keeps the size of a window that is open while the program exits.
fn keep_size(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN)
        && let Some(size) = app.try_state::<SizeMemory>()
    {
        size.keep(&window.as_ref().window());
    }
}

/// Closes the log first: a demo's is in the folder that is removed.
fn clean_up(app: &AppHandle) {
    if let Some(logging) = app.try_state::<Logging>() {
        logging.close();
    }
    if let Some(state) = app.try_state::<AppState>() {
        state.clean_up();
    }
    if let Some(folders) = app.try_state::<ScratchFolders>() {
        folders.clean_up();
    }
}

/// Exits on signals as on a closed window, with the same clean-up.
#[cfg(unix)]
fn exit_on_signals(app: &AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};

    for kind in [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::hangup(),
    ] {
        // Without a listener the signal has its default effect.
        let Ok(mut received) = signal(kind) else {
            continue;
        };
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            if received.recv().await.is_some() {
                app.exit(0);
            }
        });
    }
}

#[cfg(not(unix))]
fn exit_on_signals(_: &AppHandle) {}
