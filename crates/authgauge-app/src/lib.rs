//! Authgauge without a window: user pools and their access keys, readings of their quotas and how they
//! are kept, levels, view models, the MAU chart, and the monitor that keeps all of it fresh.
//!
//! Deliberately not in here: Tauri, words for the owner (the window turns codes and numbers into words),
//! and the system's clock (it is handed in).

pub mod diagnostics;
pub mod draft;
pub mod hook;
pub mod keychain;
pub mod log;
pub mod monitor;
pub mod view;

pub use monitor::{Authgauge, Change, Parts};
