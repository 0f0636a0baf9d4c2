//! The two ways to sign in: by management token and by signature.

mod claims;
mod signature;
mod token;
mod token_response;

pub(super) use signature::Signer;
pub(super) use token::{Token, TokenCache};
pub(super) use token_response::token_response;

use crate::Language;

/// The tag of a language in the `x-<brand>-lang` header.
pub(super) fn language_tag(language: Language) -> &'static str {
    match language {
        Language::English => "en-US",
        Language::Chinese => "zh-CN",
    }
}
