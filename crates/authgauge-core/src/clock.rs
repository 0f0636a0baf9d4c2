//! The time and what the machine runs on, handed in: nothing in this crate asks the system for it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Tells the time. The shell hands in the system's clock, tests one of their own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Tells whether the machine runs on its battery.
pub type Battery = Arc<dyn Fn() -> bool + Send + Sync>;
