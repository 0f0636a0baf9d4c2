//! Opens secrets that the page sealed. The web view copies arguments into buffers in this process that are never
//! wiped; a sealed secret can't be read from them once its seal is used.

use std::sync::{Mutex, MutexGuard, PoisonError};

use authgauge_core::error::{ErrorCode, Failure};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use aws_lc_rs::rand::SystemRandom;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use genauth::{AccessKey, AccessKeySecret};
use zeroize::Zeroizing;

/// HKDF's info; `ui/src/backend/seal.ts` has the same.
const INFO: &[u8] = b"authgauge access key";

/// The length of an uncompressed public key.
const PUBLIC_KEY_LEN: usize = 65;

/// The private key of the latest seal, removed on first use.
#[derive(Default)]
pub(crate) struct Seal(Mutex<Option<EphemeralPrivateKey>>);

impl Seal {
    /// Replaces the seal. Returns its public key in base64.
    pub(crate) fn renew(&self) -> Result<String, Failure> {
        let random = SystemRandom::new();
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &random).map_err(malformed)?;
        let public = private.compute_public_key().map_err(malformed)?;
        *self.lock() = Some(private);
        Ok(STANDARD.encode(public))
    }

    /// Makes an access key from a sealed secret.
    pub(crate) fn open_key(&self, id: String, sealed: &str) -> Result<AccessKey, Failure> {
        Ok(AccessKey::new(id, self.open_secret(sealed)?)?)
    }

    /// Opens a sealed secret.
    pub(crate) fn open_secret(&self, sealed: &str) -> Result<AccessKeySecret, Failure> {
        self.open(sealed).map(AccessKeySecret::new)
    }

    /// Opens a sealed password.
    pub(crate) fn open_text(&self, sealed: &str) -> Result<Zeroizing<String>, Failure> {
        self.open(sealed).map(Zeroizing::new)
    }

    /// Opens base64 of the page's public key followed by the ciphertext.
    fn open(&self, sealed: &str) -> Result<String, Failure> {
        let private = self.lock().take();
        let sealed = STANDARD
            .decode(sealed)
            .map_err(|_| malformed(Unspecified))?;
        let (Some(private), Some((public, text))) =
            (private, sealed.split_at_checked(PUBLIC_KEY_LEN))
        else {
            return Err(malformed(Unspecified));
        };
        let mut text = text.to_vec();
        let theirs = UnparsedPublicKey::new(&ECDH_P256, public);
        let length = agree_ephemeral(private, theirs, Unspecified, |shared| {
            let opened = key(shared)?.open_in_place(nonce(), Aad::empty(), &mut text)?;
            Ok(opened.len())
        })
        .map_err(malformed)?;
        text.truncate(length);
        String::from_utf8(text).map_err(|_| malformed(Unspecified))
    }

    fn lock(&self) -> MutexGuard<'_, Option<EphemeralPrivateKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(shared: &[u8]) -> Result<LessSafeKey, Unspecified> {
    let pseudorandom = Salt::new(HKDF_SHA256, &[]).extract(shared);
    let derived = pseudorandom.expand(&[INFO], &AES_256_GCM)?;
    Ok(LessSafeKey::new(UnboundKey::from(derived)))
}

/// Constant: each key seals one text only.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// Shown to the owner as a malformed access key.
fn malformed(_: Unspecified) -> Failure {
    ErrorCode::KeyMalformed.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seals like the page.
    fn seal(public: &str, text: &str) -> String {
        let public = STANDARD.decode(public).unwrap();
        let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let mut sealed = own.compute_public_key().unwrap().as_ref().to_vec();
        let theirs = UnparsedPublicKey::new(&ECDH_P256, public);
        let mut text = text.as_bytes().to_vec();
        agree_ephemeral(own, theirs, Unspecified, |shared| {
            key(shared)?.seal_in_place_append_tag(nonce(), Aad::empty(), &mut text)
        })
        .unwrap();
        sealed.extend(text);
        STANDARD.encode(sealed)
    }

    #[test]
    fn a_sealed_secret_opens_once() {
        let seals = Seal::default();
        let sealed = seal(&seals.renew().unwrap(), "s3cret+/&");
        assert!(!sealed.contains("s3cret"));
        assert_eq!(seals.open(&sealed).unwrap(), "s3cret+/&");
        assert_eq!(
            seals.open(&sealed).unwrap_err().code,
            ErrorCode::KeyMalformed
        );
        assert_eq!(seals.open(&seal(&seals.renew().unwrap(), "")).unwrap(), "");
    }

    #[test]
    fn a_pasted_key_with_invisible_characters_is_taken_and_another_blamed_by_its_part() {
        let seals = Seal::default();
        let open = |id: &str, secret: &str| {
            let sealed = seal(&seals.renew().unwrap(), secret);
            seals.open_key(id.to_owned(), &sealed)
        };
        let key = open("\u{feff}62ea\u{200b}", "s3\u{200b}cret\u{a0}").unwrap();
        assert_eq!((key.id(), key.secret().expose_secret()), ("62ea", "s3cret"));
        let failure = open("62ea", "ｓ3cret").unwrap_err();
        let blamed = (failure.params.field.as_deref(), failure.reason());
        assert_eq!(blamed, (Some("secret"), Some("not_ascii")));
    }

    #[test]
    fn anything_not_sealed_for_the_latest_seal_is_rejected() {
        let seals = Seal::default();
        let old = seals.renew().unwrap();
        let new = seals.renew().unwrap();
        assert_ne!(old, new);
        let mut changed = STANDARD.decode(seal(&new, "s3cret")).unwrap();
        changed[PUBLIC_KEY_LEN] ^= 1;
        assert_eq!(
            seals.open(&STANDARD.encode(changed)).unwrap_err().code,
            ErrorCode::KeyMalformed
        );
        let plain = STANDARD.encode("s3cret".repeat(20));
        for other in [
            seal(&old, "s3cret"),
            plain,
            "s3cret".to_owned(),
            String::new(),
        ] {
            seals.renew().unwrap();
            assert_eq!(
                seals.open(&other).unwrap_err().code,
                ErrorCode::KeyMalformed
            );
        }
    }
}
