//! CA files in the forms in which browsers, Windows and OpenSSL write them, and servers with such certificates.

use std::slice;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use cms::cert::CertificateChoices;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{CertificateSet, EncapsulatedContentInfo, SignedData};
use genauth::{
    Auth, CaFileProblem, CertificateProblem, Client, ClientOptions, ErrorKind, read_ca_file,
};
use genauth_sim::{Sim, SimOptions, TlsIdentity};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DistinguishedName, DnType, IsCa, KeyPair,
    date_time_ymd,
};
use x509_cert::der::asn1::{Any, ObjectIdentifier, SetOfVec};
use x509_cert::der::{Decode as _, Encode as _};

use crate::common::{key, options};

/// A server's own certificate, signed by itself.
struct SelfSigned {
    certificate: Certificate,
    key: KeyPair,
}

impl SelfSigned {
    fn new(change: impl FnOnce(&mut CertificateParams)) -> Self {
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { certificate, key }
    }

    fn pem(&self) -> String {
        self.certificate.pem()
    }

    fn der(&self) -> Vec<u8> {
        self.certificate.der().to_vec()
    }

    async fn serve(&self) -> Sim {
        let tls = TlsIdentity {
            cert_pem: self.pem(),
            key_pem: self.key.serialize_pem(),
        };
        let options = SimOptions {
            tls: Some(tls),
            ..SimOptions::default()
        };
        Sim::start(options).await.unwrap()
    }
}

/// As OpenSSL's `req -x509` makes them.
fn marked_as_authority(params: &mut CertificateParams) {
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
}

fn named_by_common_name(name: &str) -> impl FnOnce(&mut CertificateParams) {
    move |params| {
        params.subject_alt_names.clear();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        marked_as_authority(params);
    }
}

/// A PKCS#7 file without signatures, as Windows exports certificates.
fn pkcs7(certificates: &[Vec<u8>]) -> Vec<u8> {
    let certificates = certificates
        .iter()
        .map(|der| CertificateChoices::Certificate(x509_cert::Certificate::from_der(der).unwrap()));
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::new(),
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1"),
            econtent: None,
        },
        certificates: Some(CertificateSet(SetOfVec::from_iter(certificates).unwrap())),
        crls: None,
        signer_infos: SetOfVec::new().into(),
    };
    let content = ContentInfo {
        content_type: ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2"),
        content: Any::encode_from(&signed).unwrap(),
    };
    content.to_der().unwrap()
}

/// The same with lengths that are not said in advance, as many authorities send it. The order is kept.
fn pkcs7_of_indefinite_lengths(certificates: &[Vec<u8>]) -> Vec<u8> {
    let signed =
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00";
    let content =
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80\x04\x00\0\0\0\0\0\0";
    let certificates = [b"\xa0\x80", certificates.concat().as_slice(), b"\0\0"].concat();
    let end = b"\xa1\x80\0\0\x31\x00\0\0\0\0\0\0";
    [&signed[..], content, &certificates, end].concat()
}

fn armoured(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(unit).collect()
}

async fn usage(sim: &Sim, ca_file: &[u8]) -> Result<(), ErrorKind> {
    let pool = &sim.pools()[0];
    let client = Client::new(ClientOptions {
        key: key(&pool.access_key_id, &pool.access_key_secret),
        ca_pem: Some(ca_file.to_vec()),
        ..options(&sim.url(), Auth::Token)
    });
    let client = client.map_err(|error| error.kind)?;
    client.usage().await.map(drop).map_err(|error| error.kind)
}

