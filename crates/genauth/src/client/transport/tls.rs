//! TLS: the operating system's trust, and for a private deployment the certificates of its CA file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, verify_server_name};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, SignatureScheme,
};
use rustls_platform_verifier::Verifier;
use x509_cert::der::Decode as _;
use x509_cert::der::asn1::{PrintableStringRef, Utf8StringRef};
use x509_cert::der::oid::db::{rfc4519::COMMON_NAME, rfc5912::ID_CE_SUBJECT_ALT_NAME};

use crate::{CaFileProblem, CertificateProblem, ErrorKind};

/// Whether a server asked for a client certificate, which this client never has.
#[derive(Debug, Clone, Default)]
pub(super) struct ClientCertificateAsked(Arc<AtomicBool>);

/// The TLS configuration, with the certificates of a CA file.
pub(super) fn config(
    given: Option<Vec<CertificateDer<'static>>>,
    asked: &ClientCertificateAsked,
) -> Result<ClientConfig, ErrorKind> {
    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
    let verifier: Arc<dyn ServerCertVerifier> = match given {
        None => Arc::new(
            Verifier::new(Arc::clone(&provider)).map_err(|_| CertificateProblem::NoTrustStore)?,
        ),
        Some(given) => Arc::new(PrivateTrust::new(given, Arc::clone(&provider))?),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| CertificateProblem::NoTrustStore)?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_client_cert_resolver(Arc::new(asked.clone()));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

impl ClientCertificateAsked {
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl ResolvesClientCert for ClientCertificateAsked {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.0.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        // Otherwise `resolve` is not called.
        true
    }
}

/// Trusts the operating system's authorities and those of a CA file, and servers whose own certificate is in the
/// file.
#[derive(Debug)]
struct PrivateTrust {
    authorities: Verifier,
    given: Vec<CertificateDer<'static>>,
}

impl PrivateTrust {
    fn new(
        given: Vec<CertificateDer<'static>>,
        provider: Arc<CryptoProvider>,
    ) -> Result<Self, CaFileProblem> {
        let authorities = Verifier::new_with_extra_roots(given.clone(), provider);
        Ok(Self {
            authorities: authorities.map_err(|_| CaFileProblem::Unsupported)?,
            given,
        })
    }
}

impl ServerCertVerifier for PrivateTrust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let verified = self.authorities.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        match verified {
            Err(_) if self.given.contains(end_entity) => verify_given(end_entity, server_name, now),
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.authorities
            .verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.authorities
            .verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.authorities.supported_verify_schemes()
    }
}

/// Checks a server's own certificate that is in the CA file, byte for byte: its dates and its names. That the
/// server has its key is checked by the handshake's signature. WebPKI refuses such certificates if they are marked as
/// an authority, as OpenSSL marks self-signed ones.
fn verify_given(
    certificate: &CertificateDer<'_>,
    server_name: &ServerName<'_>,
    now: UnixTime,
) -> Result<ServerCertVerified, TlsError> {
    let parsed = x509_cert::Certificate::from_der(certificate)
        .map_err(|_| TlsError::from(CertificateError::BadEncoding))?;
    let validity = &parsed.tbs_certificate.validity;
    if now.as_secs() > validity.not_after.to_unix_duration().as_secs() {
        return Err(CertificateError::Expired.into());
    }
    if now.as_secs() < validity.not_before.to_unix_duration().as_secs() {
        return Err(CertificateError::NotValidYet.into());
    }
    if !is_named_by_common_name(&parsed, server_name) {
        verify_server_name(&ParsedCertificate::try_from(certificate)?, server_name)?;
    }
    Ok(ServerCertVerified::assertion())
}

/// Whether a certificate without alternative names has the server's name as its common name, as old ones do.
fn is_named_by_common_name(certificate: &x509_cert::Certificate, name: &ServerName<'_>) -> bool {
    let extensions = certificate.tbs_certificate.extensions.as_deref();
    let mut extensions = extensions.unwrap_or_default().iter();
    let attributes = certificate.tbs_certificate.subject.0.iter();
    let mut common_names = attributes
        .flat_map(|attributes| attributes.0.iter())
        .filter(|attribute| attribute.oid == COMMON_NAME)
        .filter_map(|attribute| {
            let utf8 = attribute.value.decode_as::<Utf8StringRef<'_>>().ok();
            let printable = attribute.value.decode_as::<PrintableStringRef<'_>>().ok();
            Some(
                utf8.map(|text| text.as_str())
                    .or(printable.map(|text| text.as_str()))?
                    .to_owned(),
            )
        });
    !extensions.any(|extension| extension.extn_id == ID_CE_SUBJECT_ALT_NAME)
        && common_names.any(|common_name| common_name.eq_ignore_ascii_case(&name.to_str()))
}
