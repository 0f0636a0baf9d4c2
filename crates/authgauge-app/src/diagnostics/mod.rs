//! What a maintainer needs to know when something does not work, as a text for the owner to send.
//!
//! It is in English and in sentences of ours, unlike all else that crosses to the window: whoever reads it is
//! not the owner, and it has to say the same in every language. Nothing in it is the owner's business: no
//! name, host, path, key or ID, and of a server's words only a request ID that looks like one.

mod machine;
mod text;

pub use machine::Machine;
pub(crate) use text::{Facts, PoolFacts, ReadingFacts};
