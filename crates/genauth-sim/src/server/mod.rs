//! The HTTP server: authentication, endpoints, faults.

mod authentication;
mod dispatch;
mod disruption;
mod endpoints;
mod fault;
mod listener;
mod outcome;
mod reply;
mod request;
mod signature;
mod state;
mod stream;
mod tls;
mod token;

pub use disruption::{Effect, Position, StreamFault};
pub use fault::Fault;
pub(crate) use listener::Running;
pub use request::RecordedRequest;
pub(crate) use state::{Setup, Shared};
pub use tls::TlsIdentity;
