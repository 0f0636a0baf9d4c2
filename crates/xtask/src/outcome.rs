//! How a command ends, and how it speaks.

use std::fmt;

/// Why a command stopped, in words for the person who typed it.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

/// What every command answers.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds what was being done to a system error.
pub(crate) trait Doing<T> {
    fn doing(self, what: &str) -> Outcome<T>;
}

impl<T> Doing<T> for std::io::Result<T> {
    fn doing(self, what: &str) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{what}: {error}")))
    }
}

/// Says one line to the person who typed the command.
#[expect(
    clippy::print_stderr,
    reason = "the one place where these commands speak"
)]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

/// Writes one line of a command's result.
#[expect(
    clippy::print_stdout,
    reason = "a command's result belongs on standard output"
)]
pub(crate) fn tell(line: &str) {
    println!("{line}");
}
