//! A simulated GenAuth on loopback, for tests, demos and benches.
//!
//! It answers the metering and billing calls of the V3 Management API. It really checks who is
//! calling (management tokens and request signatures of both brands), serves user pools whose
//! figures follow from a seed and move with a clock, speaks the vendor's dialects of failure, and
//! goes wrong when told to. The vendor's own Node and Python clients work with it unchanged.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use genauth_sim::{Fault, Sim, SimOptions};
//!
//! let sim = Sim::start(SimOptions::default()).await?;
//! let pool = &sim.pools()[0];
//! println!("{} answers for key {} at {}", pool.name, pool.access_key_id, sim.url());
//! sim.set_fault(Some(Fault::RateLimited { retry_after: Some(30) }));
//! sim.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! Deliberately not in it: any other call of the vendor's (most of all none that changes
//! something), accounts and end users, a memory that outlives the process, and any address but
//! 127.0.0.1. Where the vendor's documents are silent (what an expired token answers, how
//! *unlimited* is written), it does one plausible thing; it is no proof of what the real service
//! does.

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
pub use pools::{SimBrand, SimPool};
pub use served::{ServedBenefit, ServedPeriod, ServedPlan};
pub use server::{Fault, LineFault, Place, Recorded, TlsIdentity, Trouble};
pub use sim::{Sim, SimOptions};
