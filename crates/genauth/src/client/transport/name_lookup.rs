//! Looks up names as the operating system does, and tells a name that does not exist from a lookup that failed.

use std::net::SocketAddr;

use dns_lookup::LookupErrorKind;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The operating system's lookup. The standard library's discards the kind of failure.
pub(super) struct NameLookup;

/// Why a name has no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NameLookupError {
    /// The name does not exist.
    #[error("the name does not exist")]
    NameNotFound,
    /// No server answered.
    #[error("the name could not be looked up")]
    NameLookupFailed,
}

impl Resolve for NameLookup {
    fn resolve(&self, name: Name) -> Resolving {
        let look_up = tokio::task::spawn_blocking(move || look_up(name.as_str()));
        Box::pin(async move {
            let found = look_up
                .await
                .map_err(|_| NameLookupError::NameLookupFailed)??;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

fn look_up(name: &str) -> Result<Vec<SocketAddr>, NameLookupError> {
    match dns_lookup::lookup_host(name) {
        // The caller replaces the port.
        Ok(addresses) => Ok(addresses.map(|address| (address, 0).into()).collect()),
        Err(error) => Err(match error.kind() {
            LookupErrorKind::NoName | LookupErrorKind::NoData => NameLookupError::NameNotFound,
            _ => NameLookupError::NameLookupFailed,
        }),
    }
}
