//! When to tell the owner something, once.

mod kind;

pub use kind::{AlertKind, AlertSubject};
