//! The two ways to say who is calling.

mod claims;
mod signature;
mod token;

pub(crate) use signature::Signer;
pub(crate) use token::{Token, TokenCache};
