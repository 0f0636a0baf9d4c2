#![doc = include_str!("../README.md")]

pub mod alert;
pub mod calendar;
pub mod clock;
pub mod decimal;
pub mod error;
pub mod forecast;
pub mod fullness;
pub mod guard;
pub mod history;
pub mod hook_choice;
pub mod identity;
pub mod language;
pub mod level;
pub mod outlook;
pub mod policy;
pub mod pool;
pub mod pool_condition;
pub mod proxy_choice;
pub mod reading;
pub mod refresh_interval;
pub mod settings;
pub mod tone;
pub mod tray_focus;
pub mod trend;
pub mod unlisted_benefits;
pub mod urgency;

pub use error::{ErrorCode, Failure};
