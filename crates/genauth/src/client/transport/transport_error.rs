//! Classifies requests that got no response.

use std::error::Error as StdError;
use std::{io, iter};

use crate::ErrorKind;

/// The error kind of a failed request.
pub(super) fn kind(error: &reqwest::Error) -> ErrorKind {
    if causes(error).any(is_untrusted_certificate) {
        ErrorKind::TlsUntrusted
    } else if error.is_timeout() {
        ErrorKind::TimedOut
    } else if causes(error).any(is_not_http) || is_broken_compression(error) {
        ErrorKind::AnswerNotUnderstood
    } else {
        ErrorKind::Unreachable
    }
}

fn is_untrusted_certificate(error: &(dyn StdError + 'static)) -> bool {
    use rustls::Error::{InvalidCertRevocationList, InvalidCertificate, NoCertificatesPresented};
    matches!(
        error.downcast_ref::<rustls::Error>(),
        Some(InvalidCertificate(_) | InvalidCertRevocationList(_) | NoCertificatesPresented)
    )
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
