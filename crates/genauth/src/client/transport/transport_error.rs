//! Calls that got no answer: why.

use std::{error::Error as StdError, io};

use crate::ErrorKind;

/// What the owner can do about a failed call.
pub(super) fn kind(error: &reqwest::Error) -> ErrorKind {
    if causes(error).any(is_about_a_certificate) {
        ErrorKind::TlsUntrusted
    } else if error.is_timeout() {
        ErrorKind::TimedOut
    } else if causes(error).any(is_no_http) || is_about_the_zip(error) {
        ErrorKind::AnswerNotUnderstood
    } else {
        ErrorKind::Unreachable
    }
}

fn is_about_a_certificate(error: &(dyn StdError + 'static)) -> bool {
    use rustls::Error::{InvalidCertRevocationList, InvalidCertificate, NoCertificatesPresented};
    matches!(
        error.downcast_ref::<rustls::Error>(),
        Some(InvalidCertificate(_) | InvalidCertRevocationList(_) | NoCertificatesPresented)
    )
}

fn is_no_http(error: &(dyn StdError + 'static)) -> bool {
    error
        .downcast_ref::<hyper::Error>()
        .is_some_and(hyper::Error::is_parse)
}

/// reqwest calls every failure within a body one of decoding; those of the line have HTTP's own
/// error beneath.
fn is_about_the_zip(error: &reqwest::Error) -> bool {
    error.is_decode() && !causes(error).any(<dyn StdError>::is::<hyper::Error>)
}

/// The error and what is beneath it.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(Some(error as &(dyn StdError + 'static)), |error| {
        beneath(*error)
    })
}

/// The cause of an error. An I/O error's own `source` skips the error it wraps.
fn beneath<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}
