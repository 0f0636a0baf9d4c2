use std::collections::HashMap;

use authgauge_api::PoolView;
use authgauge_app::keychain::{InMemory, Keychain};
use authgauge_app::{Application, Event, KeyStorage, Parts, PoolDraft};
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_store::{Role, Store};
use genauth::{AccessKey, AccessKeySecret};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::broadcast;

use super::fault_plan::{self, PlannedEvent, What};
use super::pool_check::{PoolCheck, Tally};
use super::resources::{self, Range, Usage};
use super::simulator::Simulator;
use super::time::Time;
use super::{Run, WARM_HOUR};

/// Milliseconds of a step while no refresh is in flight.
const STEP: u32 = 4000;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Milliseconds of a step while a refresh waits: shorter than its retry pauses and time limits.
const WAITING_STEP: u32 = 1000;
/// The most bytes of the database: three readings a pool, rewritten in place, and a log that SQLite restarts
/// after 1,000 pages.
const DATABASE: u64 = 128 * 1024;
const DATABASE_PER_POOL: u64 = 64 * 1024;
const LOG: u64 = 1100 * 4120;

/// The application, the simulated servers and their time.
pub(crate) struct Fixture {
    run: Run,
    time: Time,
    simulator: Simulator,
    pulses: Vec<Pulse>,
    dir: TempDir,
    app: Application,
    events: broadcast::Receiver<Event>,
    places: HashMap<PoolId, usize>,
    checks: Vec<PoolCheck>,
    faults: Vec<Option<usize>>,
    is_down: [bool; fault_plan::SERVERS],
    planned: std::iter::Peekable<std::vec::IntoIter<PlannedEvent>>,
    simulator_ms: i64,
    /// Threads while no refresh is in flight.
    idle_threads: u64,
    /// By hour: the first warm one and the last.
    samples: HashMap<i64, Vec<Usage>>,
}

impl Fixture {
    pub(crate) async fn new(run: Run) -> Self {
        let simulator = Simulator::start();
        let time = Time::paused();
        let dir = fast_folder();
        let (store, store_trouble) =
            Store::open(dir.path(), Role::Owner, super::time::at(time.wall_ms())).unwrap();
        let keychain = Keychain::start(|| Box::new(InMemory::default()));
        let app = Application::open(Parts {
            store_trouble,
            on_battery: super::time::on_battery(time.clock()),
            ..Parts::new(store, keychain, time.clock())
        })
        .unwrap();
        let mut urls: Vec<String> = simulator
            .pools
            .iter()
            .map(|pool| pool.url.clone())
            .collect();
        urls.dedup();
        Self {
            run,
            simulator_ms: time.wall_ms(),
            idle_threads: u64::MAX,
            pulses: urls.iter().map(|url| Pulse::new(url)).collect(),
            events: app.events(),
            app,
            time,
            simulator,
            dir,
            places: HashMap::new(),
            checks: Vec::new(),
            faults: vec![None; run.pools],
            is_down: [false; fault_plan::SERVERS],
            planned: fault_plan::events(run).into_iter().peekable(),
            samples: HashMap::new(),
        }
    }

    /// Runs the application until the end of the run.
    pub(crate) async fn run(&mut self) {
        self.add_pools().await;
        let app = self.app.clone();
        let running = tokio::spawn(async move { app.run().await });
        let mut idle_beats = 0;
        while self.time.ticked_ms() < self.run.hours * HOUR_MS {
            self.apply_events();
            self.apply_planned();
            if self.checks.iter().any(PoolCheck::is_disturbed) {
                self.beat().await;
                // A write runs on another thread.
                while resources::threads() > self.idle_threads {
                    self.beat().await;
                }
                self.apply_events();
                self.time.advance(WAITING_STEP).await;
            } else if self.checks.iter().any(PoolCheck::is_in_flight) {
                // Nothing is faulty, so every response is on its way: time stands still.
                self.beat().await;
                idle_beats += 1;
                assert!(
                    idle_beats < 200_000,
                    "a refresh that nothing disturbs does not end"
                );
            } else {
                idle_beats = 0;
                self.check_all();
                self.time.advance(STEP).await;
            }
            if self.time.wall_ms() - self.simulator_ms >= i64::from(2 * STEP) {
                self.set_simulator_time();
            }
        }
        running.abort();
    }

