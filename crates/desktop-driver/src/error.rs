//! The errors of this crate.

use std::io;
use std::time::Duration;

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// What failed, with the step during which it failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A program could not be started, or a file could not be read or written.
    #[error("{step}: {source}")]
    Io {
        /// The step that failed.
        step: String,
        /// The system's error.
        source: io::Error,
    },
    /// WebDriver returned an error.
    #[error("WebDriver: {0}")]
    WebDriver(#[from] thirtyfour::error::WebDriverError),
    /// A call on the session's D-Bus failed.
    #[error("the session bus: {0}")]
    Bus(#[from] zbus::Error),
    /// A condition did not become true in time.
    #[error("waited {} s for {condition}{}", limit.as_secs(), last_error.as_ref().map(|e| format!("; last error: {e}")).unwrap_or_default())]
    Timeout {
        /// The condition.
        condition: String,
        /// How long it was waited for.
        limit: Duration,
        /// The error of the last check, if it failed.
        last_error: Option<String>,
    },
    /// A picture is blank or can't be decoded.
    #[error("the picture {problem}")]
    Picture {
        /// What is wrong with it.
        problem: String,
    },
    /// A script returned a value of another type than expected.
    #[error("the script's result: {0}")]
    ScriptResult(#[from] serde_json::Error),
    /// Anything else that is not as expected.
    #[error("{0}")]
    Unexpected(String),
}

impl From<zbus::fdo::Error> for Error {
    fn from(error: zbus::fdo::Error) -> Self {
        Self::Bus(error.into())
    }
}

impl From<zbus::names::Error> for Error {
    fn from(error: zbus::names::Error) -> Self {
        Self::Bus(error.into())
    }
}

/// Adds the failed step to a system error.
pub(crate) trait Context<T> {
    fn context(self, step: impl Into<String>) -> Result<T>;
}

impl<T, E: Into<io::Error>> Context<T> for std::result::Result<T, E> {
    fn context(self, step: impl Into<String>) -> Result<T> {
        self.map_err(|source| Error::Io {
            step: step.into(),
            source: source.into(),
        })
    }
}
