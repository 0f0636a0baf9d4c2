//! TLS: the operating system's trust, and for a private deployment the certificates of its CA file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls12_signature,
    verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore,
    SignatureScheme,
};
use x509_cert::certificate::Version;
use x509_cert::der::Decode as _;
use x509_cert::der::asn1::{PrintableStringRef, Utf8StringRef};
use x509_cert::der::oid::db::{rfc4519::COMMON_NAME, rfc5912::ID_CE_SUBJECT_ALT_NAME};
use x509_cert::ext::pkix::BasicConstraints;

use super::system_trust::{Trust, system_trust};
use crate::{CaFileProblem, CertificateProblem, ErrorKind};

/// Whether a server asked for a client certificate, which this client never has.
#[derive(Debug, Clone, Default)]
pub(super) struct ClientCertificateAsked(Arc<AtomicBool>);

/// The certificates of a CA file, and the only server that they are for: a proxy on the way is another.
pub(super) struct Given {
    pub(super) certificates: Vec<CertificateDer<'static>>,
    pub(super) server: ServerName<'static>,
    /// In seconds since 1970.
    pub(super) now: u64,
}

/// The TLS configuration, with the certificates of a CA file.
pub(super) fn config(
    given: Option<Given>,
    asked: &ClientCertificateAsked,
) -> Result<ClientConfig, ErrorKind> {
    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
    let verifier: Trust = match given {
        None => system_trust(Arc::clone(&provider))?,
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

/// Trusts the operating system's authorities, and for one server those of a CA file and its own certificate in the
/// file. The file is verified by WebPKI on every system: what an operating system's verifier takes as an authority
/// differs.
#[derive(Debug)]
struct PrivateTrust {
    server: ServerName<'static>,
    /// None on a computer without certificates of its own.
    system: Option<Trust>,
    /// None if there is no authority in the file.
    authorities: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
    given: Vec<CertificateDer<'static>>,
}

impl PrivateTrust {
    fn new(given: Given, provider: Arc<CryptoProvider>) -> Result<Self, ErrorKind> {
        let certificates = given.certificates;
        let mut authorities = RootCertStore::empty();
        for certificate in certificates.iter().filter(|it| is_authority(it, given.now)) {
            let added = authorities.add(certificate.clone());
            added.map_err(|_| CaFileProblem::Unsupported)?;
        }
        let algorithms = provider.signature_verification_algorithms;
        let system = system_trust(Arc::clone(&provider)).ok();
        let authorities =
            WebPkiServerVerifier::builder_with_provider(Arc::new(authorities), provider).build();
        Ok(Self {
            server: given.server,
            system,
            authorities: authorities.ok(),
            algorithms,
            given: certificates,
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
        let verify = |trust: Option<&dyn ServerCertVerifier>| match trust {
            Some(trust) => {
                trust.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            }
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        let by_system = verify(self.system.as_deref().map(|system| system as _));
        let is_decided = matches!(
            by_system,
            Ok(_) | Err(TlsError::InvalidCertificate(CertificateError::Revoked))
        );
        if is_decided || *server_name != self.server {
            return by_system;
        }
        match verify(self.authorities.as_deref().map(|file| file as _)) {
            Err(_) if self.given.contains(end_entity) => verify_given(end_entity, server_name, now),
            // The system may know more, such as that the certificate has expired.
            Err(TlsError::InvalidCertificate(CertificateError::UnknownIssuer)) => by_system,
            by_file => by_file,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Whether a certificate may sign others, at this time: a server's own certificate beside it in the file may not.
fn is_authority(certificate: &CertificateDer<'_>, now: u64) -> bool {
    let Ok(parsed) = x509_cert::Certificate::from_der(certificate) else {
        return false;
    };
    let certificate = &parsed.tbs_certificate;
    let validity = &certificate.validity;
    let valid = validity.not_before.to_unix_duration().as_secs()
        ..=validity.not_after.to_unix_duration().as_secs();
    let may_sign = match certificate.get::<BasicConstraints>() {
        Ok(Some((_, constraints))) => constraints.ca,
        // Version 1 has no extensions.
        Ok(None) => certificate.version == Version::V1 && certificate.issuer == certificate.subject,
        Err(_) => false,
    };
    may_sign && valid.contains(&now)
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

#[cfg(test)]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

    use super::*;

    const HOST: &str = "id.acme.internal";

    fn name(name: &str) -> ServerName<'static> {
        ServerName::try_from(name.to_owned()).unwrap()
    }

    fn now() -> UnixTime {
        UnixTime::now()
    }

    fn trust(given: &CertificateDer<'_>) -> PrivateTrust {
        let given = Given {
            certificates: vec![given.clone().into_owned()],
            server: name(HOST),
            now: now().as_secs(),
        };
        PrivateTrust::new(given, Arc::new(aws_lc_rs::default_provider())).unwrap()
    }

    fn issuer(of: &str, is_ca: IsCa) -> CertifiedIssuer<'static, KeyPair> {
        let mut params = CertificateParams::new(vec![of.to_owned()]).unwrap();
        params.is_ca = is_ca;
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    }

    fn is_trusted(trust: &PrivateTrust, certificate: &CertificateDer<'_>, of: &str) -> bool {
        let verified = trust.verify_server_cert(certificate, &[], &name(of), &[], now());
        verified.is_ok()
    }

    fn signed(issuer: &CertifiedIssuer<'static, KeyPair>, of: &str) -> CertificateDer<'static> {
        let params = CertificateParams::new(vec![of.to_owned()]).unwrap();
        let signed = params.signed_by(&KeyPair::generate().unwrap(), issuer);
        signed.unwrap().der().clone()
    }

    #[test]
    fn a_computer_without_certificates_trusts_the_file_for_its_server_alone() {
        let own = issuer(HOST, IsCa::NoCa);
        let without_system = PrivateTrust {
            system: None,
            authorities: None,
            ..trust(own.der())
        };
        assert!(is_trusted(&without_system, own.der(), HOST));
        let other = issuer("other.example", IsCa::NoCa);
        assert!(!is_trusted(&without_system, other.der(), HOST));
        assert!(!is_trusted(&without_system, other.der(), "other.example"));
    }

    #[test]
    fn an_extra_ca_stands_for_the_pools_host_alone() {
        let ca = issuer("ca", IsCa::Ca(BasicConstraints::Unconstrained));
        let trust = trust(ca.der());
        let proxy = "proxy.acme.internal";
        assert!(is_trusted(&trust, &signed(&ca, HOST), HOST));
        assert!(!is_trusted(&trust, &signed(&ca, proxy), proxy));
    }

    #[test]
    fn a_servers_own_certificate_in_the_file_signs_no_other() {
        let own = issuer(HOST, IsCa::ExplicitNoCa);
        let trust = trust(own.der());
        assert!(is_trusted(&trust, own.der(), HOST));
        assert!(!is_trusted(&trust, &signed(&own, HOST), HOST));
    }

    #[test]
    fn an_expired_authority_is_not_trusted() {
        let ca = issuer("ca", IsCa::Ca(BasicConstraints::Unconstrained));
        let day = 24 * 60 * 60;
        assert!(is_authority(ca.der(), now().as_secs()));
        assert!(!is_authority(ca.der(), now().as_secs() + 4000 * 365 * day));
    }
}
