//! Reads CA files: PEM, DER and PKCS#7, as browsers, Windows and OpenSSL write them.

mod indefinite_length;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::request::CertReq;

use indefinite_length::{is_of_indefinite_length, with_definite_lengths};

use crate::{CaFileProblem, Error, ErrorKind};

/// The largest CA file in bytes, four times the bundle of an operating system.
const LARGEST: usize = 1024 * 1024;

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// DER tags.
const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;

type Certificates = Vec<CertificateDer<'static>>;

/// Reads the certificates of a CA file and returns them as PEM. A private key beside them is left out.
///
/// Understands PEM (`CERTIFICATE`, `TRUSTED CERTIFICATE`, `PKCS7`) with any text around, in UTF-8 or UTF-16; DER;
/// and PKCS#7 as DER or BER.
///
/// # Errors
/// [`ErrorKind::CaFileInvalid`] with what is the matter.
pub fn read_ca_file(file: &[u8], now: DateTime<Utc>) -> Result<String, Error> {
    let read = || {
        let certificates = certificates(file)?;
        check_dates(&certificates, now)?;
        Ok(certificates.iter().map(pem).collect())
    };
    read().map_err(|problem: CaFileProblem| ErrorKind::from(problem).into())
}

/// The certificates of a CA file.
pub(super) fn certificates(file: &[u8]) -> Result<Certificates, CaFileProblem> {
    if file.len() > LARGEST {
        return Err(CaFileProblem::TooLarge);
    }
    let certificates = match text(file) {
        Some(text) if text.trim().is_empty() => return Err(CaFileProblem::Empty),
        Some(text) => from_pem(&text)?,
        None => from_der(file)?,
    };
    let mut store = RootCertStore::empty();
    for certificate in &certificates {
        let added = store.add(certificate.clone());
        added.map_err(|_| CaFileProblem::Unsupported)?;
    }
    Ok(certificates)
}

/// None if the file is not text.
fn text(file: &[u8]) -> Option<String> {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2);
        let units = units.filter_map(|pair| Some(unit(pair.try_into().ok()?)));
        String::from_utf16_lossy(&units.collect::<Vec<_>>())
    };
    match file {
        [0xff, 0xfe, rest @ ..] => Some(units(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some(units(rest, u16::from_be_bytes)),
        // Text around PEM may be in any encoding.
        [SEQUENCE, length, ..] if *length >= 0x80 => None,
        file => Some(String::from_utf8_lossy(file).into_owned()),
    }
}

fn from_pem(text: &str) -> Result<Certificates, CaFileProblem> {
    let mut certificates = Vec::new();
    let mut otherwise = CaFileProblem::NoCertificate;
    for section in text.split(BEGIN).skip(1) {
        let (label, rest) = section.split_once(DASHES).ok_or(CaFileProblem::Damaged)?;
        let body = rest.split_once(&format!("-----END {label}-----"));
        match label {
            "CERTIFICATE"
            | "X509 CERTIFICATE"
            | "TRUSTED CERTIFICATE"
            | "PKCS7"
            | "CMS"
            | "PKCS #7 SIGNED DATA" => {
                let (body, _) = body.ok_or(CaFileProblem::Damaged)?;
                let found = from_der(&decoded(body)?)?;
                // What OpenSSL appends to a trusted certificate is no certificate.
                let keep = if label.ends_with("CERTIFICATE") {
                    1
                } else {
                    found.len()
                };
                certificates.extend(found.into_iter().take(keep));
            }
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => {
                otherwise = CaFileProblem::CertificateRequest;
            }
            label if label.ends_with("PRIVATE KEY") => otherwise = CaFileProblem::PrivateKey,
            _ => {}
        }
    }
    match certificates.is_empty() {
        true => Err(otherwise),
        false => Ok(certificates),
    }
}

fn decoded(base64: &str) -> Result<Vec<u8>, CaFileProblem> {
    let digits: String = base64.split_whitespace().collect();
    STANDARD.decode(digits).map_err(|_| CaFileProblem::Damaged)
}

/// The certificates of one or several DER elements.
fn from_der(bytes: &[u8]) -> Result<Certificates, CaFileProblem> {
    if is_of_indefinite_length(bytes) {
        let element = with_definite_lengths(bytes).ok_or(CaFileProblem::Damaged)?;
        return from_element(&element);
    }
    let (first, rest) = split_element(bytes).ok_or(CaFileProblem::Damaged)?;
    let mut certificates = from_element(first)?;
    let mut rest = rest;
    while let Some((next, after)) = split_element(rest) {
        if let Ok(next) = from_element(next) {
            certificates.extend(next);
        }
        rest = after;
    }
    Ok(certificates)
}

fn from_element(element: &[u8]) -> Result<Certificates, CaFileProblem> {
    let der = CertificateDer::from(element.to_vec());
    if RootCertStore::empty().add(der.clone()).is_ok() {
        return Ok(vec![der]);
    }
    if let Ok(content) = ContentInfo::from_der(element) {
        return from_pkcs7(&content);
    }
    if x509_cert::Certificate::from_der(element).is_ok() {
        return Err(CaFileProblem::Unsupported);
    }
    if CertReq::from_der(element).is_ok() {
        return Err(CaFileProblem::CertificateRequest);
    }
    // PKCS#12 starts with the version 3, private keys with 0 or 1.
    Err(match version(element) {
        Some(3) => CaFileProblem::Pkcs12,
        Some(0 | 1) => CaFileProblem::PrivateKey,
        _ => CaFileProblem::Damaged,
    })
}

fn from_pkcs7(content: &ContentInfo) -> Result<Certificates, CaFileProblem> {
    if content.content_type != SIGNED_DATA {
        return Err(CaFileProblem::NoCertificate);
    }
    let signed: SignedData = content
        .content
        .decode_as()
        .map_err(|_| CaFileProblem::Damaged)?;
    let choices = signed
        .certificates
        .map(|set| set.0.into_vec())
        .unwrap_or_default();
    let certificates: Certificates = choices
        .iter()
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => certificate.to_der().ok(),
            CertificateChoices::Other(_) => None,
        })
        .map(CertificateDer::from)
        .collect();
    match certificates.is_empty() {
        true => Err(CaFileProblem::NoCertificate),
        false => Ok(certificates),
    }
}

