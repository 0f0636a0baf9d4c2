//! Polling for a condition instead of sleeping for a fixed time.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// How long any condition may take. Generous, because a loaded machine is not a defect of the app.
pub const TIMEOUT: Duration = Duration::from_secs(30);

const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Calls `check` until it returns `Some`, for at most [`TIMEOUT`].
///
/// An error of one check counts as "not yet", because a page that is being replaced returns errors.
pub async fn wait_until<T>(
    condition: &str,
    mut check: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        let last_error = match check().await {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => None,
            Err(error) => Some(error.to_string()),
        };
        if started.elapsed() > TIMEOUT {
            return Err(Error::Timeout {
                condition: condition.to_owned(),
                limit: TIMEOUT,
                last_error,
            });
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}
