//! Serves metrics to Prometheus.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use authgauge_core::error::{ErrorCode, Failure};
use axum::Router;
use axum::extract::State;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use zeroize::Zeroizing;

use super::{Figures, open_metrics, text};

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Who may read the metrics.
pub(crate) enum Access {
    /// Programs on this computer that call it by a name of its own: a page in a browser may call any name.
    ThisComputer,
    /// Who has the token.
    Token(Zeroizing<String>),
}

struct Shared<F> {
    collect: F,
    access: Access,
}

/// Serves `/metrics` until the process ends. `started` gets the address.
///
/// # Errors
/// `open_failed` if nothing can listen there.
pub(crate) async fn serve<F>(
    address: SocketAddr,
    access: Access,
    collect: F,
    started: impl FnOnce(SocketAddr),
) -> Result<(), Failure>
where
    F: Fn() -> Option<Figures> + Send + Sync + 'static,
{
    let failed = |_| Failure::from(ErrorCode::OpenFailed);
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    started(listener.local_addr().map_err(failed)?);
    let shared = Arc::new(Shared { collect, access });
    let router = Router::new()
        .route("/metrics", get(metrics::<F>))
        .with_state(shared);
    axum::serve(listener, router).await.map_err(failed)
}

async fn metrics<F>(State(shared): State<Arc<Shared<F>>>, headers: HeaderMap) -> Response
where
    F: Fn() -> Option<Figures> + Send + Sync + 'static,
{
    if !shared.access.permits(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let open =
        header(&headers, &ACCEPT).is_some_and(|it| it.contains("application/openmetrics-text"));
    let collected = tokio::task::spawn_blocking(move || {
        let figures = (shared.collect)()?;
        Some(match open {
            true => open_metrics(&figures),
            false => text(&figures),
        })
    });
    match collected.await {
        Ok(Some(text)) => {
            let kind = if open { OPEN_METRICS } else { TEXT };
            ([(CONTENT_TYPE, kind)], text).into_response()
        }
        _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

impl Access {
    fn permits(&self, headers: &HeaderMap) -> bool {
        match self {
            Self::ThisComputer => header(headers, &HOST).is_some_and(is_this_computer),
            Self::Token(token) => {
                let given = header(headers, &AUTHORIZATION);
                let given = given.and_then(|given| given.strip_prefix("Bearer "));
                given.is_some_and(|given| is_equal(given, token))
            }
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// `localhost` or an address of loopback, with any port.
fn is_this_computer(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let address: Result<IpAddr, _> = name.parse();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Takes as long for any text of this length.
fn is_equal(given: &str, token: &str) -> bool {
    let (given, token) = (given.as_bytes(), token.as_bytes());
    let differences = given.iter().zip(token).fold(0, |sum, (a, b)| sum | (a ^ b));
    given.len() == token.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_is_this_computer() {
        for host in [
            "localhost",
            "LOCALHOST:9",
            "127.0.0.1:9464",
            "127.1.2.3",
            "[::1]:9464",
            "[::1]",
        ] {
            assert!(is_this_computer(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "10.0.0.1:9464",
            "[::2]",
            "0.0.0.0",
        ] {
            assert!(!is_this_computer(host), "{host}");
        }
    }

    #[test]
    fn token_is_compared_whole() {
        assert!(is_equal("token", "token"));
        for given in ["", "toke", "tokens", "Token", "tokem"] {
            assert!(!is_equal(given, "token"), "{given}");
        }
    }
}
