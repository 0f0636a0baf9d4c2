//! Generates a permission for each command, which the capability must name, and checks the configuration.

/// `tests/posture/commands.rs` compares this list with the handler's, the capability's and the page's.
const COMMANDS: &[&str] = &[
    "add_pool",
    "agree_to_webhook",
    "benefit_history",
    "change_settings",
    "choose_ca_file",
    "close_window",
    "diagnostics",
    "enter_demo",
    "export_benefit",
    "export_mau",
    "findable",
    "key_id",
    "leave_demo",
    "mau_view",
    "move_pool",
    "mute",
    "new_seal",
    "open_console",
    "open_logs",
    "open_service",
    "overview",
    "page_painted",
    "pool_view",
    "portfolio",
    "preview_hook",
    "refresh_pool",
    "remember_place",
    "remove_pool",
    "rename_pool",
    "replace_key",
    "resolve_alert",
    "see_alerts",
    "set_proxy",
    "set_thresholds",
    "share_portfolio",
    "snooze_alert",
    "test_hook",
    "test_key",
    "test_new_key",
    "watch_rules",
    "tray_state",
];

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
    {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
