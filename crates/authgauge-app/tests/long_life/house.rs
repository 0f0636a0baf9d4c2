use std::collections::HashMap;

use authgauge_app::Authgauge;
use authgauge_app::Change;
use authgauge_app::Parts;
use authgauge_app::draft::PoolDraft;
use authgauge_app::keychain::{InMemory, Keychain};
use authgauge_app::view::{About, WordsLanguage};
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_store::{Role, Store};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::broadcast,
};

use super::{
    Run, WARM,
    books::{Page, Tally},
    plan::{self, Turn, What},
    process::{self, Range, Taken},
    simulator::Simulator,
    time::Time,
};

/// While nothing is under way.
const STEP: u32 = 4000;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// While a refresh waits for something: its repeats and limits are longer than this.
const MOMENT: u32 = 1000;
/// What the database is planned to take: three readings a pool, rewritten in place, and a log that SQLite
/// begins again after 1,000 pages.
const DATABASE: u64 = 128 * 1024;
const OF_A_POOL: u64 = 64 * 1024;
const LOG: u64 = 1100 * 4120;

/// Authgauge, the simulated servers, and the time they live in.
pub(crate) struct House {
    run: Run,
    time: Time,
    simulator: Simulator,
    pulses: Vec<Pulse>,
    dir: TempDir,
    authgauge: Authgauge,
    changes: broadcast::Receiver<Change>,
    places: HashMap<PoolId, usize>,
    pages: Vec<Page>,
    faults: Vec<Option<usize>>,
    is_down: [bool; plan::SERVERS],
    turns: std::iter::Peekable<std::vec::IntoIter<Turn>>,
    told_ms: i64,
    /// Threads while nothing is under way.
    calm: u64,
    /// By the hour: the first warm one, and the last.
    samples: HashMap<i64, Vec<Taken>>,
}

