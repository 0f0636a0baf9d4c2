//! Records which hosts the programs of a session contact. A [`NetworkWatch`] is part of every window test.

use std::collections::BTreeSet;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use desktop_driver::Session;

/// One recorded call: `listen`, `connect` or `send` with an address and a port, or `resolve` of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Contact {
    pub(crate) action: String,
    pub(crate) host: String,
    pub(crate) port: u16,
}

/// The web view's proxy: a closed port, so that a page's hints reach nothing.
const CLOSED_PROXY_PORT: u16 = 1;

/// Fails the test on drop when a program contacted anything but the simulator, the closed proxy port or the
/// session's own programs.
pub(crate) struct NetworkWatch {
    record: PathBuf,
    allowed_ports: BTreeSet<u16>,
}

impl NetworkWatch {
    /// Watches every program that is started in the session from now on.
    pub(crate) fn start(session: &mut Session, simulator_port: u16) -> Self {
        let record = session.home().join("network.txt");
        fs::write(&record, "").unwrap();
        session.set_env("AUTHGAUGE_TEST_NETWORK", record.to_str().unwrap());
        let library = build_library(session.home());
        session.set_env("LD_PRELOAD", library.to_str().unwrap());
        Self {
            record,
            allowed_ports: BTreeSet::from([simulator_port, CLOSED_PROXY_PORT]),
        }
    }

    /// Allows another port of this machine.
    pub(crate) fn allow(&mut self, port: u16) {
        self.allowed_ports.insert(port);
    }

    /// Forgets what was recorded so far.
    pub(crate) fn clear(&self) {
        fs::write(&self.record, "").unwrap();
    }

    /// Everything recorded so far.
    pub(crate) fn contacts(&self) -> Vec<Contact> {
        let record = fs::read_to_string(&self.record).unwrap();
        record.lines().map(Contact::parse).collect()
    }

    /// The contacts with neither the simulator nor the session's own programs.
    pub(crate) fn unexpected(&self) -> Vec<Contact> {
        let mut contacts = self.contacts();
        let listening = contacts.iter().filter(|contact| contact.action == "listen");
        let mut ports: BTreeSet<u16> = listening.map(|contact| contact.port).collect();
        ports.extend(&self.allowed_ports);
        contacts.retain(|contact| !contact.is_allowed(&ports));
        contacts
    }
}

impl Drop for NetworkWatch {
    #[expect(clippy::print_stdout, reason = "xtask reads the counts")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        assert_eq!(self.unexpected(), Vec::<Contact>::new());
        let contacts = self.contacts();
        let outgoing = contacts.iter().filter(|contact| contact.action != "listen");
        println!("count: {} connections recorded", outgoing.count());
    }
}

impl Contact {
    fn parse(line: &str) -> Self {
        let (rest, port) = line.rsplit_once(' ').unwrap();
        let (action, host) = rest.split_once(' ').unwrap();
        Self {
            action: action.to_owned(),
            host: host.to_owned(),
            port: port.parse().unwrap(),
        }
    }

    /// True for loopback on one of these ports, and for resolving loopback.
    fn is_allowed(&self, ports: &BTreeSet<u16>) -> bool {
        let address = self.host.parse::<IpAddr>();
        let is_loopback = address.map_or(self.host == "localhost", |address| {
            address.to_canonical().is_loopback()
        });
        is_loopback && (self.action == "resolve" || ports.contains(&self.port))
    }
}

/// Compiles the preloaded library into `folder`.
fn build_library(folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("network.c"), folder.join("network.so"));
    fs::write(&source, include_str!("network_watch.c")).unwrap();
    let mut compiler = Command::new(std::env::var_os("CC").unwrap_or("cc".into()));
    compiler
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl");
    assert!(compiler.status().unwrap().success());
    library
}
