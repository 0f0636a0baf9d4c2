//! An application whose time advances only by hand, with a keychain of the test's choice and no network.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use authgauge_core::pool::Pool;
use chrono::{DateTime, TimeDelta};

use super::*;

/// The application and its clocks.
pub(super) struct PausedApp {
    pub(super) app: App,
    pub(super) pools: Vec<PoolId>,
    wall: Arc<Mutex<DateTime<Utc>>>,
    events: broadcast::Receiver<Event>,
    running: tokio::task::JoinHandle<()>,
    /// When each pool's refreshes began: monotonic time since the start.
    pub(super) began: Vec<Vec<Duration>>,
    refreshing: Vec<bool>,
    started: tokio::time::Instant,
    /// While a blocking task runs, tokio does not advance its paused time.
    _blocking: mpsc::Sender<()>,
}

impl PausedApp {
    /// Starts with this many pools, and this time on the wall clock.
    pub(super) async fn start(
        keychain: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static,
        pools: usize,
        now: DateTime<Utc>,
    ) -> Self {
        let (release, blocked) = mpsc::channel::<()>();
        tokio::task::spawn_blocking(move || blocked.recv());
        tokio::time::pause();
        let wall = Arc::new(Mutex::new(now));
        let clock: Clock = Arc::new({
            let wall = Arc::clone(&wall);
            move || *wall.lock().unwrap()
        });
        let store = Store::in_memory().unwrap();
        let pools: Vec<PoolId> = (0..pools).map(|number| add_pool(&store, number)).collect();
        let app = App::open(Parts::new(store, Keychain::start(keychain), clock));
        let events = app.events();
        let running = tokio::spawn({
            let app = app.clone();
            async move { app.run().await }
        });
        let mut paused = Self {
            began: vec![Vec::new(); pools.len()],
            refreshing: vec![false; pools.len()],
            started: tokio::time::Instant::now(),
            app,
            pools,
            wall,
            events,
            running,
            _blocking: release,
        };
        // The first refresh of every pool starts before any time passes.
        while paused.began.iter().any(Vec::is_empty) {
            paused.settle().await;
        }
        paused
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        *self.wall.lock().unwrap()
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Advances both clocks, a second at a time.
    pub(super) async fn advance(&mut self, by: Duration) {
        for _ in 0..by.as_secs() {
            self.move_wall(TimeDelta::seconds(1));
            tokio::time::advance(Duration::from_secs(1)).await;
            self.settle().await;
        }
    }

    /// Moves the wall clock alone, as a sleep of the machine or setting the clock does.
    pub(super) fn move_wall(&self, by: TimeDelta) {
        *self.wall.lock().unwrap() += by;
    }

    pub(super) fn set_wall(&self, to: DateTime<Utc>) {
        *self.wall.lock().unwrap() = to;
    }

    /// Waits until no refresh is in flight. Without a network, only the keychain thread is waited for.
    async fn settle(&mut self) {
        loop {
            tokio::task::yield_now().await;
            while let Ok(event) = self.events.try_recv() {
                self.note(event);
            }
            if !self.refreshing.contains(&true) {
                return;
            }
        }
    }

    fn note(&mut self, event: Event) {
        let Event::Pool(pool) = event else { return };
        let place = self.pools.iter().position(|id| *id == pool.pool.id);
        let place = place.unwrap();
        if pool.refreshing && !self.refreshing[place] {
            self.began[place].push(self.started.elapsed());
        }
        self.refreshing[place] = pool.refreshing;
    }
}

impl Drop for PausedApp {
    fn drop(&mut self) {
        self.running.abort();
    }
}

fn add_pool(store: &Store, number: usize) -> PoolId {
    let pool = Pool {
        id: PoolId::random(),
        name: number.to_string(),
        service: Service::Private,
        host: genauth::Host::parse("http://127.0.0.1:9").unwrap(),
        sign_in: SignInWay::Token,
        ca_pem: None,
    };
    store.add_pool(&pool).unwrap();
    pool.id
}

/// A locked keychain that counts its prompts.
pub(super) struct CountingLocked(pub(super) Arc<AtomicUsize>);

impl SecretStore for CountingLocked {
    fn name(&self) -> String {
        "Locked".to_owned()
    }

    fn get(&mut self, _: &str) -> Result<Option<zeroize::Zeroizing<String>>, KeychainError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Err(KeychainError::Locked)
    }

    fn set(&mut self, _: &str, _: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Locked)
    }

    fn delete(&mut self, _: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Locked)
    }
}
