//! The simulated GenAuth.
#![cfg(target_os = "linux")]

use desktop_driver::{Error, Result};
use genauth_sim::{Sim, SimOptions};

/// Starts the simulator on `port`, or on a free one if it is 0.
pub(crate) async fn start(port: u16) -> Result<Sim> {
    let options = SimOptions {
        port,
        ..SimOptions::default()
    };
    Sim::start(options).await.map_err(|source| Error::Io {
        step: "starting the simulator".to_owned(),
        source,
    })
}
