//! The server: who is calling, what they get, and how it goes wrong when asked to.

mod answer;
mod caller;
mod calls;
mod fault;
mod line;
mod listen;
mod place;
mod request;
mod signature;
mod state;
mod tls;
mod token;

pub use fault::{Fault, LineFault, Trouble};
pub(crate) use listen::Running;
pub use place::Place;
pub use request::Recorded;
pub(crate) use state::{Setup, Shared};
pub use tls::TlsIdentity;
