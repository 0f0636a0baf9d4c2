//! Failures of TLS.

use std::error::Error as StdError;

use rustls::{
    AlertDescription, CertificateError, Error as TlsError, InvalidMessage, PeerIncompatible,
};

use super::Way;
use crate::{CertificateProblem, ConnectProblem, ErrorKind};

/// The error kind; None if the error is not one of TLS.
pub(super) fn kind(error: &(dyn StdError + 'static), way: &Way) -> Option<ErrorKind> {
    Some(match error.downcast_ref::<TlsError>()? {
        TlsError::InvalidCertificate(error) => certificate_problem(error).into(),
        TlsError::NoCertificatesPresented | TlsError::InvalidCertRevocationList(_) => {
            CertificateProblem::Other.into()
        }
        TlsError::AlertReceived(alert) => alert_problem(*alert, way).into(),
        TlsError::InvalidMessage(InvalidMessage::InvalidContentType) => {
            ConnectProblem::NotTls.into()
        }
        TlsError::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => ConnectProblem::TlsVersion.into(),
        _ => ConnectProblem::TlsFailed.into(),
    })
}

fn alert_problem(alert: AlertDescription, way: &Way) -> ConnectProblem {
    match alert {
        AlertDescription::ProtocolVersion => ConnectProblem::TlsVersion,
        AlertDescription::CertificateRequired => ConnectProblem::ClientCertificate,
        // TLS 1.2 has no alert of its own for a missing certificate.
        _ if way.client_certificate_asked.get() => ConnectProblem::ClientCertificate,
        _ => ConnectProblem::TlsFailed,
    }
}

fn certificate_problem(error: &CertificateError) -> CertificateProblem {
    use CertificateError as Certificate;
    match error {
        // A bad signature: it names a known authority that did not sign it.
        Certificate::UnknownIssuer | Certificate::BadSignature => CertificateProblem::UnknownIssuer,
        Certificate::Expired | Certificate::ExpiredContext { .. } => CertificateProblem::Expired,
        Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
            CertificateProblem::NotValidYet
        }
        Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
            CertificateProblem::OtherName
        }
        Certificate::Revoked => CertificateProblem::Revoked,
        Certificate::UnhandledCriticalExtension
        | Certificate::UnsupportedSignatureAlgorithmContext { .. }
        | Certificate::UnsupportedSignatureAlgorithmForPublicKeyContext { .. }
        | Certificate::BadEncoding => CertificateProblem::Unsupported,
        // WebPKI: a self-signed certificate that is marked as an authority.
        Certificate::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            CertificateProblem::UnknownIssuer
        }
        Certificate::Other(other) if other.to_string().contains("UnsupportedCertVersion") => {
            CertificateProblem::Unsupported
        }
        _ => CertificateProblem::Other,
    }
}
