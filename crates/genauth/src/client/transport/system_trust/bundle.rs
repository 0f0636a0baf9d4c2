//! The certificates of a Linux system: PEM files in its folders, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
//!
//! They are read here: rustls-native-certs waits for a pipe in their place, reads a device without an end, and takes an
//! empty variable for the name of a file.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::Trust;
use crate::CertificateProblem;

/// The most bytes that are read, sixty times the bundle of an operating system.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The most files of a folder that are looked at.
const MAX_FILES: usize = 10_000;

/// Where the certificates are.
struct Places {
    paths: Vec<PathBuf>,
    from_environment: bool,
}

/// What has been read.
struct Bundle {
    certificates: Vec<CertificateDer<'static>>,
    bytes_left: u64,
    /// A folder has links to the same file under several names.
    seen: HashSet<(u64, u64)>,
}

/// The files and folders with the operating system's certificates: another client is needed after they changed.
pub fn system_certificate_files() -> Vec<PathBuf> {
    Places::now().paths
}

/// Trusts the system's certificates.
pub(in super::super) fn system_trust(
    provider: Arc<CryptoProvider>,
) -> Result<Trust, CertificateProblem> {
    let places = Places::now();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(read(&places.paths));
    // Fails without a certificate.
    match WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build() {
        Ok(verifier) => Ok(verifier),
        Err(_) if places.from_environment => Err(CertificateProblem::EnvironmentTrustStore),
        Err(_) => Err(CertificateProblem::NoTrustStore),
    }
}

impl Places {
    fn now() -> Self {
        let variable = |name| std::env::var_os(name).unwrap_or_default();
        let (file, folders) = (variable("SSL_CERT_FILE"), variable("SSL_CERT_DIR"));
        let folders = std::env::split_paths(&folders);
        let named = std::iter::once(PathBuf::from(file)).chain(folders);
        let named: Vec<_> = named.filter(|path| !path.as_os_str().is_empty()).collect();
        if !named.is_empty() {
            return Self {
                paths: named,
                from_environment: true,
            };
        }
        let found = openssl_probe::probe();
        Self {
            paths: found.cert_file.into_iter().chain(found.cert_dir).collect(),
            from_environment: false,
        }
    }
}

fn read(paths: &[PathBuf]) -> Vec<CertificateDer<'static>> {
    let mut bundle = Bundle {
        certificates: Vec::new(),
        bytes_left: MAX_BYTES,
        seen: HashSet::new(),
    };
    for path in paths {
        bundle.add(path);
    }
    bundle.certificates
}

impl Bundle {
    /// Adds the certificates of a file, or of the files in a folder.
    fn add(&mut self, path: &Path) {
        let Ok(entries) = fs::read_dir(path) else {
            return self.add_file(path);
        };
        for entry in entries.take(MAX_FILES).flatten() {
            self.add_file(&entry.path());
        }
    }

    /// A pipe or device is not opened, nor what the kernel makes up while it is read: that has no length.
    fn add_file(&mut self, path: &Path) {
        let Ok(found) = fs::metadata(path) else {
            return;
        };
        let length = found.len();
        let is_usable = found.is_file() && length > 0 && length <= self.bytes_left;
        if !is_usable || !self.seen.insert((found.dev(), found.ino())) {
            return;
        }
        let mut content = Vec::new();
        let file = File::open(path).and_then(|file| file.take(length).read_to_end(&mut content));
        if file.is_ok() {
            self.bytes_left -= length;
            let found = CertificateDer::pem_slice_iter(&content);
            self.certificates.extend(found.flatten());
        }
    }
}
