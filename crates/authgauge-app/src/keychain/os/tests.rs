//! Errors of the keychain libraries, from their own mock store.

use std::{io, io::Write as _, sync::Arc};

use keyring_core::{Entry, api::CredentialStoreApi, mock};

use super::*;

const CANARY: &str = "canary-51d0";
const ACCOUNT: &str = "pool@host";

type Fault = (&'static str, fn() -> Error, KeychainError);

/// Each error contains the secret where it can contain anything.
const FAULTS: &[Fault] = &[
    (
        "too long",
        || Error::TooLong(CANARY.to_owned(), 512),
        KeychainError::Failed,
    ),
    (
        "denied",
        || Error::NoStorageAccess(cause(io::ErrorKind::PermissionDenied)),
        KeychainError::Locked,
    ),
    (
        "ambiguous",
        || Error::Ambiguous(vec![copy("one"), copy(CANARY)]),
        KeychainError::EntriesDiffer,
    ),
    (
        "bad encoding",
        || Error::BadEncoding(CANARY.into()),
        KeychainError::Failed,
    ),
    (
        "bad format of an entry",
        || Error::BadDataFormat(CANARY.into(), cause(io::ErrorKind::InvalidData)),
        KeychainError::Failed,
    ),
    (
        "bad format of the keychain",
        || Error::BadStoreFormat(CANARY.to_owned()),
        KeychainError::Failed,
    ),
    (
        "a name it does not take",
        || Error::Invalid("user".to_owned(), CANARY.to_owned()),
        KeychainError::Failed,
    ),
    (
        "none set up",
        || Error::NoDefaultStore,
        KeychainError::Missing,
    ),
    (
        "not supported",
        || Error::NotSupportedByStore(CANARY.to_owned()),
        KeychainError::Missing,
    ),
    (
        "broken off",
        || Error::PlatformFailure(cause(io::ErrorKind::BrokenPipe)),
        KeychainError::Failed,
    ),
    #[cfg(not(any(target_os = "macos", windows)))]
    (
        "prompt dismissed",
        || Error::NoStorageAccess(Box::new(secret_service::Error::Prompt)),
        KeychainError::Locked,
    ),
    #[cfg(not(any(target_os = "macos", windows)))]
    (
        "nobody on the bus",
        || Error::PlatformFailure(Box::new(secret_service::Error::Unavailable)),
        KeychainError::Missing,
    ),
];

fn cause(kind: io::ErrorKind) -> Box<dyn std::error::Error + Send + Sync> {
    Box::new(io::Error::new(kind, CANARY))
}

fn copy(text: &str) -> Entry {
    let store = mock::Store::new().unwrap();
    let entry = store.build(SERVICE, "copy", None).unwrap();
    entry.set_secret(text.as_bytes()).unwrap();
    entry
}

#[test]
fn library_errors_are_mapped_and_never_shown() {
    for (name, fault, meaning) in FAULTS.iter().copied() {
        if meaning == KeychainError::EntriesDiffer {
            continue;
        }
        let error = KeychainError::from(Refused::Entry(fault()));
        assert_eq!(error, meaning, "{name}");
        assert!(!format!("{error:?} {error}").contains(CANARY), "{name}");
    }
}

/// One failure per call. A failure that makes the keychain reconnect is tested with the real one.
#[test]
fn a_library_error_loses_no_key() {
    let mut cases = 0;
    for (name, fault, meaning) in FAULTS.iter().copied() {
        if matches!(fault(), Error::PlatformFailure(_)) {
            continue;
        }
        for call in ["get", "set", "delete"] {
            let store = Arc::new(WithoutLabels(mock::Store::new().unwrap()));
            let mut keychain = OsKeychain { store: Some(store) };
            keychain.set(ACCOUNT, CANARY).unwrap();
            let store = keychain.store().ok().unwrap();
            let entry = store.build(SERVICE, ACCOUNT, None).unwrap();
            entry
                .as_any()
                .downcast_ref::<mock::Cred>()
                .unwrap()
                .set_error(fault());
            let answer = match call {
                "get" => keychain.get(ACCOUNT).map(|_| ()),
                "set" => keychain.set(ACCOUNT, "after"),
                _ => keychain.delete(ACCOUNT),
            };
            // Copies of an entry are written and removed, so their presence is no failure.
            let reaches_copies = call != "get" && name == "ambiguous";
            if !reaches_copies {
                assert_eq!(answer, Err(meaning), "{name} in {call}");
            }
            let there = keychain.get(ACCOUNT).unwrap();
            assert_eq!(
                there.as_ref().map(|text| text.as_str()),
                Some(CANARY),
                "{name} in {call}"
            );
            cases += 1;
        }
    }
    let mut out = io::stdout().lock();
    writeln!(out, "count: {cases} keychain faults of the libraries").unwrap();
}

/// The library's mock store, which has no labels.
#[derive(Debug)]
struct WithoutLabels(Arc<mock::Store>);

impl CredentialStoreApi for WithoutLabels {
    fn vendor(&self) -> String {
        self.0.vendor()
    }

    fn id(&self) -> String {
        self.0.id()
    }

    fn build(
        &self,
        service: &str,
        user: &str,
        _: Option<&HashMap<&str, &str>>,
    ) -> keyring_core::Result<Entry> {
        self.0.build(service, user, None)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
