//! A monitor whose time goes on only by hand, over a keychain that a test decides on and no network.

use std::sync::{
    atomic::{AtomicUsize, Ordering},
    mpsc,
};
use std::time::Duration;

use chrono::{DateTime, TimeDelta};

use super::*;
use authgauge_core::pool::Pool;

/// Authgauge, and the clocks it lives by.
pub(super) struct Clockwork {
    pub(super) authgauge: Authgauge,
    pub(super) pools: Vec<PoolId>,
    wall: Arc<Mutex<DateTime<Utc>>>,
    changes: broadcast::Receiver<Change>,
    keeping: tokio::task::JoinHandle<()>,
    /// When each pool's refreshes began: on the monotonic clock, since the start.
    pub(super) began: Vec<Vec<Duration>>,
    under_way: Vec<bool>,
    started: tokio::time::Instant,
    /// While this work on another thread lasts, tokio does not move its paused time by itself.
    _held: mpsc::Sender<()>,
}

impl Clockwork {
    /// With pools whose keys are looked for in this keychain, at a moment.
    pub(super) async fn start(
        keychain: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static,
        pools: usize,
        now: DateTime<Utc>,
    ) -> Self {
        let (release, held) = mpsc::channel();
        tokio::task::spawn_blocking(move || held.recv());
        tokio::time::pause();
        let wall = Arc::new(Mutex::new(now));
        let clock: Clock = Arc::new({
            let wall = Arc::clone(&wall);
            move || *wall.lock().unwrap()
        });
        let store = Store::in_memory().unwrap();
        let pools: Vec<PoolId> = (0..pools).map(|number| added(&store, number)).collect();
        let authgauge = Authgauge::open(parts(store, Keychain::start(keychain), clock)).unwrap();
        let changes = authgauge.changes();
        let keeping = tokio::spawn({
            let authgauge = authgauge.clone();
            async move { authgauge.keep_fresh().await }
        });
        let mut clockwork = Self {
            began: vec![Vec::new(); pools.len()],
            under_way: vec![false; pools.len()],
            started: tokio::time::Instant::now(),
            authgauge,
            pools,
            wall,
            changes,
            keeping,
            _held: release,
        };
        // The first refresh of all comes before any time has passed.
        while clockwork.began.iter().any(Vec::is_empty) {
            clockwork.settle().await;
        }
        clockwork
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        *self.wall.lock().unwrap()
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Both clocks go on, a second at a time.
    pub(super) async fn go_on(&mut self, by: Duration) {
        for _ in 0..by.as_secs() {
            self.move_wall(TimeDelta::seconds(1));
            tokio::time::advance(Duration::from_secs(1)).await;
            self.settle().await;
        }
    }

    /// The clock on the wall alone: the machine slept, or somebody set the clock.
    pub(super) fn move_wall(&self, by: TimeDelta) {
        *self.wall.lock().unwrap() += by;
    }

    pub(super) fn set_wall(&self, to: DateTime<Utc>) {
        *self.wall.lock().unwrap() = to;
    }

    /// Until nothing is under way. There is no network here, so what is waited for is a thread of ours.
    async fn settle(&mut self) {
        loop {
            tokio::task::yield_now().await;
            while let Ok(change) = self.changes.try_recv() {
                self.note(change);
            }
            if !self.under_way.contains(&true) {
                return;
            }
        }
    }

    fn note(&mut self, change: Change) {
        let Change::Pool(view) = change else { return };
        let place = self.pools.iter().position(|id| *id == view.id).unwrap();
        if view.refreshing && !self.under_way[place] {
            self.began[place].push(self.started.elapsed());
        }
        self.under_way[place] = view.refreshing;
    }
}

impl Drop for Clockwork {
    fn drop(&mut self) {
        self.keeping.abort();
    }
}

fn added(store: &Store, number: usize) -> PoolId {
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

/// A locked keychain, which asks its owner each time that it is wanted.
pub(super) struct Asking(pub(super) Arc<AtomicUsize>);

impl SecretStore for Asking {
    fn name(&self) -> String {
        "Asking".to_owned()
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
