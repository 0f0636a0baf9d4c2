use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use authgauge_store::Store;

use super::oracle::{self, RaisedAlert};
use super::pool::SimulatedPool;
use super::storage::{MemoryStorage, Storage};

/// The number of histories in the short test. The long test has ten times as many, and longer ones.
const HISTORIES: u32 = 10_000;

/// One in this many histories uses the database.
const DATABASE_INTERVAL: u32 = 20;

/// An event in the history of a pool.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// This many minutes pass.
    Wait(i64),
    /// The wall clock jumps by this many minutes: it was set, or the machine slept.
    ClockJump(i64),
    /// A refresh succeeds.
    Refreshed(Figures),
    /// A refresh fails.
    RefreshFailed,
    /// The server rejects the key.
    KeyRejected,
    /// Authgauge restarts.
    Restart,
    /// Authgauge crashes after it received these figures and before it saved the alerts.
    Crash(Figures),
    /// The plan's end is set to this many days ahead.
    PlanEnd(i64),
}

/// The results of a refresh.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    /// The use of two benefits, in thousandths of the total.
    pub(super) used: [i64; 2],
    /// The totals.
    pub(super) totals: [i64; 2],
    /// The index of the benefit that is not reported.
    pub(super) unreported: Option<usize>,
    /// The forecast for the first benefit.
    pub(super) forecast: Forecast,
    /// The number of benefits on trial.
    pub(super) trials: usize,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Forecast {
    TooLittleHistory,
    Full,
    Never,
    /// Days until the total is used up.
    Days(i64),
}

/// A use, mostly near the thresholds.
fn thousandths() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => prop_oneof![745..=755_i64, 795..=805_i64, 845..=855_i64, 895..=905_i64, 945..=955_i64, 995..=1005_i64],
        2 => 700..=1100_i64,
        1 => Just(0_i64),
        1 => 0..=2000_i64,
    ]
}

fn forecast() -> impl Strategy<Value = Forecast> {
    prop_oneof![
        6 => prop_oneof![0..=25_i64, Just(3_i64), Just(8_i64), Just(14_i64), Just(21_i64)].prop_map(Forecast::Days),
        1 => Just(Forecast::TooLittleHistory),
        1 => Just(Forecast::Full),
        1 => Just(Forecast::Never),
    ]
}

fn figures() -> impl Strategy<Value = Figures> {
    let totals = || prop_oneof![4 => Just(1000_i64), 1 => Just(2000), 1 => Just(37)];
    let unreported = prop_oneof![8 => Just(None), 1 => Just(Some(0)), 1 => Just(Some(1))];
    (
        [thousandths(), thousandths()],
        [totals(), totals()],
        unreported,
        forecast(),
        0..=2_usize,
    )
        .prop_map(|(used, totals, unreported, forecast, trials)| Figures {
            used,
            totals,
            unreported,
            forecast,
            trials,
        })
}

fn minutes() -> impl Strategy<Value = i64> {
    prop_oneof![1..=60_i64, Just(1440_i64), 1000..=2000_i64, 1..=20_000_i64]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => minutes().prop_map(Event::Wait),
        1 => minutes().prop_map(Event::ClockJump),
        1 => minutes().prop_map(|by| Event::ClockJump(-by)),
        8 => figures().prop_map(Event::Refreshed),
        3 => Just(Event::RefreshFailed),
        1 => Just(Event::KeyRejected),
        1 => Just(Event::Restart),
        1 => figures().prop_map(Event::Crash),
        1 => (0..=40_i64).prop_map(Event::PlanEnd),
    ]
}

/// Compares the alerts of a history with the oracle, and returns the number of notifications.
fn compare_with_oracle(storage: Storage<'_>, history: &[Event]) -> Result<usize, TestCaseError> {
    let mut pool = SimulatedPool::new(storage);
    for (index, event) in history.iter().enumerate() {
        pool.apply(index, event);
    }
    let expected: Vec<RaisedAlert> = oracle::expected(pool.observations());
    let mut raised = pool.raised().to_vec();
    raised.sort_by_key(|alert| alert.condition);
    prop_assert_eq!(raised, &expected[..]);
    Ok(expected.iter().filter(|alert| alert.is_notified).count())
}

#[test]
fn random_histories_match_the_oracle() {
    let long = std::env::var_os("AUTHGAUGE_TORTURE").is_some();
    let (cases, max_events) = if long {
        (HISTORIES * 10, 60)
    } else {
        (HISTORIES, 14)
    };
    let store = Store::in_memory().unwrap();
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let (number, notifications) = (Cell::new(0_u32), Cell::new(0));
    let histories = proptest::collection::vec(event(), 1..=max_events);
    let result = TestRunner::new(config).run(&histories, |history| {
        number.set(number.get() + 1);
        let storage = match number.get() % DATABASE_INTERVAL {
            0 => Storage::Database(&store),
            _ => Storage::Memory(MemoryStorage::default()),
        };
        notifications.set(notifications.get() + compare_with_oracle(storage, &history)?);
        Ok(())
    });
    assert!(result.is_ok(), "{}", result.unwrap_err());
    let enough = notifications.get() > cases as usize / 2;
    assert!(enough, "too few notifications: {}", notifications.get());
    println!("count: {cases} histories of alerts");
}
