//! The name of this machine's keychain.

/// The name of a keychain that is not known.
#[cfg(target_os = "macos")]
pub(super) const UNKNOWN: &str = "Keychain";
#[cfg(windows)]
pub(super) const UNKNOWN: &str = "Credential Manager";
#[cfg(not(any(target_os = "macos", windows)))]
pub(super) const UNKNOWN: &str = "Secret Service";

/// The product's name.
#[cfg(any(target_os = "macos", windows))]
pub(super) fn name() -> String {
    UNKNOWN.to_owned()
}

/// The product's name, from the process that owns the bus name.
#[cfg(not(any(target_os = "macos", windows)))]
pub(super) fn name() -> String {
    let command = linux::command_of_owner().unwrap_or_default();
    name_of(command.trim()).unwrap_or(UNKNOWN).to_owned()
}

/// `command` is from `/proc/<pid>/comm`, which has 15 characters.
#[cfg(not(any(target_os = "macos", windows)))]
fn name_of(command: &str) -> Option<&'static str> {
    let starts = |prefix: &str| command.starts_with(prefix);
    match () {
        () if starts("gnome-keyring-d") => Some("GNOME Keyring"),
        () if starts("ksecretd") || starts("kwalletd") => Some("KWallet"),
        () if starts("keepassxc") => Some("KeePassXC"),
        () => None,
    }
}

#[cfg(not(any(target_os = "macos", windows)))]
mod linux {
    use zbus::{
        blocking::{Connection, fdo::DBusProxy},
        names::{BusName, WellKnownName},
    };

    const SECRETS: &str = "org.freedesktop.secrets";

    pub(super) fn command_of_owner() -> Option<String> {
        let connection = Connection::session().ok()?;
        let bus = DBusProxy::new(&connection).ok()?;
        let secrets = WellKnownName::try_from(SECRETS).ok()?;
        // The service may be started on demand. If it can't, the name has no owner.
        let _ = bus.start_service_by_name(secrets.clone(), 0);
        let pid = bus
            .get_connection_unix_process_id(BusName::WellKnown(secrets))
            .ok()?;
        std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()
    }
}

#[cfg(all(test, not(any(target_os = "macos", windows))))]
mod tests {
    use super::*;

    #[test]
    fn the_command_tells_the_product() {
        for (command, name) in [
            ("gnome-keyring-d", Some("GNOME Keyring")),
            ("ksecretd", Some("KWallet")),
            ("kwalletd6", Some("KWallet")),
            ("keepassxc", Some("KeePassXC")),
            ("oo7-daemon", None),
            ("", None),
        ] {
            assert_eq!(name_of(command), name, "{command}");
        }
    }
}