    /// Does the last checks and returns the counts.
    pub(crate) fn report(&self) -> Vec<String> {
        let warm = Range::of(&self.samples[&WARM_HOUR]);
        let last = Range::of(&self.samples[&(self.run.hours - 1)]);
        let growth = (last.most.memory_kb as f64 / warm.most.memory_kb as f64 - 1.0) * 100.0;
        let usage = format!("warm {warm:?}, at the end {last:?}");
        assert!(growth < 5.0, "memory grew by {growth:.1} %: {usage}");
        assert!(
            last.least.descriptors <= warm.least.descriptors,
            "descriptors: {usage}"
        );
        assert!(last.least.threads <= warm.least.threads, "threads: {usage}");
        let (database, log) = resources::database(self.dir.path());
        self.check_database();
        let sum = |of: fn(&Tally) -> u64| {
            self.checks
                .iter()
                .map(|check| of(&check.tally))
                .sum::<u64>()
        };
        let (hours, pools) = (self.run.hours, self.run.pools);
        vec![
            format!(
                "count: {} hours of pools without a missed refresh",
                hours * pools as i64
            ),
            format!(
                "long life: {hours} hours, {pools} pools, {} refreshes, {} of them failed, {} with Retry-After, {} with an adapted interval; \
                 memory {} kB at hour {WARM_HOUR} and {} kB at the end ({growth:+.1} %), descriptors {} and {}, \
                 threads {} and {}, database {} kB and its log {} kB",
                sum(|tally| tally.refreshes),
                sum(|tally| tally.failed),
                sum(|tally| tally.with_retry_after),
                sum(|tally| tally.adapted),
                warm.most.memory_kb,
                last.most.memory_kb,
                warm.least.descriptors,
                last.least.descriptors,
                warm.least.threads,
                last.least.threads,
                database / 1024,
                log / 1024,
            ),
        ]
    }

    async fn add_pools(&mut self) {
        for place in 0..self.run.pools {
            let served = self.simulator.pools[place].clone();
            let secret = AccessKeySecret::new(served.secret);
            let key = AccessKey::new(served.key, secret).unwrap();
            let draft = PoolDraft {
                name: format!("Pool {place}"),
                service: Service::Private,
                host: Some(served.url),
                sign_in: if place % 4 == 3 {
                    SignInWay::Signature
                } else {
                    SignInWay::Automatic
                },
                ca_file: None,
            };
            let added = self.app.add_pool(draft, key, KeyStorage::Keychain).await;
            let id = added.unwrap();
            self.app.refreshed(&id).await;
            let view = PoolView::from(&self.app.pool_snapshot(&id).unwrap());
            self.places.insert(id, place);
            self.checks
                .push(PoolCheck::new(format!("pool {place}"), &view));
            for _ in 0..100 {
                self.beat().await;
                self.idle_threads = self.idle_threads.min(resources::threads());
            }
            // Checks begin with the schedule.
            while self.events.try_recv().is_ok() {}
        }
    }