/// The first DER sequence and what follows it.
fn split_element(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    split_any_element(bytes).filter(|_| bytes.starts_with(&[SEQUENCE]))
}

/// The first element of any kind, and what follows it.
fn split_any_element(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (header, content) = lengths(bytes)?;
    bytes.split_at_checked(header + content)
}

/// The lengths of the first element's header and content.
fn lengths(bytes: &[u8]) -> Option<(usize, usize)> {
    let digits = match *bytes.get(1)? {
        length @ ..=0x7f => return Some((2, usize::from(length))),
        first @ 0x81..=0x84 => usize::from(first - 0x80),
        _ => return None,
    };
    let header = 2 + digits;
    let digits = bytes.get(2..header)?.iter();
    let length = digits.fold(0, |length, digit| length << 8 | usize::from(*digit));
    Some((header, length))
}

/// The integer with which a sequence starts.
fn version(element: &[u8]) -> Option<u8> {
    let long = element.get(1).filter(|length| **length > 0x80);
    let start = 2 + long.map_or(0, |length| usize::from(length - 0x80));
    match element.get(start..)? {
        [INTEGER, 1, version, ..] => Some(*version),
        _ => None,
    }
}

/// Refuses certificates none of which is valid now. One whose dates can't be read counts as valid.
fn check_dates(certificates: &Certificates, now: DateTime<Utc>) -> Result<(), CaFileProblem> {
    let now = u64::try_from(now.timestamp()).unwrap_or_default();
    let problems: Vec<_> = certificates
        .iter()
        .filter_map(|der| problem_at(der, now))
        .collect();
    match problems.first() {
        Some(problem) if problems.len() == certificates.len() => Err(*problem),
        _ => Ok(()),
    }
}

fn problem_at(der: &[u8], now: u64) -> Option<CaFileProblem> {
    let certificate = x509_cert::Certificate::from_der(der).ok()?;
    let validity = certificate.tbs_certificate.validity;
    if now > validity.not_after.to_unix_duration().as_secs() {
        Some(CaFileProblem::Expired)
    } else if now < validity.not_before.to_unix_duration().as_secs() {
        Some(CaFileProblem::NotValidYet)
    } else {
        None
    }
}

fn pem(certificate: &CertificateDer<'static>) -> String {
    let digits = STANDARD.encode(certificate);
    let lines = digits.as_bytes().chunks(64).map(String::from_utf8_lossy);
    let body = lines.collect::<Vec<_>>().join("\n");
    format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
}
