//! Tests of the built app in its real window, with a real keyring and a simulated GenAuth.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "test helpers panic as tests do"
)]

mod accessibility;
mod appearance;
mod clipboard;
mod consent_dialog;
mod console_refresh;
mod contacted_hosts;
mod demo_history;
#[cfg(target_os = "linux")]
mod desktop_proxy;
mod diagnostics;
mod failing_start;
mod failing_start_steps;
mod first_run;
mod fixture;
mod flooding;
mod hidden_window;
mod hostile_strings;
mod hostile_text;
mod input_method;
mod invalid_input;
mod key_leak_watch;
mod key_leaks;
mod keychain_unavailable;
mod launch_cost;
mod mau_chart;
mod network_watch;
mod overview;
mod page_faults;
mod page_restrictions;
mod pool_condition;
mod privacy;
mod screen_reader;
mod search;
mod several_pools;
mod single_instance;
mod start_at_login;
mod stored_readings;
mod tray_fixture;
mod typed_secret;
mod window_size;
mod wrong_calls;
