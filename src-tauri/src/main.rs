//! The desktop shell: the window, its commands and what they may do. Glue only: whatever an owner could
//! want to know is known by the `authgauge` crate.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod app_state;
mod arguments;
mod command_args;
mod commands;
mod consent;
mod demo;
mod export;
mod logging;
mod login;
mod notice;
#[cfg(target_os = "linux")]
mod online;
mod power;
mod process_hardening;
mod seal;
mod startup_retry;
mod tray;
mod window;
mod window_lifecycle;
mod words;

use std::alloc::System;

use clap::Parser;
use zeroizing_alloc::ZeroAlloc;

use arguments::Arguments;

/// Copies of a secret that libraries make on its way are wiped when they let them go.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    process_hardening::keep_to_owner();
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    tauri::async_runtime::set(runtime.handle().clone());
    let _entered = runtime.enter();
    window::open(arguments)
}
