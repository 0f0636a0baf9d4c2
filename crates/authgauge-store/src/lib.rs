#![doc = include_str!("../README.md")]

mod backup;
mod error;
#[cfg(test)]
#[cfg(target_os = "linux")]
#[path = "../tests/disk/fault.rs"]
mod fault;
mod files;
mod open;
mod schema;
mod sqlite_uri;
mod store;
mod tables;
mod trouble;

pub use error::{StoreError, StoreReason};
pub use files::{folder, plain_file, save_file};
pub use store::{Facts, RefreshBatch, Role, SeriesDays, Store};
pub use tables::deliveries::{Delivery, Losses, NewDelivery};
pub use tables::readings::{Kind, StoredReading};
pub use trouble::StoreTrouble;
