//! Makes file operations fail: runs this test program in a child process, with `failing.c` preloaded.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FOLDER: &str = "FAULT_FOLDER";

/// How an operation fails.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    name: &'static str,
    /// The `errno`, or `short` for a partial write.
    error: &'static str,
    /// Whether all later operations fail too.
    pub(crate) is_persistent: bool,
}

/// Each error, for one operation and for all later ones.
pub(crate) fn all() -> impl Iterator<Item = Fault> {
    let errors = [
        ("EIO", "5"),
        ("ENOSPC", "28"),
        ("EACCES", "13"),
        ("short write", "short"),
    ];
    let fault = |(name, error), is_persistent| Fault {
        name,
        error,
        is_persistent,
    };
    errors
        .into_iter()
        .flat_map(move |error| [false, true].map(|is_persistent| fault(error, is_persistent)))
}

impl Fault {
    /// Makes the n-th operation of this process in the folder fail.
    pub(crate) fn arm(self, n: usize) {
        let how = if self.is_persistent { "on" } else { "once" };
        send_command(&format!("{}/{n}/{how}", self.error));
    }

    /// Returns whether an operation failed.
    pub(crate) fn disarm() -> bool {
        send_command("off") == io::ErrorKind::AlreadyExists
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let how = if self.is_persistent {
            "from then on"
        } else {
            "once"
        };
        write!(f, "{} {how}", self.name)
    }
}

/// Sends a command to `failing.c` by opening a path.
fn send_command(how: &str) -> io::ErrorKind {
    fs::File::open(format!("/fault/{how}")).unwrap_err().kind()
}

/// The folder in which operations can fail, if this is the child process.
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

/// Runs the test of this name in a child process with `failing.c`, and prints its counts.
pub(crate) fn run_in_child(test: &str) {
    let dir = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    let dir = dir.unwrap();
    let library = dir.path().join("failing.so");
    build(&library);
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("LD_PRELOAD", library)
        .env("RUST_BACKTRACE", "0")
        .env(FOLDER, dir.path().join("work"))
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let out = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{out}");
    let counts: Vec<_> = out
        .lines()
        .filter_map(|line| line.get(line.find("count: ")?..))
        .collect();
    assert!(!counts.is_empty(), "{out}");
    let mut out = io::stdout().lock();
    for count in counts {
        writeln!(out, "{count}").unwrap();
    }
}

/// Compiles `failing.c` with the compiler of the bundled SQLite.
fn build(library: &Path) {
    let compiler = std::env::var_os("CC").unwrap_or("cc".into());
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/disk/failing.c");
    let built = Command::new(compiler)
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(library)
        .args([source, "-ldl"])
        .status();
    assert!(built.unwrap().success());
}
