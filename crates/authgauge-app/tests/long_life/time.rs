use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
    mpsc,
};

use authgauge_core::clock::{Battery, Clock};
use chrono::{DateTime, Utc};

/// 1 March 2026, 16:00 UTC: midnight in China, and clocks change in many zones soon after.
const START_MS: i64 = 1_772_380_800_000;

/// Time that goes on only by hand: the runtime's, and with it the clock on the wall. The latter can also be
/// moved alone, as it is by a sleep of the machine.
pub(crate) struct Time {
    ticked_ms: i64,
    wall_ms: Arc<AtomicI64>,
    /// While this work on another thread lasts, tokio does not move its paused time by itself.
    _held: mpsc::Sender<()>,
}

impl Time {
    /// Within a runtime of one thread.
    pub(crate) fn stand_still() -> Self {
        let (release, held) = mpsc::channel();
        tokio::task::spawn_blocking(move || held.recv());
        tokio::time::pause();
        Self {
            ticked_ms: 0,
            wall_ms: Arc::new(AtomicI64::new(START_MS)),
            _held: release,
        }
    }

    pub(crate) fn clock(&self) -> Clock {
        let wall = Arc::clone(&self.wall_ms);
        Arc::new(move || at(wall.load(Ordering::SeqCst)))
    }

    pub(crate) fn wall_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::SeqCst)
    }

    /// Since the start, without sleeps.
    pub(crate) fn ticked_ms(&self) -> i64 {
        self.ticked_ms
    }

    pub(crate) async fn go_on(&mut self, ms: u32) {
        self.sleep(i64::from(ms));
        self.ticked_ms += i64::from(ms);
        tokio::time::advance(std::time::Duration::from_millis(ms.into())).await;
        // Whoever waited for this moment has it before the next one comes.
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
    }

    /// The machine sleeps: nothing ticks.
    pub(crate) fn sleep(&self, ms: i64) {
        self.wall_ms.fetch_add(ms, Ordering::SeqCst);
    }
}

/// Four hours of every twelve, so that what the pace makes of it is lived through too.
pub(crate) fn is_on_battery(ms: i64) -> bool {
    ms.div_euclid(3_600_000) % 12 >= 8
}

pub(crate) fn on_battery(clock: Clock) -> Battery {
    Arc::new(move || is_on_battery(clock().timestamp_millis()))
}

pub(crate) fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap()
}