impl House {
    pub(crate) async fn new(run: Run) -> Self {
        let simulator = Simulator::start();
        let time = Time::stand_still();
        let dir = quick_folder();
        let (store, store_trouble) =
            Store::open(dir.path(), Role::Owner, super::time::at(time.wall_ms())).unwrap();
        let authgauge = Authgauge::open(Parts {
            store,
            store_trouble,
            keychain: Keychain::start(|| Box::new(InMemory::default())),
            session_only: false,
            on_battery: super::time::on_battery(time.clock()),
            clock: time.clock(),
            about: About {
                version: "0".to_owned(),
                data_dir: String::new(),
            },
            system_language: WordsLanguage::En,
            demo: false,
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
            told_ms: time.wall_ms(),
            calm: u64::MAX,
            pulses: urls.iter().map(|url| Pulse::of(url)).collect(),
            changes: authgauge.changes(),
            authgauge,
            time,
            simulator,
            dir,
            places: HashMap::new(),
            pages: Vec::new(),
            faults: vec![None; run.pools],
            is_down: [false; plan::SERVERS],
            turns: plan::turns(run).into_iter().peekable(),
            samples: HashMap::new(),
        }
    }

    /// Lives through the run.
    pub(crate) async fn live(&mut self) {
        self.add_pools().await;
        let authgauge = self.authgauge.clone();
        let keeping = tokio::spawn(async move { authgauge.keep_fresh().await });
        let mut idle_beats = 0;
        while self.time.ticked_ms() < self.run.hours * HOUR_MS {
            self.turn_pages();
            self.take_turns();
            if self.pages.iter().any(Page::is_disturbed) {
                self.beat().await;
                // What is being written is on its way as well, on a thread of its own.
                while process::threads() > self.calm {
                    self.beat().await;
                }
                self.turn_pages();
                self.time.go_on(MOMENT).await;
            } else if self.pages.iter().any(Page::is_under_way) {
                // All is well, so all that is waited for is on its way: time stands still.
                self.beat().await;
                idle_beats += 1;
                assert!(
                    idle_beats < 200_000,
                    "a refresh that nothing disturbs does not end"
                );
            } else {
                idle_beats = 0;
                self.look();
                self.time.go_on(STEP).await;
            }
            if self.time.wall_ms() - self.told_ms >= i64::from(2 * STEP) {
                self.tell_time();
            }
        }
        keeping.abort();
    }

    /// What was seen, after the last checks.
    pub(crate) fn told(&self) -> Vec<String> {
        let warm = Range::of(&self.samples[&WARM]);
        let last = Range::of(&self.samples[&(self.run.hours - 1)]);
        let growth = (last.most.memory_kb as f64 / warm.most.memory_kb as f64 - 1.0) * 100.0;
        let seen = format!("warm {warm:?}, at the end {last:?}");
        assert!(growth < 5.0, "memory grew by {growth:.1} %: {seen}");
        assert!(
            last.least.descriptors <= warm.least.descriptors,
            "descriptors: {seen}"
        );
        assert!(last.least.threads <= warm.least.threads, "threads: {seen}");
        let (database, log) = process::database(self.dir.path());
        self.check_database();
        let sum =
            |of: fn(&Tally) -> u64| self.pages.iter().map(|page| of(&page.tally)).sum::<u64>();
        let (hours, pools) = (self.run.hours, self.run.pools);
        vec![
            format!(
                "count: {} hours of pools without a missed refresh",
                hours * pools as i64
            ),
            format!(
                "long life: {hours} hours, {pools} pools, {} refreshes, {} of them failed, {} told to wait, {} with another pace than the owner's; \
                 memory {} kB at hour {WARM} and {} kB at the end ({growth:+.1} %), descriptors {} and {}, \
                 threads {} and {}, database {} kB and its log {} kB",
                sum(|tally| tally.refreshes),
                sum(|tally| tally.failed),
                sum(|tally| tally.told_to_wait),
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
            self.authgauge.hold_key(served.key, served.secret).unwrap();
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
            let id = self.authgauge.add_pool(draft, false).await.unwrap();
            self.authgauge.refreshed(&id).await;
            let view = self.authgauge.pool_view(&id).unwrap();
            self.places.insert(id, place);
            self.pages.push(Page::new(format!("pool {place}"), &view));
            for _ in 0..100 {
                self.beat().await;
                self.calm = self.calm.min(process::threads());
            }
            // The books are kept from when the schedule begins.
            while self.changes.try_recv().is_ok() {}
        }
    }

    /// Takes in what Authgauge told.
    fn turn_pages(&mut self) {
        let now = self.time.wall_ms();
        loop {
            match self.changes.try_recv() {
                Ok(Change::Pool(view)) => self.pages[self.places[&view.id]].take(&view, now),
                Ok(Change::Overview(_) | Change::Alert(_)) => {}
                Err(broadcast::error::TryRecvError::Empty) => return,
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn take_turns(&mut self) {
        let now = self.time.ticked_ms();
        while let Some(turn) = self.turns.next_if(|turn| turn.at_ms <= now) {
            match turn.what {
                What::Fault { pool, fault } => self.fault(pool, Some(fault)),
                What::Well { pool } => self.fault(pool, None),
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
                Some(fault) => self.simulator.fault(pool, fault),
                None => self.simulator.well(pool),
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
        self.pages[pool].trouble(is_down || self.faults[pool].is_some());
    }

    fn sleep(&mut self, ms: i64) {
        self.time.sleep(ms);
        self.tell_time();
        let now = self.time.wall_ms();
        self.pages.iter_mut().for_each(|page| page.wake(now));
    }

    fn tell_time(&mut self) {
        self.told_ms = self.time.wall_ms();
        self.simulator.tell_time(self.told_ms);
    }

    /// Once a minute: is anything overdue, and what does it all take?
    fn look(&mut self) {
        let ticked = self.time.ticked_ms();
        if ticked % MINUTE_MS >= i64::from(STEP) {
            return;
        }
        let now = self.time.wall_ms();
        self.pages.iter().for_each(|page| page.check(now));
        let hour = ticked / HOUR_MS;
        if hour == WARM || hour == self.run.hours - 1 {
            self.samples.entry(hour).or_default().push(Taken::now());
        }
        self.check_database();
    }

    fn check_database(&self) {
        let (database, log) = process::database(self.dir.path());
        let planned = DATABASE + OF_A_POOL * self.run.pools as u64;
        assert!(
            database <= planned,
            "the database takes {database} bytes, planned are {planned}"
        );
        assert!(log <= LOG, "its log takes {log} bytes, planned are {LOG}");
    }

    /// Gives everything that is on its way the time to arrive: to and fro between here and each server.
    async fn beat(&mut self) {
        for pulse in &mut self.pulses {
            pulse.beat().await;
        }
    }
}

/// In memory where the system has such a folder: what is flushed to a disk is only waited for here.
fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// A question to a server that comes back only after what went before it.
struct Pulse {
    address: String,
    line: Option<TcpStream>,
}

impl Pulse {
    fn of(url: &str) -> Self {
        Self {
            address: url.trim_start_matches("http://").to_owned(),
            line: None,
        }
    }

    /// A server that is down holds nothing back.
    async fn beat(&mut self) {
        let line = match self.line.take() {
            Some(line) => Some(line),
            None => TcpStream::connect(&self.address).await.ok(),
        };
        if let Some(mut line) = line
            && there_and_back(&mut line).await.is_ok()
        {
            self.line = Some(line);
        }
        tokio::task::yield_now().await;
    }
}

async fn there_and_back(line: &mut TcpStream) -> std::io::Result<()> {
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