#[tokio::test]
async fn a_ca_file_is_taken_in_every_usual_form() {
    let own = SelfSigned::new(marked_as_authority);
    let other = SelfSigned::new(|_| ());
    let (pem, der) = (own.pem(), own.der());
    let trusted = [
        der.as_slice(),
        b"\x30\x0c\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01",
    ]
    .concat();
    let key = own.key.serialize_pem();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("PEM", pem.clone().into()),
        (
            "PEM with a byte order mark",
            format!("\u{feff}{pem}").into(),
        ),
        ("PEM with CRLF", pem.replace('\n', "\r\n").into()),
        ("PEM with CR", pem.replace('\n', "\r").into()),
        (
            "PEM with text around",
            format!("issuer: ACME\n{pem}\nthe end").into(),
        ),
        (
            "PEM with Latin-1 text around",
            [b"M\xfcller\n", pem.as_bytes()].concat(),
        ),
        ("PEM with blanks", pem.replace('\n', " \n  ").into()),
        ("PEM without line breaks", pem.replace("\n", "").into()),
        (
            "PEM in UTF-16, little endian",
            utf16(&pem, u16::to_le_bytes),
        ),
        ("PEM in UTF-16, big endian", utf16(&pem, u16::to_be_bytes)),
        ("PEM of several", format!("{}{pem}", other.pem()).into()),
        ("PEM with a private key", format!("{key}{pem}").into()),
        (
            "PEM of an X509 CERTIFICATE",
            armoured("X509 CERTIFICATE", &der).into(),
        ),
        (
            "PEM of a TRUSTED CERTIFICATE",
            armoured("TRUSTED CERTIFICATE", &trusted).into(),
        ),
        (
            "PKCS#7 as PEM",
            armoured("PKCS7", &pkcs7(&[other.der(), der.clone()])).into(),
        ),
        ("PKCS#7 as DER", pkcs7(&[other.der(), der.clone()])),
        (
            "PKCS#7 as Netscape's PEM",
            armoured("PKCS #7 SIGNED DATA", &pkcs7(slice::from_ref(&der))).into(),
        ),
        (
            "PKCS#7 of indefinite lengths as PEM",
            armoured("PKCS7", &pkcs7_of_indefinite_lengths(slice::from_ref(&der))).into(),
        ),
        (
            "PKCS#7 of indefinite lengths",
            pkcs7_of_indefinite_lengths(&[other.der(), der.clone()]),
        ),
        (
            "PKCS#7 of indefinite lengths in another order",
            pkcs7_of_indefinite_lengths(&[der.clone(), other.der()]),
        ),
        ("DER", der.clone()),
        ("DER of several", [other.der(), der.clone()].concat()),
        ("DER with a line break", [der.as_slice(), b"\n"].concat()),
    ];
    let sim = own.serve().await;
    for (name, file) in &cases {
        assert_eq!(usage(&sim, file).await, Ok(()), "{name}");
        // The form in which it is stored is taken as well, and holds no key.
        let stored = read_ca_file(file, Utc::now()).unwrap();
        assert_eq!(
            usage(&sim, stored.as_bytes()).await,
            Ok(()),
            "{name}, stored"
        );
        assert!(!stored.contains("PRIVATE"), "{name}");
    }
    println!("count: {} cases of forms of CA files", cases.len());
}

#[tokio::test]
async fn a_servers_own_certificate_is_trusted_where_curl_trusts_it() {
    let cases = [
        (
            "marked as authority",
            SelfSigned::new(marked_as_authority),
            Ok(()),
        ),
        ("not marked", SelfSigned::new(|_| ()), Ok(())),
        (
            "only a common name",
            SelfSigned::new(named_by_common_name("127.0.0.1")),
            Ok(()),
        ),
        (
            "another common name",
            SelfSigned::new(named_by_common_name("127.0.0.2")),
            Err(CertificateProblem::OtherName),
        ),
        (
            "another name",
            SelfSigned::new(|params| {
                params.subject_alt_names = vec![rcgen::SanType::DnsName(
                    "other.internal".try_into().unwrap(),
                )];
                params
                    .distinguished_name
                    .push(DnType::CommonName, "127.0.0.1");
                marked_as_authority(params);
            }),
            Err(CertificateProblem::OtherName),
        ),
        (
            "expired",
            SelfSigned::new(|params| {
                marked_as_authority(params);
                params.not_after = date_time_ymd(2022, 10, 9);
            }),
            Err(CertificateProblem::Expired),
        ),
        (
            "not valid yet",
            SelfSigned::new(|params| {
                marked_as_authority(params);
                params.not_before = date_time_ymd(2100, 1, 1);
                params.not_after = date_time_ymd(2101, 1, 1);
            }),
            Err(CertificateProblem::NotValidYet),
        ),
    ];
    for (name, own, expected) in &cases {
        let sim = own.serve().await;
        let expected = (*expected).map_err(ErrorKind::from);
        assert_eq!(usage(&sim, own.pem().as_bytes()).await, expected, "{name}");
        // A certificate for the same name with another key is not trusted.
        let other = SelfSigned::new(marked_as_authority).pem();
        let refused = usage(&sim, other.as_bytes()).await;
        assert!(
            matches!(refused, Err(ErrorKind::TlsUntrusted { .. })),
            "{name}: {refused:?}"
        );
    }
    println!("count: {} cases of self-signed certificates", cases.len());
}

