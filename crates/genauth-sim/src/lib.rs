#![doc = include_str!("../README.md")]

mod calendar;
mod clock;
mod language;
mod pools;
mod random;
mod served;
mod server;
mod sim;
mod wire;

pub use clock::SimClock;
pub use language::Language;
pub use pools::{PoolSet, SimBrand, SimPool};
pub use served::{ServedBenefit, ServedPeriod, ServedPlan};
pub use server::{Effect, Fault, Position, RecordedRequest, StreamFault, TlsIdentity};
pub use sim::{Sim, SimOptions};
