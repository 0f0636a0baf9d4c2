//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use crate::{Error, Result};

/// How long anything may take before it counts as not coming: generous, since a loaded machine
/// is no defect of the app.
pub const PATIENCE: Duration = Duration::from_secs(30);

const GLANCE: Duration = Duration::from_millis(50);

/// Asks again and again until the answer is `Some`, at most for [`PATIENCE`].
///
/// An error of one look counts as "not yet" (a page that is being replaced answers with errors);
/// the last one is told when patience ends.
///
/// # Errors
/// [`Error::Late`] when patience ends.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let begun = Instant::now();
    let mut last;
    loop {
        match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => last = None,
            Err(error) => last = Some(error.to_string()),
        }
        if begun.elapsed() > PATIENCE {
            return Err(Error::Late {
                what: what.to_owned(),
                limit: PATIENCE,
                last,
            });
        }
        tokio::time::sleep(GLANCE).await;
    }
}
