//! The domain of Authgauge: user pools, allowances, readings, levels, the vendor's calendar, history,
//! forecasts and alert rules.
//!
//! Deliberately not in here: async code, files, the system's clock, view models, and words for the owner.

pub mod alert;
pub mod calendar;
pub mod clock;
pub mod decimal;
pub mod error;
pub mod forecast;
pub mod history;
pub mod hook_choice;
pub mod identity;
pub mod language;
pub mod level;
pub mod outlook;
pub mod pool;
pub mod reading;
pub mod refresh_interval;
pub mod settings;
pub mod trend;

pub use error::{ErrorCode, Failure};
