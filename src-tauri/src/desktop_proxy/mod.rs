//! The proxy in the desktop's own settings: KDE's in its sessions, else GNOME's, which other desktops share.

mod gnome;
mod kde;

use authgauge_app::DesktopProxy;
use genauth::Host;

/// Reads the settings, as far as they matter for this host.
pub(crate) fn read(host: &Host) -> DesktopProxy {
    let desktops = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
    match desktops.split(':').any(|desktop| desktop == "KDE") {
        true => kde::read(host),
        false => gnome::read(),
    }
}
