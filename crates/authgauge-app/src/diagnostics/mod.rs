//! A text about the application's state that the owner can send to a maintainer.
//!
//! It is in English in every language, since a maintainer reads it. It contains no name, host, path, key or ID, and
//! of a server's text only request IDs that are UUIDs.

mod collect;
mod machine;
mod text;

pub use machine::Machine;
