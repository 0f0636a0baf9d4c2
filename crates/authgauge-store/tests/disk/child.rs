//! The process that is killed: this test program again, with its task in the environment.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use crate::work::{change, opened};

const FOLDER: &str = "AUTHGAUGE_TEST_FOLDER";
const FROM: &str = "AUTHGAUGE_TEST_FROM";

/// The folder to work in, if this process is a child.
pub(crate) fn folder() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

/// The number of the change to begin with.
pub(crate) fn from() -> usize {
    std::env::var(FROM).unwrap().parse().unwrap()
}

/// Changes the store until it is killed, and prints each saved change.
pub(crate) fn work_until_killed(dir: &Path) {
    say("opening");
    let mut store = opened(dir, "child");
    for number in from().. {
        change(&store, number).unwrap();
        say(&format!("saved {}", number + 1));
        // Closing empties the log; opening checks everything.
        if number % 10 == 9 {
            drop(store);
            store = opened(dir, "child");
        }
    }
}

pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// A child process.
pub(crate) struct Working {
    process: Child,
    lines: BufReader<ChildStdout>,
}

impl Working {
    /// Runs the test of this name again, as a child.
    pub(crate) fn start(test: &str, dir: &Path, from: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(FOLDER, dir)
            .env(FROM, from.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap());
        let mut child = Self { process, lines };
        while child.line().unwrap() != "opening" {}
        child
    }

    /// Waits for the next saved change and returns its number.
    pub(crate) fn saved(&mut self) -> Option<usize> {
        loop {
            if let Some(number) = self.line()?.strip_prefix("saved ") {
                return Some(number.parse().unwrap());
            }
        }
    }

    /// Its process ID.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Kills it, and returns the last number it printed.
    pub(crate) fn kill(mut self) -> Option<usize> {
        self.process.kill().unwrap();
        let last = std::iter::from_fn(|| self.saved()).last();
        let status = self.process.wait().unwrap();
        assert_eq!(status.signal(), Some(9), "the child ended early");
        last
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let length = self.lines.read_line(&mut line).unwrap();
        (length > 0).then(|| line.trim_end().to_owned())
    }
}
