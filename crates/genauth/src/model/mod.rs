//! What the API reports, made strict: every number is a number, or says that it is not one.

mod benefit;
mod mau;
mod plan;
mod quantity;

pub use benefit::{Allowance, Benefit};
pub use mau::{MauHistory, MauPeriod};
pub use plan::Plan;
pub use quantity::Quantity;
