//! Classifies requests that got no response.

mod proxy_error;
mod tls_error;

use std::error::Error as StdError;
use std::{io, iter};

use super::name_lookup::NameLookupError;
use super::tls::ClientCertificateAsked;
use crate::{ConnectProblem, ErrorKind};

/// What matters of the way to the server.
#[derive(Debug, Clone, Default)]
pub(super) struct Way {
    pub(super) through_proxy: bool,
    pub(super) client_certificate_asked: ClientCertificateAsked,
}

/// The error kind of a failed request.
pub(super) fn kind(error: &reqwest::Error, way: &Way) -> ErrorKind {
    if way.through_proxy
        && let Some(problem) = causes(error).find_map(proxy_error::problem)
    {
        return problem.into();
    }
    if let Some(kind) = causes(error).find_map(|cause| tls_error::kind(cause, way)) {
        kind
    } else if error.is_timeout() || io_errors(error).any(|kind| kind == io::ErrorKind::TimedOut) {
        ErrorKind::TimedOut
    } else if causes(error).any(is_not_http)
        || is_broken_compression(error)
        || is_invalid_body(error)
    {
        ErrorKind::AnswerNotUnderstood
    } else {
        connect_problem(error, way).into()
    }
}

fn connect_problem(error: &reqwest::Error, way: &Way) -> ConnectProblem {
    let lookup = causes(error).find_map(<dyn StdError>::downcast_ref::<NameLookupError>);
    match lookup {
        Some(NameLookupError::NameNotFound) => return ConnectProblem::NameNotFound,
        Some(NameLookupError::NameLookupFailed) => return ConnectProblem::NameLookupFailed,
        None => {}
    }
    let problem = io_errors(error).find_map(io_problem);
    let problem = problem.or_else(|| causes(error).find_map(closed));
    match problem {
        // TLS 1.3: the server ends the connection after the handshake.
        Some(ConnectProblem::Interrupted) if way.client_certificate_asked.get() => {
            ConnectProblem::ClientCertificate
        }
        problem => problem.unwrap_or(ConnectProblem::Other),
    }
}

fn io_problem(kind: io::ErrorKind) -> Option<ConnectProblem> {
    use io::ErrorKind as Io;
    match kind {
        Io::ConnectionRefused => Some(ConnectProblem::Refused),
        Io::HostUnreachable | Io::NetworkUnreachable | Io::NetworkDown | Io::AddrNotAvailable => {
            Some(ConnectProblem::NetworkUnreachable)
        }
        Io::ConnectionReset | Io::ConnectionAborted | Io::BrokenPipe | Io::UnexpectedEof => {
            Some(ConnectProblem::Interrupted)
        }
        _ => None,
    }
}

/// A connection that ended within a message.
fn closed(error: &(dyn StdError + 'static)) -> Option<ConnectProblem> {
    let error = error.downcast_ref::<hyper::Error>()?;
    let is_closed =
        error.is_incomplete_message() || error.is_closed() || error.is_body_write_aborted();
    is_closed.then_some(ConnectProblem::Interrupted)
}

fn is_not_http(error: &(dyn StdError + 'static)) -> bool {
    error
        .downcast_ref::<hyper::Error>()
        .is_some_and(hyper::Error::is_parse)
}

/// reqwest reports every failure within a body as a decode error. A lost connection has hyper's error as a cause.
fn is_broken_compression(error: &reqwest::Error) -> bool {
    error.is_decode() && !causes(error).any(<dyn StdError>::is::<hyper::Error>)
}

/// Chunks that are not those of HTTP.
fn is_invalid_body(error: &reqwest::Error) -> bool {
    let is_invalid = |kind| {
        matches!(
            kind,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
        )
    };
    (error.is_body() || error.is_decode()) && io_errors(error).any(is_invalid)
}

fn io_errors(error: &reqwest::Error) -> impl Iterator<Item = io::ErrorKind> {
    causes(error).filter_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()))
}

/// The error and its causes.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    iter::successors(Some(error as &(dyn StdError + 'static)), |error| {
        cause(*error)
    })
}

/// `source` of an I/O error skips the error it wraps.
fn cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}