#[test]
fn a_ca_file_that_is_refused_says_why() {
    let own = SelfSigned::new(|_| ());
    let (pem, der) = (own.pem(), own.der());
    let old = SelfSigned::new(|params| params.not_after = date_time_ymd(2022, 10, 9)).pem();
    let new = SelfSigned::new(|params| {
        params.not_before = date_time_ymd(2100, 1, 1);
        params.not_after = date_time_ymd(2101, 1, 1);
    });
    let request = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let request = request.serialize_request(&own.key).unwrap();
    let cut = pem.get(..pem.len() / 2).unwrap();
    let cases: Vec<(&str, Vec<u8>, CaFileProblem)> = vec![
        ("nothing", b"".into(), CaFileProblem::Empty),
        ("blanks", b" \r\n".into(), CaFileProblem::Empty),
        ("text", b"hello".into(), CaFileProblem::NoCertificate),
        (
            "a public key",
            armoured("PUBLIC KEY", b"1").into(),
            CaFileProblem::NoCertificate,
        ),
        (
            "a private key",
            own.key.serialize_pem().into(),
            CaFileProblem::PrivateKey,
        ),
        (
            "a private key as DER",
            own.key.serialize_der(),
            CaFileProblem::PrivateKey,
        ),
        (
            "a request",
            request.pem().unwrap().into(),
            CaFileProblem::CertificateRequest,
        ),
        (
            "a request as DER",
            request.der().to_vec(),
            CaFileProblem::CertificateRequest,
        ),
        (
            "PKCS#12",
            b"\x30\x82\x00\x05\x02\x01\x03\x30\x00".into(),
            CaFileProblem::Pkcs12,
        ),
        (
            "PKCS#7 without certificates",
            pkcs7(&[]),
            CaFileProblem::NoCertificate,
        ),
        ("half PEM", cut.into(), CaFileProblem::Damaged),
        (
            "half DER",
            der[..der.len() / 2].into(),
            CaFileProblem::Damaged,
        ),
        (
            "half PKCS#7 of indefinite lengths",
            pkcs7_of_indefinite_lengths(slice::from_ref(&der))[..200].into(),
            CaFileProblem::Damaged,
        ),
        (
            "lengths that never end",
            b"\x30\x80".repeat(500_000),
            CaFileProblem::Damaged,
        ),
        (
            "no base64",
            armoured("CERTIFICATE", b"x").replace("eA==", "!").into(),
            CaFileProblem::Damaged,
        ),
        ("an expired one", old.clone().into(), CaFileProblem::Expired),
        (
            "one of the future",
            new.pem().into(),
            CaFileProblem::NotValidYet,
        ),
        (
            "too large",
            vec![b'\n'; 1024 * 1024 + 1],
            CaFileProblem::TooLarge,
        ),
    ];
    for (name, file, problem) in &cases {
        let refused = read_ca_file(file, Utc::now()).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::from(*problem), "{name}");
    }
    println!("count: {} cases of refused CA files", cases.len());
    let both = format!("{old}{pem}");
    assert!(
        read_ca_file(both.as_bytes(), Utc::now()).is_ok(),
        "one of them is valid"
    );
    assert!(read_ca_file(old.as_bytes(), DateTime::UNIX_EPOCH).is_err());
}
