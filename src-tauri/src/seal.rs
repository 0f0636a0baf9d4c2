//! A secret comes from the page sealed. On its way it passes through buffers of the web view that are in this
//! process and that nobody wipes: they hold what nobody can open once the seal is broken.

use std::sync::{Mutex, PoisonError};

use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use aws_lc_rs::rand::SystemRandom;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What the key between page and shell is for; `ui/src/backend/seal.ts` says the same.
const PURPOSE: &[u8] = b"authgauge access key";

/// A public key: a point in the form that is not compressed.
const POINT: usize = 65;

/// The private half of the seal that was given out last. It is gone once something was opened with it.
#[derive(Default)]
pub(crate) struct Seal(Mutex<Option<EphemeralPrivateKey>>);

impl Seal {
    /// A new seal in the place of the last one: what the page needs of it, in base64.
    pub(crate) fn renew(&self) -> Result<String, Failure> {
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new());
        let private = private.map_err(malformed)?;
        let public = private.compute_public_key().map_err(malformed)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(private);
        Ok(STANDARD.encode(public))
    }

    /// What the page sealed: in base64, its own public key and then the text.
    pub(crate) fn open(&self, sealed: &str) -> Result<String, Failure> {
        let private = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let sealed = STANDARD
            .decode(sealed)
            .map_err(|_| malformed(Unspecified))?;
        let (Some(private), Some((point, text))) = (private, sealed.split_at_checked(POINT)) else {
            return Err(malformed(Unspecified));
        };
        let mut text = text.to_vec();
        let theirs = UnparsedPublicKey::new(&ECDH_P256, point);
        let length = agree_ephemeral(private, theirs, Unspecified, |shared| {
            let opened = key(shared)?.open_in_place(once(), Aad::empty(), &mut text)?;
            Ok(opened.len())
        })
        .map_err(malformed)?;
        text.truncate(length);
        String::from_utf8(text).map_err(|_| malformed(Unspecified))
    }
}

fn key(shared: &[u8]) -> Result<LessSafeKey, Unspecified> {
    let drawn = Salt::new(HKDF_SHA256, &[]).extract(shared);
    let drawn = drawn.expand(&[PURPOSE], &AES_256_GCM)?;
    Ok(LessSafeKey::new(UnboundKey::from(drawn)))
}

/// Each key seals one text only, so that the number may be the same each time.
fn once() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// To the owner, what cannot be opened is a key that is none.
fn malformed(_: Unspecified) -> Failure {
    ErrorCode::KeyMalformed.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the page does it.
    fn seal(public: &str, text: &str) -> String {
        let public = STANDARD.decode(public).unwrap();
        let own = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let mut sealed = own.compute_public_key().unwrap().as_ref().to_vec();
        let theirs = UnparsedPublicKey::new(&ECDH_P256, public);
        let mut text = text.as_bytes().to_vec();
        agree_ephemeral(own, theirs, Unspecified, |shared| {
            key(shared)?.seal_in_place_append_tag(once(), Aad::empty(), &mut text)
        })
        .unwrap();
        sealed.extend(text);
        STANDARD.encode(sealed)
    }

    #[test]
    fn what_was_sealed_is_opened_once() {
        let kept = Seal::default();
        let sealed = seal(&kept.renew().unwrap(), "s3cret+/&");
        assert!(!sealed.contains("s3cret"));
        assert_eq!(kept.open(&sealed).unwrap(), "s3cret+/&");
        assert_eq!(
            kept.open(&sealed).unwrap_err().code,
            ErrorCode::KeyMalformed
        );
        assert_eq!(kept.open(&seal(&kept.renew().unwrap(), "")).unwrap(), "");
    }

    #[test]
    fn what_was_not_sealed_for_it_is_refused() {
        let kept = Seal::default();
        let old = kept.renew().unwrap();
        let new = kept.renew().unwrap();
        assert_ne!(old, new);
        let mut bent = STANDARD.decode(seal(&new, "s3cret")).unwrap();
        bent[POINT] ^= 1;
        assert_eq!(
            kept.open(&STANDARD.encode(bent)).unwrap_err().code,
            ErrorCode::KeyMalformed
        );
        let plain = STANDARD.encode("s3cret".repeat(20));
        for other in [
            seal(&old, "s3cret"),
            plain,
            "s3cret".to_owned(),
            String::new(),
        ] {
            kept.renew().unwrap();
            assert_eq!(kept.open(&other).unwrap_err().code, ErrorCode::KeyMalformed);
        }
    }
}
