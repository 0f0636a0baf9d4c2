//! Whether a page was painted since the start. Refreshes wait for the first: both would share the processor, and what
//! they bring would be laid out before anything is seen.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// A start without a window paints nothing.
const LIMIT: Duration = Duration::from_secs(2);

/// What is painted takes about this long to the screen.
const SETTLING: Duration = Duration::from_millis(100);

pub(crate) struct FirstPaint(watch::Sender<bool>);

impl Default for FirstPaint {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl FirstPaint {
    pub(crate) fn reached(&self) {
        self.0.send_replace(true);
    }

    /// Waits until shortly after it is reached, at most for [`LIMIT`].
    pub(crate) fn wait(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut painted = self.0.subscribe();
        async move {
            let settled = async {
                if painted.wait_for(|painted| *painted).await.is_ok() {
                    sleep(SETTLING).await;
                }
            };
            let _ = timeout(LIMIT, settled).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_waits_begins_after_the_first_paint() {
        let paint = FirstPaint::default();
        let started = Instant::now();
        let waiting = paint.wait();
        paint.reached();
        waiting.await;
        assert!((SETTLING..LIMIT).contains(&started.elapsed()));
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_window_it_begins_soon() {
        let paint = FirstPaint::default();
        let started = Instant::now();
        paint.wait().await;
        assert!((LIMIT..LIMIT * 2).contains(&started.elapsed()));
    }
}