    /// Updates the checks from the events.
    fn apply_events(&mut self) {
        let now = self.time.wall_ms();
        loop {
            match self.events.try_recv() {
                Ok(Event::Pool(pool)) => {
                    let check = &mut self.checks[self.places[&pool.pool.id]];
                    check.update(&pool, now);
                }
                Ok(Event::Overview(_) | Event::Alert(_) | Event::Reset(_)) => {}
                Err(broadcast::error::TryRecvError::Empty) => return,
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn apply_planned(&mut self) {
        let now = self.time.ticked_ms();
        while let Some(planned) = self.planned.next_if(|planned| planned.at_ms <= now) {
            match planned.what {
                What::Fault { pool, fault } => self.fault(pool, Some(fault)),
                What::Recover { pool } => self.fault(pool, None),
                What::Down { server } => self.server(server, true),
                What::Up { server } => self.server(server, false),
                What::Sleep { ms } => self.sleep(ms),
            }
        }
    }

    fn fault(&mut self, pool: usize, fault: Option<usize>) {
        self.faults[pool] = fault;
        if !self.is_down[self.simulator.pools[pool].server] {
            match fault {
                Some(fault) => self.simulator.set_fault(pool, fault),
                None => self.simulator.clear_fault(pool),
            }
        }
        self.mark(pool);
    }

    fn server(&mut self, server: usize, down: bool) {
        self.is_down[server] = down;
        match down {
            true => self.simulator.down(server),
            false => self.simulator.up(server),
        }
        for pool in 0..self.run.pools {
            if self.simulator.pools[pool].server == server {
                self.fault(pool, self.faults[pool]);
            }
        }
    }

    fn mark(&mut self, pool: usize) {
        let is_down = self.is_down[self.simulator.pools[pool].server];
        self.checks[pool].set_faulty(is_down || self.faults[pool].is_some());
    }

    fn sleep(&mut self, ms: i64) {
        self.time.sleep(ms);
        self.set_simulator_time();
        let now = self.time.wall_ms();
        self.checks
            .iter_mut()
            .for_each(|check| check.machine_slept(now));
    }

    fn set_simulator_time(&mut self) {
        self.simulator_ms = self.time.wall_ms();
        self.simulator.set_time(self.simulator_ms);
    }

    /// Once a minute: checks for overdue refreshes, and measures memory, threads and descriptors.
    fn check_all(&mut self) {
        let ticked = self.time.ticked_ms();
        if ticked % MINUTE_MS >= i64::from(STEP) {
            return;
        }
        let now = self.time.wall_ms();
        self.checks.iter().for_each(|check| check.check(now));
        let hour = ticked / HOUR_MS;
        if hour == WARM_HOUR || hour == self.run.hours - 1 {
            self.samples.entry(hour).or_default().push(Usage::now());
        }
        self.check_database();
    }

    fn check_database(&self) {
        let (database, log) = resources::database(self.dir.path());
        let planned = DATABASE + DATABASE_PER_POOL * self.run.pools as u64;
        assert!(
            database <= planned,
            "the database has {database} bytes, more than {planned}"
        );
        assert!(log <= LOG, "its log has {log} bytes, more than {LOG}");
    }

    /// Lets everything in transit arrive, by a round trip to each server.
    async fn beat(&mut self) {
        for pulse in &mut self.pulses {
            pulse.beat().await;
        }
    }
}

/// In memory where the system has such a folder: waiting for a disk would test nothing.
fn fast_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// A request to a server, answered only after the requests before it.
struct Pulse {
    address: String,
    line: Option<TcpStream>,
}

impl Pulse {
    fn new(url: &str) -> Self {
        Self {
            address: url.trim_start_matches("http://").to_owned(),
            line: None,
        }
    }

    /// Does nothing if the server is down.
    async fn beat(&mut self) {
        let line = match self.line.take() {
            Some(line) => Some(line),
            None => TcpStream::connect(&self.address).await.ok(),
        };
        if let Some(mut line) = line
            && round_trip(&mut line).await.is_ok()
        {
            self.line = Some(line);
        }
        tokio::task::yield_now().await;
    }
}

async fn round_trip(line: &mut TcpStream) -> std::io::Result<()> {
    line.write_all(b"GET /pulse HTTP/1.1\r\nhost: pulse\r\n\r\n")
        .await?;
    let mut seen = Vec::new();
    loop {
        if line.read_buf(&mut seen).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let text = String::from_utf8_lossy(&seen);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.to_ascii_lowercase();
        let length = length
            .split("content-length: ")
            .nth(1)
            .unwrap()
            .lines()
            .next()
            .unwrap();
        if body.len() >= length.trim().parse::<usize>().unwrap() {
            return Ok(());
        }
    }
}
