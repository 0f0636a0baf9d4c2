//! A private session: home directory, message bus, and a GNOME Keyring.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;

use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

use crate::LIMIT;

pub(crate) const INSIDE: &str = "AUTHGAUGE_TEST_SESSION";

/// Runs the test of this name again in a private session, and there its `body`.
pub(crate) fn in_a_session(name: &str, body: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        return body();
    }
    let home = tempfile::tempdir().unwrap();
    let mut bus = Bus::start(home.path());
    let output = in_home(&std::env::current_exe().unwrap(), home.path())
        .args(["--exact", name, "--nocapture"])
        .env(INSIDE, "1")
        .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
        .output()
        .unwrap();
    bus.process.end();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.contains("1 passed"), "{out}");
    let counts = out.lines().filter(|line| line.starts_with("count: "));
    counts.for_each(|line| writeln!(std::io::stdout().lock(), "{line}").unwrap());
}

/// A command with this home directory and no other session.
pub(crate) fn in_home(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        // `cargo xtask coverage` writes its counters to the second.
        .envs(
            ["PATH", "LLVM_PROFILE_FILE"]
                .into_iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        )
        .env("HOME", home);
    for (name, folder) in [
        ("XDG_RUNTIME_DIR", "run"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        let folder = home.join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        command.env(name, folder);
    }
    command
}

/// A message bus that activates no services: neither a keyring nor a prompter.
pub(crate) struct Bus {
    process: Ended,
    address: String,
}

impl Bus {
    pub(crate) fn start(home: &Path) -> Self {
        let config = home.join("bus.conf");
        let listen = format!("unix:path={}", home.join("bus").display());
        let text = format!(
            r#"<busconfig><type>session</type><listen>{listen}</listen><policy context="default">
            <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
            </policy></busconfig>"#
        );
        fs::write(&config, text).unwrap();
        let mut process = in_home(Path::new("dbus-daemon"), home)
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Self {
            process: Ended(process),
            address: address.trim().to_owned(),
        }
    }
}

/// A GNOME Keyring on this process's bus, with an unlocked keyring in this process's home.
pub(crate) struct Keyring {
    _process: Ended,
}

impl Keyring {
    pub(crate) fn start() -> Self {
        let home = std::env::var_os("HOME").unwrap();
        let taken = keychain_name_taken();
        let mut process = in_home(Path::new("gnome-keyring-daemon"), Path::new(&home))
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env(
                "DBUS_SESSION_BUS_ADDRESS",
                std::env::var_os("DBUS_SESSION_BUS_ADDRESS").unwrap(),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        process
            .stdin
            .take()
            .unwrap()
            .write_all(b"a password")
            .unwrap();
        let process = Ended(process);
        taken.recv_timeout(LIMIT).unwrap();
        Self { _process: process }
    }
}

/// Sends when a program on the bus takes the keychain's name.
pub(crate) fn keychain_name_taken() -> mpsc::Receiver<()> {
    let bus = Connection::session().unwrap();
    let changes = DBusProxy::new(&bus)
        .unwrap()
        .receive_name_owner_changed()
        .unwrap();
    let (sender, taken) = mpsc::channel();
    std::thread::spawn(move || {
        for change in changes {
            let change = change.args().unwrap();
            if change.name == "org.freedesktop.secrets" && change.new_owner.is_some() {
                return sender.send(()).unwrap_or_default();
            }
        }
    });
    taken
}

pub(crate) fn stop(pid: u32) {
    let done = Command::new("kill").arg(pid.to_string()).status().unwrap();
    assert!(done.success());
}

/// A process that ends when it is dropped.
pub(crate) struct Ended(Child);

impl From<Child> for Ended {
    fn from(process: Child) -> Self {
        Self(process)
    }
}

impl Ended {
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.0.wait().unwrap()
    }

    pub(crate) fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.end();
    }
}

/// Unlocks the running keyring with its password, without a prompt.
pub(crate) fn unlock() {
    const SECRETS: &str = "org.freedesktop.secrets";
    const PATH: &str = "/org/freedesktop/secrets";
    let bus = Connection::session().unwrap();
    let service = Proxy::new(&bus, SECRETS, PATH, "org.freedesktop.Secret.Service").unwrap();
    let opened: (OwnedValue, OwnedObjectPath) = service
        .call("OpenSession", &("plain", Value::from("")))
        .unwrap();
    let login: OwnedObjectPath = service.call("ReadAlias", &("default",)).unwrap();
    let password = (
        opened.1,
        Vec::<u8>::new(),
        b"a password".to_vec(),
        "text/plain",
    );
    let own = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface";
    let own = Proxy::new(&bus, SECRETS, PATH, own).unwrap();
    let (): () = own
        .call("UnlockWithMasterPassword", &(login, password))
        .unwrap();
}
