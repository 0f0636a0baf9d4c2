//! The simulated servers, in a process of their own: this test program once more, told by its environment
//! what to be. It obeys its standard input, a line at a time, and ends with it.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

use genauth_sim::{Sim, SimClock, SimOptions};

use super::{Role, again_as, plan, time};

/// A pool that the simulator serves.
#[derive(Clone)]
pub(crate) struct Served {
    pub(crate) server: usize,
    pub(crate) url: String,
    pub(crate) key: String,
    pub(crate) secret: String,
}

/// The simulator, from the side that starts it.
pub(crate) struct Simulator {
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub(crate) pools: Vec<Served>,
}

impl Simulator {
    pub(crate) fn start() -> Self {
        let mut process = again_as(Role::Simulator)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = process.stdin.take().unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap());
        let mut simulator = Self {
            process,
            orders,
            answers,
            pools: Vec::new(),
        };
        loop {
            let line = simulator.line();
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["ready"] => return simulator,
                ["pool", server, url, key, secret] => simulator.pools.push(Served {
                    server: server.parse().unwrap(),
                    url: (*url).to_owned(),
                    key: (*key).to_owned(),
                    secret: (*secret).to_owned(),
                }),
                // What the test harness says.
                _ => {}
            }
        }
    }

    pub(crate) fn tell_time(&mut self, ms: i64) {
        self.order(&format!("at {ms}"));
    }

    pub(crate) fn fault(&mut self, pool: usize, fault: usize) {
        let Served { server, key, .. } = self.pools[pool].clone();
        self.order(&format!("fault {server} {key} {fault}"));
    }

    pub(crate) fn well(&mut self, pool: usize) {
        let Served { server, key, .. } = self.pools[pool].clone();
        self.order(&format!("well {server} {key}"));
    }

    pub(crate) fn down(&mut self, server: usize) {
        self.order(&format!("down {server}"));
    }

    pub(crate) fn up(&mut self, server: usize) {
        self.order(&format!("up {server}"));
    }

    /// Returns once it is done.
    fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").unwrap();
        while self.line() != "done" {}
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(
            self.answers.read_line(&mut line).unwrap() > 0,
            "the simulator ended"
        );
        line.trim_end().to_owned()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves until nobody gives orders any more.
pub(crate) fn serve() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let clock = SimClock::fixed(time::at(1_772_380_800_000));
    let options = |server: usize, port| SimOptions {
        port,
        seed: 7 + server as u64,
        clock: clock.clone(),
        auth_clock: clock.clone(),
        ..SimOptions::default()
    };
    let start = |server, port| runtime.block_on(Sim::start(options(server, port))).unwrap();
    let mut sims: Vec<Option<Sim>> = (0..plan::SERVERS)
        .map(|server| Some(start(server, 0)))
        .collect();
    let ports: Vec<u16> = sims.iter().flatten().map(Sim::port).collect();
    for (server, sim) in sims.iter().flatten().enumerate() {
        for pool in sim.pools() {
            say(&format!(
                "pool {server} {} {} {}",
                sim.url(),
                pool.access_key_id,
                pool.access_key_secret
            ));
        }
    }
    say("ready");
    let faults = plan::faults();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        let number = |word: &str| word.parse::<usize>().unwrap();
        match words.as_slice() {
            ["at", ms] => {
                clock.set(time::at(ms.parse().unwrap()));
                sims.iter().flatten().for_each(Sim::clear_requests);
            }
            ["fault", server, key, fault] => {
                let fault = faults[number(fault)].clone();
                let sim = sims[number(server)].as_ref();
                sim.into_iter()
                    .for_each(|sim| sim.set_fault_for(key, Some(fault.clone())));
            }
            ["well", server, key] => {
                let sim = sims[number(server)].as_ref();
                sim.into_iter().for_each(|sim| sim.set_fault_for(key, None));
            }
            ["down", server] => sims[number(server)] = None,
            ["up", server] => {
                let server = number(server);
                sims[server] = Some(start(server, ports[server]));
            }
            _ => panic!("{line}"),
        }
        say("done");
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}
