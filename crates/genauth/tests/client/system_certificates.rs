//! What `SSL_CERT_FILE` and `SSL_CERT_DIR` may name: each call runs in a process of its own.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use genauth_sim::Sim;
use rcgen::CertificateParams;

use crate::example::program;
use crate::tls::private_server_with;

const TRUSTED: &str = "";
const NO_CERTIFICATES: &str = "environment_trust_store";
/// The operating system's certificates were read.
const OF_SYSTEM: &str = "unknown_issuer";

/// Files and folders of every kind.
struct Places(PathBuf);

impl Places {
    fn new(ca: &str) -> Self {
        let folder = format!("genauth-system-certificates-{}", std::process::id());
        let places = Self(std::env::temp_dir().join(folder));
        for folder in ["empty", "mixed"] {
            fs::create_dir_all(places.at(folder)).unwrap();
        }
        for pipe in ["pipe", "mixed/pipe"] {
            let made = Command::new("mkfifo").arg(places.at(pipe)).status();
            assert!(made.unwrap().success());
        }
        symlink("/dev/zero", places.at("mixed/device")).unwrap();
        symlink("nowhere", places.at("mixed/link")).unwrap();
        File::create(places.at("huge"))
            .unwrap()
            .set_len(1 << 40)
            .unwrap();
        symlink(places.at("huge"), places.at("mixed/huge")).unwrap();
        for file in ["ca.pem", "mixed/ca.pem"] {
            fs::write(places.at(file), format!("-----BEGIN\n{ca}")).unwrap();
        }
        fs::write(places.at("text"), "-----BEGIN CERTIFICATE-----\nno").unwrap();
        places
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The reason for which a call fails; empty if it succeeds.
async fn call(sim: &Sim, file: Option<PathBuf>, folders: Option<PathBuf>) -> String {
    let pool = sim.pools().remove(0);
    let mut command = Command::new(program());
    command
        .args(["--host", &sim.url(), "--auth", "token", "usage"])
        .env("GENAUTH_ACCESS_KEY_ID", &pool.access_key_id)
        .env("GENAUTH_ACCESS_KEY_SECRET", &pool.access_key_secret);
    for (name, value) in [("SSL_CERT_FILE", file), ("SSL_CERT_DIR", folders)] {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let errors = String::from_utf8(output.await.unwrap().stderr).unwrap();
    let reason = errors.trim().rsplit(' ').next();
    reason.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn whatever_the_environment_names_as_certificates_is_read_within_bounds() {
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let (sim, ca) = private_server_with(params).await;
    let places = Places::new(&ca);
    let at = |name: &str| Some(places.at(name));
    let device = || Some(Path::new("/dev/zero").to_owned());
    let blank = || Some(PathBuf::new());
    let two = Some(format!(
        "{}:{}",
        places.at("empty").display(),
        places.at("mixed").display()
    ));
    let cases = [
        ("neither", None, None, OF_SYSTEM),
        ("an empty variable", blank(), None, OF_SYSTEM),
        ("two empty variables", blank(), blank(), OF_SYSTEM),
        ("a file", at("ca.pem"), None, TRUSTED),
        (
            "a file and an empty variable",
            at("ca.pem"),
            blank(),
            TRUSTED,
        ),
        ("a pipe", at("pipe"), None, NO_CERTIFICATES),
        ("a device", device(), None, NO_CERTIFICATES),
        (
            "a file of the kernel",
            Some("/proc/version".into()),
            None,
            NO_CERTIFICATES,
        ),
        ("a terabyte", at("huge"), None, NO_CERTIFICATES),
        ("text", at("text"), None, NO_CERTIFICATES),
        ("no file", at("missing"), None, NO_CERTIFICATES),
        ("a folder in place of a file", at("mixed"), None, TRUSTED),
        ("an empty folder", None, at("empty"), NO_CERTIFICATES),
        ("a folder of all kinds", None, at("mixed"), TRUSTED),
        ("two folders", None, two.map(PathBuf::from), TRUSTED),
        ("no folder", None, at("missing"), NO_CERTIFICATES),
        (
            "a pipe in place of a folder",
            None,
            at("pipe"),
            NO_CERTIFICATES,
        ),
        (
            "a device in place of a folder",
            None,
            device(),
            NO_CERTIFICATES,
        ),
        ("a file in place of a folder", None, at("ca.pem"), TRUSTED),
        ("a pipe beside a folder", at("pipe"), at("mixed"), TRUSTED),
    ];
    for (name, file, folders, expected) in &cases {
        let reason = call(&sim, file.clone(), folders.clone()).await;
        assert_eq!(reason, *expected, "{name}");
    }
    println!("count: {} kinds of system certificates", cases.len());
}
