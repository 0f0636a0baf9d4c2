//! The demo: a whole Headroom of its own on a simulated GenAuth in this process.

use std::sync::Arc;

use chrono::Utc;
use genauth::{AccessKey, AccessKeySecret, Host};
use genauth_sim::{Sim, SimBrand, SimOptions, SimPool};
use headroom::keychain::{InMemory, Keychain};
use headroom::pool::{Pool, PoolId, Service, SignInWay};
use headroom::store::Store;
use headroom::view::Overview;
use headroom::{ErrorCode, Failure, Headroom, Parts};

/// How many simulated pools the demo shows.
const POOLS: usize = 3;

pub(crate) struct Demo {
    pub(crate) headroom: Headroom,
    /// Stops when dropped.
    _sim: Sim,
}

impl Demo {
    /// With the language, theme and thresholds of the owner's Headroom.
    pub(crate) async fn start(own: Overview) -> Result<Self, Failure> {
        let sim = Sim::start(SimOptions::default())
            .await
            .map_err(|_| ErrorCode::Unreachable)?;
        let headroom = Headroom::open(Parts {
            store: Store::in_memory()?,
            store_trouble: None,
            keychain: Keychain::start(|| Box::new(InMemory::default())),
            session_only: true,
            on_battery: Arc::new(crate::power::on_battery),
            clock: Arc::new(Utc::now),
            about: own.about,
            system_language: crate::window::system_language(),
            demo: true,
        })?;
        headroom.change_settings(own.settings)?;
        for pool in sim.pools().into_iter().take(POOLS) {
            adopt(&headroom, &sim, pool)?;
        }
        Ok(Self {
            headroom,
            _sim: sim,
        })
    }
}

fn adopt(headroom: &Headroom, sim: &Sim, pool: SimPool) -> Result<(), Failure> {
    let key = AccessKey::new(
        pool.access_key_id,
        AccessKeySecret::new(pool.access_key_secret),
    )?;
    let service = match pool.brand {
        SimBrand::GenAuth => Service::GenAuth,
        SimBrand::Authing => Service::Authing,
    };
    headroom.adopt(
        Pool {
            id: PoolId::random(),
            name: pool.name,
            service,
            host: Host::parse(&sim.url())?,
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        },
        key,
    )
}
