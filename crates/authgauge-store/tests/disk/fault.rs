//! Makes file operations fail: runs this test program again, with `failing.c` preloaded.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const BELOW: &str = "FAULT_BELOW";

/// How an operation fails.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    name: &'static str,
    /// The number of the error, or `short` for half a write.
    error: &'static str,
    /// All later ones fail too.
    pub(crate) goes_on: bool,
}

/// Each way, once and from then on.
pub(crate) fn all() -> impl Iterator<Item = Fault> {
    let errors = [
        ("EIO", "5"),
        ("ENOSPC", "28"),
        ("EACCES", "13"),
        ("short write", "short"),
    ];
    let fault = |(name, error), goes_on| Fault {
        name,
        error,
        goes_on,
    };
    errors
        .into_iter()
        .flat_map(move |error| [false, true].map(|goes_on| fault(error, goes_on)))
}

impl Fault {
    /// Makes the n-th operation of this process in the folder fail.
    pub(crate) fn arm(self, n: usize) {
        let how = if self.goes_on { "on" } else { "once" };
        steer(&format!("{}/{n}/{how}", self.error));
    }

    /// Returns whether an operation failed.
    pub(crate) fn disarm() -> bool {
        steer("off") == io::ErrorKind::AlreadyExists
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let how = if self.goes_on { "from then on" } else { "once" };
        write!(f, "{} {how}", self.name)
    }
}

fn steer(how: &str) -> io::ErrorKind {
    fs::File::open(format!("/fault/{how}")).unwrap_err().kind()
}

/// The folder whose operations can fail, if this is the process with `failing.c`.
pub(crate) fn folder() -> Option<PathBuf> {
    std::env::var_os(BELOW).map(Into::into)
}

/// Runs the test of this name in a process with `failing.c`, and repeats its counts.
pub(crate) fn run_again(test: &str) {
    let dir = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    let dir = dir.unwrap();
    let library = dir.path().join("failing.so");
    build(&library);
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("LD_PRELOAD", library)
        .env("RUST_BACKTRACE", "0")
        .env(BELOW, dir.path().join("work"))
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

/// Uses the compiler of the bundled SQLite.
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
