//! The certificates that the operating system trusts.

#[cfg(target_os = "linux")]
mod bundle;
#[cfg(not(target_os = "linux"))]
mod platform;

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;

#[cfg(target_os = "linux")]
pub use self::bundle::system_certificate_files;
#[cfg(target_os = "linux")]
pub(super) use self::bundle::system_trust;
#[cfg(not(target_os = "linux"))]
pub(super) use self::platform::system_trust;

/// Decides which certificates are trusted.
pub(super) type Trust = Arc<dyn ServerCertVerifier>;
