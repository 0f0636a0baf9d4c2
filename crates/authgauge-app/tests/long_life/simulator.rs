//! The simulated servers, in another process of this test program. It reads one command a line from its standard
//! input and ends with it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use genauth_sim::{Sim, SimClock, SimOptions};

use super::{Role, command_for, fault_plan, time};

/// A pool that the simulator serves.
#[derive(Clone)]
pub(crate) struct Served {
    pub(crate) server: usize,
    pub(crate) url: String,
    pub(crate) key: String,
    pub(crate) secret: String,
}

/// The simulator's process.
pub(crate) struct Simulator {
    process: Child,
    commands: ChildStdin,
    replies: BufReader<ChildStdout>,
    pub(crate) pools: Vec<Served>,
}

impl Simulator {
    pub(crate) fn start() -> Self {
        let mut process = command_for(Role::Simulator)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let commands = process.stdin.take().unwrap();
        let replies = BufReader::new(process.stdout.take().unwrap());
        let mut simulator = Self {
            process,
            commands,
            replies,
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
                // Output of the test harness.
                _ => {}
            }
        }
    }

    pub(crate) fn set_time(&mut self, ms: i64) {
        self.send(&format!("at {ms}"));
    }

    pub(crate) fn set_fault(&mut self, pool: usize, fault: usize) {
        let Served { server, key, .. } = self.pools[pool].clone();
        self.send(&format!("fault {server} {key} {fault}"));
    }

    pub(crate) fn clear_fault(&mut self, pool: usize) {
        let Served { server, key, .. } = self.pools[pool].clone();
        self.send(&format!("well {server} {key}"));
    }

    pub(crate) fn down(&mut self, server: usize) {
        self.send(&format!("down {server}"));
    }

    pub(crate) fn up(&mut self, server: usize) {
        self.send(&format!("up {server}"));
    }

    /// Sends a command and waits until it is done.
    fn send(&mut self, command: &str) {
        writeln!(self.commands, "{command}").unwrap();
        while self.line() != "done" {}
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(
            self.replies.read_line(&mut line).unwrap() > 0,
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

/// Serves until the standard input ends.
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
    let mut sims: Vec<Option<Sim>> = (0..fault_plan::SERVERS)
        .map(|server| Some(start(server, 0)))
        .collect();
    let ports: Vec<u16> = sims.iter().flatten().map(Sim::port).collect();
    for (server, sim) in sims.iter().flatten().enumerate() {
        for pool in sim.pools() {
            print(&format!(
                "pool {server} {} {} {}",
                sim.url(),
                pool.access_key_id,
                pool.access_key_secret
            ));
        }
    }
    print("ready");
    let faults = fault_plan::faults();
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
        print("done");
    }
}

fn print(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}
