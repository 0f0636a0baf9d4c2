//! The desktop program: window, tray, notifications, dialogs and commands.
//!
//! Glue only: `authgauge-app` is the application, and `authgauge-api` has its view models.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app_state;
mod autostart;
mod cli_args;
mod command_args;
mod commands;
mod consent;
mod console;
#[cfg(target_os = "linux")]
mod desktop_proxy;
mod event_forwarding;
mod export;
mod file_dialogs;
mod first_paint;
mod first_view;
mod instance;
mod launch_marks;
mod logging;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "linux")]
mod network_watch;
mod notifications;
mod page_health;
mod power;
mod private_file;
mod process_hardening;
mod seal;
#[cfg(target_os = "linux")]
mod session_bus;
mod setup;
mod start_failure;
mod startup_retry;
mod text;
mod tray;
mod tray_actions;
mod turns;
mod web_view;
mod window;
mod window_lifecycle;
mod window_position;
mod window_size;

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

use cli_args::CliArgs;

/// Wipes freed memory, where libraries leave copies of secrets.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    launch_marks::MAIN.reached();
    web_view::draw_in_software();
    process_hardening::restrict_to_owner();
    console::attach();
    let args = CliArgs::read();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    tauri::async_runtime::set(runtime.handle().clone());
    let _entered = runtime.enter();
    process_hardening::survive_file_size_limit();
    #[cfg(target_os = "linux")]
    session_bus::leave_if_silent();
    start_failure::check_display();
    setup::run(args)
}
