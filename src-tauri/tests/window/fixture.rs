//! A desktop session, a simulated GenAuth, and the app.

use std::fs;
use std::path::{Path, PathBuf};

use authgauge_driver::{BenefitCard, cards, fill_pool_form, start_session, wait_for_cards};
use desktop_driver::{App, Keyring, Session, wait_until};
use genauth_sim::{ServedBenefit, Sim, SimClock, SimOptions, SimPool};

use crate::key_leak_watch::{KeyLeakWatch, canary_secret};
use crate::network_watch::NetworkWatch;

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_authgauge-desktop");

pub(crate) struct Fixture {
    // Dropped first, while the session's files are still there.
    _key_leak_watch: KeyLeakWatch,
    pub(crate) network: NetworkWatch,
    pub(crate) session: Session,
    pub(crate) sim: Sim,
}

impl Fixture {
    pub(crate) async fn start() -> Self {
        Self::start_at(SimClock::real()).await
    }

    /// With a simulator whose figures follow `clock`.
    pub(crate) async fn start_at(clock: SimClock) -> Self {
        let mut session = start_session(Keyring::Unlocked).await.unwrap();
        let sim = start_simulator(0, clock).await;
        Self {
            _key_leak_watch: KeyLeakWatch::start(&session, &sim),
            network: NetworkWatch::start(&mut session, sim.port()),
            session,
            sim,
        }
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.session.home().join("authgauge-data")
    }

    pub(crate) async fn open_app(&self) -> App {
        let data_dir = self.data_dir();
        let args = ["--data-dir", data_dir.to_str().unwrap()];
        let app = App::launch(&self.session, Path::new(BINARY), &args);
        app.await.unwrap()
    }

    pub(crate) fn pool(&self, index: usize) -> SimPool {
        self.sim.pools().remove(index)
    }

    pub(crate) async fn fill_pool_form(&self, app: &App, pool: &SimPool) {
        fill_pool_form(app, &self.sim, pool).await.unwrap();
    }

    /// Adds a pool through its form and waits for its first readings.
    pub(crate) async fn add_pool(&self, app: &App, pool: &SimPool) {
        self.fill_pool_form(app, pool).await;
        app.click("save-pool").await.unwrap();
        app.wait_until_gone("add-pool-form").await.unwrap();
        wait_for_live_readings(app).await;
    }

    /// The files of the data folder that contain `text`.
    pub(crate) fn files_containing(&self, text: &str) -> Vec<PathBuf> {
        let mut files = files_below(&self.data_dir());
        files.retain(|path| contains(&fs::read(path).unwrap_or_default(), text.as_bytes()));
        files
    }
}

/// Starts a simulator on `port`, or on a free one if it is 0. Every access key has a canary secret.
pub(crate) async fn start_simulator(port: u16, clock: SimClock) -> Sim {
    let options = SimOptions {
        port,
        clock,
        ..SimOptions::default()
    };
    let sim = Sim::start(options).await.unwrap();
    for pool in sim.pools() {
        sim.rotate_key(&pool.access_key_id, &canary_secret(&pool));
    }
    sim
}

/// Waits until the figures on screen are those of a refresh.
pub(crate) async fn wait_for_live_readings(app: &App) {
    app.wait_for_css("[data-testid=reading-age][data-source=live]")
        .await
        .unwrap();
    wait_for_cards(app).await.unwrap();
}

/// Waits until the figures on screen are marked as stored.
pub(crate) async fn wait_for_stored_readings(app: &App) {
    app.wait_for_css("[data-testid=reading-age][data-source=kept]")
        .await
        .unwrap();
}

/// Waits until a card shows this used amount.
pub(crate) async fn wait_for_used(app: &App, code: &str, used: &str) {
    wait_until(&format!("{used} used of {code}"), async || {
        let cards = cards(app).await?;
        let mut cards = cards.iter();
        let is_shown = cards.any(|card| card.code == code && card.used.as_deref() == Some(used));
        Ok(is_shown.then_some(()))
    })
    .await
    .unwrap();
}

/// Asserts that the cards show what the simulator served, benefit by benefit.
pub(crate) fn assert_cards_show(cards: &[BenefitCard], served: &[ServedBenefit]) {
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

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
