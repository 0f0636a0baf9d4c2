//! The simulated GenAuth.
#![cfg(target_os = "linux")]

use desktop_driver::{Error, Result};
use genauth_sim::{PoolSet, Sim, SimOptions};

/// Starts the simulator on `port`, or on a free one if it is 0.
pub(crate) async fn start(port: u16, pools: PoolSet) -> Result<Sim> {
    let options = SimOptions {
        port,
        pools,
        ..SimOptions::default()
    };
    Sim::start(options).await.map_err(|source| Error::Io {
        step: "starting the simulator".to_owned(),
        source,
    })
}
