//! Windows and macOS decide themselves.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::Verifier;

use super::Trust;
use crate::CertificateProblem;

/// Trusts the system's certificates.
pub(in super::super) fn system_trust(
    provider: Arc<CryptoProvider>,
) -> Result<Trust, CertificateProblem> {
    let verifier = Verifier::new(provider).map_err(|_| CertificateProblem::NoTrustStore)?;
    Ok(Arc::new(verifier))
}
