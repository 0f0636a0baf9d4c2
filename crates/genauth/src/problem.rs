//! Why there was no connection, why a certificate is not trusted, and why a CA file is not usable.

/// Why there was no connection to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectProblem {
    /// The server's name does not exist.
    NameNotFound,
    /// The name could not be looked up: no DNS server answered.
    NameLookupFailed,
    /// Nothing listens on the server's port.
    Refused,
    /// There is no route to the server, or no network.
    NetworkUnreachable,
    /// The connection was closed before the response was complete.
    Interrupted,
    /// The server does not speak TLS on this port; perhaps plain HTTP.
    NotTls,
    /// The server speaks only versions of TLS before 1.2.
    TlsVersion,
    /// Server and client have no TLS method in common, or the server refused the handshake.
    TlsFailed,
    /// The server wants a client certificate.
    ClientCertificate,
    /// The proxy's address is not understood.
    ProxyInvalid,
    /// The proxy's name does not exist, or could not be looked up.
    ProxyNameNotFound,
    /// There is no connection to the proxy.
    ProxyUnreachable,
    /// The proxy wants a password, or does not accept this one.
    ProxyPassword,
    /// The proxy refused to connect to the server, or could not.
    ProxyRefused,
    /// The proxy's answer is not one of its kind of proxy.
    ProxyNotUnderstood,
    /// None of these.
    Other,
}

/// Why a server's certificate is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateProblem {
    /// No known authority issued it.
    UnknownIssuer,
    /// It has expired.
    Expired,
    /// It is not valid yet.
    NotValidYet,
    /// It is for another name.
    OtherName,
    /// It was revoked.
    Revoked,
    /// It has a form, a key or a signature that is not supported.
    Unsupported,
    /// This computer has no certificates to trust.
    NoTrustStore,
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR` name no file with certificates.
    EnvironmentTrustStore,
    /// None of these.
    Other,
}

/// Why a CA file is not usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaFileProblem {
    /// It is empty.
    Empty,
    /// It has a private key and no certificate.
    PrivateKey,
    /// It has a certificate request and no certificate.
    CertificateRequest,
    /// It is a PKCS#12 file, which needs a password.
    Pkcs12,
    /// It is cut off, or not valid PEM or DER.
    Damaged,
    /// It is too large for a CA file.
    TooLarge,
    /// All its certificates have expired.
    Expired,
    /// None of its certificates is valid yet.
    NotValidYet,
    /// A certificate has a form that is not supported.
    Unsupported,
    /// It has no certificate.
    NoCertificate,
}

impl ConnectProblem {
    /// The stable name, as in `name_not_found`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NameNotFound => "name_not_found",
            Self::NameLookupFailed => "name_lookup_failed",
            Self::Refused => "refused",
            Self::NetworkUnreachable => "network_unreachable",
            Self::Interrupted => "interrupted",
            Self::NotTls => "not_tls",
            Self::TlsVersion => "tls_version",
            Self::TlsFailed => "tls_failed",
            Self::ClientCertificate => "client_certificate",
            Self::ProxyInvalid => "proxy_invalid",
            Self::ProxyNameNotFound => "proxy_name_not_found",
            Self::ProxyUnreachable => "proxy_unreachable",
            Self::ProxyPassword => "proxy_password",
            Self::ProxyRefused => "proxy_refused",
            Self::ProxyNotUnderstood => "proxy_not_understood",
            Self::Other => "other",
        }
    }

    /// Whether another attempt may succeed without a change by the owner.
    #[cfg(feature = "client")]
    pub(crate) fn is_temporary(self) -> bool {
        matches!(
            self,
            Self::NameLookupFailed
                | Self::Refused
                | Self::NetworkUnreachable
                | Self::Interrupted
                | Self::ProxyUnreachable
                | Self::ProxyRefused
                | Self::Other
        )
    }
}

impl CertificateProblem {
    /// The stable name, as in `unknown_issuer`.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownIssuer => "unknown_issuer",
            Self::Expired => "expired",
            Self::NotValidYet => "not_valid_yet",
            Self::OtherName => "other_name",
            Self::Revoked => "revoked",
            Self::Unsupported => "unsupported",
            Self::NoTrustStore => "no_trust_store",
            Self::EnvironmentTrustStore => "environment_trust_store",
            Self::Other => "other",
        }
    }
}

impl CaFileProblem {
    /// The stable name, as in `private_key`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::PrivateKey => "private_key",
            Self::CertificateRequest => "certificate_request",
            Self::Pkcs12 => "pkcs12",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
            Self::Expired => "expired",
            Self::NotValidYet => "not_valid_yet",
            Self::Unsupported => "unsupported",
            Self::NoCertificate => "no_certificate",
        }
    }
}
