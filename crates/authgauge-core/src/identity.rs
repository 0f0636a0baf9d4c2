//! The names that identify Authgauge to operating systems.

/// The application's identifier: data folder, bus name, autostart entry, AppUserModelID.
pub const IDENTIFIER: &str = "org.authgauge.Authgauge";

/// The product's name, and the service of its keychain entries.
pub const PRODUCT: &str = "Authgauge";
