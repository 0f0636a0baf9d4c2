//! Whom the programs of a session speak to. Every window test is watched over; `contacts.rs` shows that the
//! watch can see.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use desktop_driver::Session;

/// What one program did: `listen`, `connect` or `send` with an address and a port, or `ask` for a name's address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Contact {
    pub(crate) what: String,
    pub(crate) whom: String,
    pub(crate) port: u16,
}

/// Fails a test in which anybody was spoken to but the simulator.
pub(crate) struct NetworkWatch {
    written: PathBuf,
    ports: BTreeSet<u16>,
}

impl NetworkWatch {
    /// Watches over every program that is started in the session from now on.
    pub(crate) fn over(session: &mut Session, simulator: u16) -> Self {
        let written = session.home().join("network.txt");
        std::fs::write(&written, "").unwrap();
        session.set_env("AUTHGAUGE_TEST_NETWORK", written.to_str().unwrap());
        let recorder = recorder(session.home());
        session.set_env("LD_PRELOAD", recorder.to_str().unwrap());
        Self {
            written,
            ports: BTreeSet::from([simulator]),
        }
    }

    /// This machine may be spoken to on this port too.
    pub(crate) fn allow(&mut self, port: u16) {
        self.ports.insert(port);
    }

    /// Nothing so far counts.
    pub(crate) fn forget(&self) {
        std::fs::write(&self.written, "").unwrap();
    }

    /// Everything so far.
    pub(crate) fn contacts(&self) -> Vec<Contact> {
        let written = std::fs::read_to_string(&self.written).unwrap();
        written.lines().map(Contact::read).collect()
    }

    /// What was neither with the simulator nor among the session's own programs.
    pub(crate) fn strangers(&self) -> Vec<Contact> {
        let all = self.contacts();
        let own = all.iter().filter(|contact| contact.what == "listen");
        let mut ports: BTreeSet<u16> = own.map(|contact| contact.port).collect();
        ports.extend(&self.ports);
        let mut strangers = all;
        strangers.retain(|contact| !contact.is_here(&ports));
        strangers
    }
}

impl Drop for NetworkWatch {
    #[expect(clippy::print_stdout, reason = "the suite's count")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        assert_eq!(self.strangers(), Vec::<Contact>::new());
        let contacts = self.contacts();
        let spoken = contacts.iter().filter(|contact| contact.what != "listen");
        println!("count: {} connections recorded", spoken.count());
    }
}

impl Contact {
    fn read(line: &str) -> Self {
        let (rest, port) = line.rsplit_once(' ').unwrap();
        let (what, whom) = rest.split_once(' ').unwrap();
        Self {
            what: what.to_owned(),
            whom: whom.to_owned(),
            port: port.parse().unwrap(),
        }
    }

    fn is_here(&self, ports: &BTreeSet<u16>) -> bool {
        let address = self.whom.parse::<IpAddr>();
        let here = address.map_or(self.whom == "localhost", |address| {
            address.to_canonical().is_loopback()
        });
        here && (self.what == "ask" || ports.contains(&self.port))
    }
}

/// A library that is loaded before the others, in the session's own folder.
fn recorder(folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("network.c"), folder.join("network.so"));
    std::fs::write(&source, include_str!("network.c")).unwrap();
    let mut compiler = Command::new(std::env::var_os("CC").unwrap_or("cc".into()));
    compiler
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl");
    assert!(compiler.status().unwrap().success());
    library
}
