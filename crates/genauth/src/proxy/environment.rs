//! The proxy that the environment names.

use super::{Proxy, is_exempt};
use crate::{ConnectProblem, Error, ErrorKind, Host};

/// The proxy for a host by `https_proxy`, `all_proxy` and `no_proxy`, each in lower case before upper case. An empty
/// variable counts as none. This computer is never reached through a proxy.
///
/// # Errors
/// [`ConnectProblem::ProxyInvalid`] if the variable is not understood: a call without the proxy that was asked for
/// would surprise.
pub fn proxy_from_environment(
    host: &Host,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>, Error> {
    let of = |name: &str| {
        [name.to_owned(), name.to_ascii_uppercase()]
            .iter()
            .filter_map(|name| variable(name))
            .find(|value| !value.trim().is_empty())
    };
    if host.is_loopback() {
        return Ok(None);
    }
    let exempt = of("no_proxy").is_some_and(|list| is_exempt(&list, host.hostname(), host.port()));
    match of("https_proxy").or_else(|| of("all_proxy")) {
        Some(text) if !exempt => match Proxy::parse(&text) {
            Some(proxy) => Ok(Some(proxy)),
            None => Err(ErrorKind::from(ConnectProblem::ProxyInvalid).into()),
        },
        _ => Ok(None),
    }
}
