//! Authgauge without a window: user pools and their access keys, readings of their quotas and how they
//! are kept, levels, view models, the MAU chart, and the monitor that keeps all of it fresh.
//!
//! Deliberately not in here: Tauri, words for the owner (the window turns codes and numbers into words),
//! and the system's clock (it is handed in).

pub mod alert;
pub mod chart;
pub mod clock;
pub mod diagnostics;
pub mod error;
pub mod export;
pub mod forecast;
pub mod history;
pub mod hook;
pub mod keychain;
pub mod level;
pub mod log;
pub mod monitor;
pub mod pool;
pub mod reading;
pub mod settings;
pub mod store;
pub mod view;
mod whole_file;

pub use error::{ErrorCode, Failure};
pub use monitor::{Authgauge, Change, Parts};
