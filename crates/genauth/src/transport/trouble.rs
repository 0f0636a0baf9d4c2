//! Calls that got no answer: why.

use std::{error::Error as StdError, io};

use crate::ErrorKind;

/// What the owner can do about a failed call.
pub(super) fn kind(error: &reqwest::Error) -> ErrorKind {
    if is_certificate_trouble(error) {
        ErrorKind::TlsUntrusted
    } else if error.is_timeout() {
        ErrorKind::TimedOut
    } else if error.is_decode() {
        ErrorKind::AnswerNotUnderstood
    } else {
        ErrorKind::Unreachable
    }
}

fn is_certificate_trouble(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if is_about_a_certificate(error) {
            return true;
        }
        cause = beneath(error);
    }
    false
}

fn is_about_a_certificate(error: &(dyn StdError + 'static)) -> bool {
    use rustls::Error::{InvalidCertRevocationList, InvalidCertificate, NoCertificatesPresented};
    matches!(
        error.downcast_ref::<rustls::Error>(),
        Some(InvalidCertificate(_) | InvalidCertRevocationList(_) | NoCertificatesPresented)
    )
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
