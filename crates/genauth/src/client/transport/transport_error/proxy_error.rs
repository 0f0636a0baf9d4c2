//! Failures on the way through a proxy. The HTTP library exports their types under no name: their texts are compared,
//! which the tests with real proxies hold.

use std::error::Error as StdError;

use crate::ConnectProblem;

/// The connection to the proxy failed; why is a cause of the error, or in its debug text.
const NO_CONNECTION: &str = "failed to create underlying connection";

/// The failure at the proxy; None if the error has another cause.
pub(super) fn problem(error: &(dyn StdError + 'static)) -> Option<ConnectProblem> {
    let text = error.to_string();
    if let Some(problem) = text.strip_prefix("tunnel error: ") {
        return Some(match problem {
            NO_CONNECTION => no_connection(error),
            "proxy authorization required" => ConnectProblem::ProxyPassword,
            "unsuccessful" => ConnectProblem::ProxyRefused,
            _ => ConnectProblem::ProxyNotUnderstood,
        });
    }
    let problem = text.strip_prefix("SOCKS error: ")?;
    Some(match problem {
        NO_CONNECTION => no_connection(error),
        "credentials not accepted"
        | "server does not support user/pass authentication"
        | "server implements authentication incorrectly" => ConnectProblem::ProxyPassword,
        "failed parsing server response" | "io error during SOCKS handshake" => {
            ConnectProblem::ProxyNotUnderstood
        }
        _ => ConnectProblem::ProxyRefused,
    })
}

fn no_connection(error: &(dyn StdError + 'static)) -> ConnectProblem {
    let details = format!("{error:?}");
    match details.contains("NameNotFound") || details.contains("NameLookupFailed") {
        true => ConnectProblem::ProxyNameNotFound,
        false => ConnectProblem::ProxyUnreachable,
    }
}
