//! Strict models of what the API reports. A value that is not a usable number is `NotReported`, never 0.

mod benefit;
mod end_time;
mod mau;
mod plan;
mod quantity;

pub use benefit::{Allowance, Benefit};
pub use end_time::EndTime;
pub use mau::{MauHistory, MauPeriod};
pub use plan::Plan;
pub use quantity::Quantity;
