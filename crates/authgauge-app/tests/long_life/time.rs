use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, mpsc};

use authgauge_core::clock::{Battery, Clock};
use chrono::{DateTime, Utc};

/// 1 March 2026, 16:00 UTC: midnight in China, and clocks change in many zones soon after.
const START_MS: i64 = 1_772_380_800_000;

/// The runtime's time and the wall clock, both advanced by hand. A sleep of the machine moves only the wall
/// clock.
pub(crate) struct Time {
    ticked_ms: i64,
    wall_ms: Arc<AtomicI64>,
    /// While a blocking task runs, tokio does not advance its paused time.
    _blocking: mpsc::Sender<()>,
}

impl Time {
    /// Pauses the time of the current single-threaded runtime.
    pub(crate) fn paused() -> Self {
        let (release, blocked) = mpsc::channel();
        tokio::task::spawn_blocking(move || blocked.recv());
        tokio::time::pause();
        Self {
            ticked_ms: 0,
            wall_ms: Arc::new(AtomicI64::new(START_MS)),
            _blocking: release,
        }
    }

    pub(crate) fn clock(&self) -> Clock {
        let wall = Arc::clone(&self.wall_ms);
        Arc::new(move || at(wall.load(Ordering::SeqCst)))
    }

    pub(crate) fn wall_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::SeqCst)
    }

    /// Milliseconds since the start, without sleeps.
    pub(crate) fn ticked_ms(&self) -> i64 {
        self.ticked_ms
    }

    pub(crate) async fn advance(&mut self, ms: u32) {
        self.sleep(i64::from(ms));
        self.ticked_ms += i64::from(ms);
        tokio::time::advance(std::time::Duration::from_millis(ms.into())).await;
        // Tasks whose timer fired run before the next step.
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
    }

    /// Moves the wall clock alone.
    pub(crate) fn sleep(&self, ms: i64) {
        self.wall_ms.fetch_add(ms, Ordering::SeqCst);
    }
}

/// Four hours of every twelve, so that both intervals are tested.
pub(crate) fn is_on_battery(ms: i64) -> bool {
    ms.div_euclid(3_600_000) % 12 >= 8
}

pub(crate) fn on_battery(clock: Clock) -> Battery {
    Arc::new(move || is_on_battery(clock().timestamp_millis()))
}

pub(crate) fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap()
}
