//! An owner at their desk: a desktop of their own, a GenAuth, and Authgauge.

use std::path::{Path, PathBuf};

use desktop_driver::{App, CardSeen, Session, until};
use genauth_sim::{ServedBenefit, Sim, SimClock, SimOptions, SimPool};

use crate::canary::{self, KeyWatch};
use crate::network::NetworkWatch;

pub(crate) const AUTHGAUGE: &str = env!("CARGO_BIN_EXE_authgauge-desktop");

pub(crate) struct Owner {
    // The first to go, so that it sees what the others leave.
    _key_watch: KeyWatch,
    pub(crate) network: NetworkWatch,
    pub(crate) session: Session,
    pub(crate) sim: Sim,
}

impl Owner {
    pub(crate) async fn arrives() -> Self {
        Self::arrives_at(SimClock::real()).await
    }

    /// At a time of the simulator's figures.
    pub(crate) async fn arrives_at(clock: SimClock) -> Self {
        let mut session = Session::start().await.unwrap();
        let sim = simulator_of(0, clock).await;
        Self {
            _key_watch: KeyWatch::over(&session, &sim),
            network: NetworkWatch::over(&mut session, sim.port()),
            session,
            sim,
        }
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.session.home().join("authgauge-data")
    }

    pub(crate) async fn opens_app(&self) -> App {
        let data_dir = self.data_dir();
        let args = ["--data-dir", data_dir.to_str().unwrap()];
        App::launch(&self.session, Path::new(AUTHGAUGE), &args)
            .await
            .unwrap()
    }

    pub(crate) fn pool(&self, number: usize) -> SimPool {
        self.sim.pools().remove(number)
    }

    /// Fills in the form for a pool of the simulator, which is a private deployment to Authgauge.
    pub(crate) async fn fills_in(&self, app: &App, pool: &SimPool) {
        app.wait_for("add-pool-form").await.unwrap();
        app.click("service-private").await.unwrap();
        app.type_into("host", &self.sim.url()).await.unwrap();
        app.type_into("access-key-id", &pool.access_key_id)
            .await
            .unwrap();
        app.type_secret("access-key-secret", &pool.access_key_secret)
            .await
            .unwrap();
        app.type_into("pool-name", &pool.name).await.unwrap();
    }

    /// Adds a pool and waits until its fresh cards are there.
    pub(crate) async fn adds(&self, app: &App, pool: &SimPool) {
        self.fills_in(app, pool).await;
        app.click("save-pool").await.unwrap();
        app.wait_gone("add-pool-form").await.unwrap();
        fresh_figures(app).await;
    }

    /// Every file below the data folder that holds the text.
    pub(crate) fn files_with(&self, text: &str) -> Vec<PathBuf> {
        files_below(&self.data_dir())
            .into_iter()
            .filter(|path| holds(&std::fs::read(path).unwrap_or_default(), text.as_bytes()))
            .collect()
    }
}

/// On this port, or on any free one if it is 0.
pub(crate) async fn simulator_at(port: u16) -> Sim {
    simulator_of(port, SimClock::real()).await
}

/// Every key has a canary in it.
async fn simulator_of(port: u16, clock: SimClock) -> Sim {
    let options = SimOptions {
        port,
        clock,
        ..SimOptions::default()
    };
    let sim = Sim::start(options).await.unwrap();
    for pool in sim.pools() {
        sim.rotate_key(&pool.access_key_id, &canary::key(&pool));
    }
    sim
}

/// Waits until the figures on screen are those of the last refresh.
pub(crate) async fn fresh_figures(app: &App) {
    app.wait_for_css("[data-testid=reading-age][data-source=live]")
        .await
        .unwrap();
    app.wait_cards().await.unwrap();
}

/// Waits until the figures on screen are said to be kept from earlier.
pub(crate) async fn kept_figures(app: &App) {
    app.wait_for_css("[data-testid=reading-age][data-source=kept]")
        .await
        .unwrap();
}

/// Waits until the cards are as hoped for, and gives them.
pub(crate) async fn cards_like(app: &App, hoped: impl Fn(&[CardSeen]) -> bool) -> Vec<CardSeen> {
    until("the cards hoped for", async || {
        let cards = app.cards().await?;
        Ok(hoped(&cards).then_some(cards))
    })
    .await
    .unwrap()
}

/// The cards show what the simulator served, benefit by benefit.
pub(crate) fn assert_served(cards: &[CardSeen], served: &[ServedBenefit]) {
    assert_eq!(cards.len(), served.len());
    for benefit in served {
        let card = cards.iter().find(|card| card.code == benefit.code).unwrap();
        assert_eq!(
            card.used.as_deref(),
            Some(benefit.used.as_str()),
            "{}",
            benefit.code
        );
        assert_eq!(card.name, benefit.label);
        assert_eq!(card.trial, benefit.trial);
        match benefit.total.parse::<u64>() {
            Ok(total) => assert_eq!(card.total.as_deref(), Some(total.to_string().as_str())),
            Err(_) => assert_eq!(card.total, None),
        }
    }
}

pub(crate) fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
