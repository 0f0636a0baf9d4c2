//! Injected time and power state. Nothing in this crate reads them from the system.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Returns the current time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Returns whether the machine runs on battery.
pub type Battery = Arc<dyn Fn() -> bool + Send + Sync>;
