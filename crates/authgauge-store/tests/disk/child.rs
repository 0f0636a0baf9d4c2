//! A child process that is killed: it runs this test program, with its task in environment variables.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::work::{change, open_store};

const FOLDER: &str = "AUTHGAUGE_TEST_FOLDER";
const FIRST_CHANGE: &str = "AUTHGAUGE_TEST_FROM";

/// The folder to work in, if this process is a child.
pub(crate) fn folder() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

/// The number of the first change.
pub(crate) fn first_change() -> usize {
    std::env::var(FIRST_CHANGE).unwrap().parse().unwrap()
}

/// Changes the store until it is killed, and prints each saved change.
pub(crate) fn work_until_killed(dir: &Path) {
    print_flushed("opening");
    let mut store = open_store(dir, "child");
    for number in first_change().. {
        change(&store, number).unwrap();
        print_flushed(&format!("saved {}", number + 1));
        // Closing empties the write-ahead log; opening checks the whole database.
        if number % 10 == 9 {
            drop(store);
            store = open_store(dir, "child");
        }
    }
}

pub(crate) fn print_flushed(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// A child process.
pub(crate) struct ChildProcess {
    process: Child,
    lines: BufReader<ChildStdout>,
}

impl ChildProcess {
    /// Runs the test of this name in a child process.
    pub(crate) fn start(test: &str, dir: &Path, first_change: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(FOLDER, dir)
            .env(FIRST_CHANGE, first_change.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap());
        let mut child = Self { process, lines };
        while child.read_line().unwrap() != "opening" {}
        child
    }

    /// Waits for the next saved change and returns its number.
    pub(crate) fn next_saved(&mut self) -> Option<usize> {
        loop {
            if let Some(number) = self.read_line()?.strip_prefix("saved ") {
                return Some(number.parse().unwrap());
            }
        }
    }

    /// The process ID.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Kills the process, and returns the number of the last saved change that it printed.
    pub(crate) fn kill(mut self) -> Option<usize> {
        self.process.kill().unwrap();
        let last = std::iter::from_fn(|| self.next_saved()).last();
        let status = self.process.wait().unwrap();
        assert_eq!(status.signal(), Some(9), "the child ended early");
        last
    }

    fn read_line(&mut self) -> Option<String> {
        let mut line = String::new();
        let length = self.lines.read_line(&mut line).unwrap();
        (length > 0).then(|| line.trim_end().to_owned())
    }
}
