//! What macOS does with a program without a window: it stays in the Dock, and its timers are slowed down.

use objc2_foundation::{NSActivityOptions, NSProcessInfo, ns_string};
use tauri::{ActivationPolicy, AppHandle};

/// Shows the program in the Dock and the app switcher, or in the menu bar alone.
pub(crate) fn show_in_dock(app: &AppHandle, shown: bool) {
    let policy = match shown {
        true => ActivationPolicy::Regular,
        false => ActivationPolicy::Accessory,
    };
    // If it fails, the program stays where it was.
    let _ = app.set_activation_policy(policy);
}

/// Keeps App Nap from delaying refreshes until the program ends. The Mac may still sleep.
pub(crate) fn prevent_app_nap() {
    let options = NSActivityOptions::UserInitiatedAllowingIdleSystemSleep;
    let reason = ns_string!("Quotas are refreshed in the background");
    let activity = NSProcessInfo::processInfo().beginActivityWithOptions_reason(options, reason);
    // The activity ends when it is dropped.
    std::mem::forget(activity);
}
