//! What can go wrong between a test and the window.

use std::{io, time::Duration};

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, with what was being done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A program could not be started, or a file not be read or written.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// The system's own word.
        source: io::Error,
    },
    /// The window did not answer as WebDriver says it must.
    #[error("the window: {0}")]
    Window(#[from] thirtyfour::error::WebDriverError),
    /// The session's D-Bus or its keyring refused.
    #[error("the session bus: {0}")]
    Bus(#[from] zbus::Error),
    /// What was waited for did not come.
    #[error("waited {} s for {what}{}", limit.as_secs(), last.as_ref().map(|l| format!("; last: {l}")).unwrap_or_default())]
    Late {
        /// What was waited for.
        what: String,
        /// For how long.
        limit: Duration,
        /// What was seen at the last look, if that helps.
        last: Option<String>,
    },
    /// A picture of the window shows nothing, or is no picture.
    #[error("the picture {what}")]
    Picture {
        /// What is wrong with it.
        what: String,
    },
    /// The page holds something this crate cannot read.
    #[error("the page: {0}")]
    Page(#[from] serde_json::Error),
    /// Something that is asked of the page is not as it must be.
    #[error("{0}")]
    Unexpected(String),
}

/// Adds what was being done to a system error.
pub(crate) trait Doing<T> {
    fn doing(self, what: impl Into<String>) -> Result<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, what: impl Into<String>) -> Result<T> {
        self.map_err(|source| Error::Io {
            what: what.into(),
            source,
        })
    }
}
