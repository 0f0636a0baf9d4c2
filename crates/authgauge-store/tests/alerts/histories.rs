use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::disk::{Disk, Paper};
use super::oracle::{self, Told};
use super::pool::Played;
use authgauge_store::Store;

/// Histories of the short test. The long one has ten times as many, and longer ones.
const HISTORIES: u32 = 10_000;

/// One in this many restarts uses the database.
const BY_STORE: u32 = 20;

/// An event in the history of a pool.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// Minutes pass.
    Pass(i64),
    /// The wall clock jumps by minutes: it was set, or the machine slept.
    Jump(i64),
    /// A refresh succeeds.
    Figures(Figures),
    /// A refresh fails.
    Lost,
    /// The server rejects the key.
    Rejected,
    /// Authgauge restarts.
    Restart,
    /// Authgauge crashes after it received these figures and before it saved the alerts.
    Crash(Figures),
    /// The plan now ends in so many days.
    Plan(i64),
}

/// The results of a refresh.
#[derive(Debug, Clone)]
pub(super) struct Figures {
    /// Thousandths of the total, of two benefits.
    pub(super) used: [i64; 2],
    /// The totals.
    pub(super) totals: [i64; 2],
    /// One of the two is not reported this time.
    pub(super) unreported: Option<usize>,
    /// How many days it is until the first is likely to be full.
    pub(super) ahead: Ahead,
    /// How many benefits are on trial.
    pub(super) trials: usize,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Ahead {
    LittleKnown,
    Full,
    Never,
    Days(i64),
}

/// Mostly near the thresholds.
fn thousandths() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => prop_oneof![745..=755_i64, 795..=805_i64, 845..=855_i64, 895..=905_i64, 945..=955_i64, 995..=1005_i64],
        2 => 700..=1100_i64,
        1 => Just(0_i64),
        1 => 0..=2000_i64,
    ]
}

fn ahead() -> impl Strategy<Value = Ahead> {
    prop_oneof![
        6 => prop_oneof![0..=25_i64, Just(3_i64), Just(8_i64), Just(14_i64), Just(21_i64)].prop_map(Ahead::Days),
        1 => Just(Ahead::LittleKnown),
        1 => Just(Ahead::Full),
        1 => Just(Ahead::Never),
    ]
}

fn figures() -> impl Strategy<Value = Figures> {
    let totals = || prop_oneof![4 => Just(1000_i64), 1 => Just(2000), 1 => Just(37)];
    let unreported = prop_oneof![8 => Just(None), 1 => Just(Some(0)), 1 => Just(Some(1))];
    (
        [thousandths(), thousandths()],
        [totals(), totals()],
        unreported,
        ahead(),
        0..=2_usize,
    )
        .prop_map(|(used, totals, unreported, ahead, trials)| Figures {
            used,
            totals,
            unreported,
            ahead,
            trials,
        })
}

fn minutes() -> impl Strategy<Value = i64> {
    prop_oneof![1..=60_i64, Just(1440_i64), 1000..=2000_i64, 1..=20_000_i64]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => minutes().prop_map(Event::Pass),
        1 => minutes().prop_map(Event::Jump),
        1 => minutes().prop_map(|by| Event::Jump(-by)),
        8 => figures().prop_map(Event::Figures),
        3 => Just(Event::Lost),
        1 => Just(Event::Rejected),
        1 => Just(Event::Restart),
        1 => figures().prop_map(Event::Crash),
        1 => (0..=40_i64).prop_map(Event::Plan),
    ]
}

/// Compares alerts with the oracle: subject, event, and whether delivered.
fn compare(disk: Disk<'_>, history: &[Event]) -> Result<usize, TestCaseError> {
    let mut played = Played::begin(disk);
    for (place, event) in history.iter().enumerate() {
        played.happens(place, event);
    }
    let expected: Vec<Told> = oracle::expected(played.looks());
    let mut told = played.told().to_vec();
    told.sort_by_key(|told| told.matter);
    prop_assert_eq!(told, &expected[..]);
    Ok(expected.iter().filter(|told| told.aloud).count())
}

#[test]
fn random_histories_match_the_oracle() {
    let long = std::env::var_os("AUTHGAUGE_TORTURE").is_some();
    let (cases, longest) = if long {
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
    let (number, alerts) = (Cell::new(0_u32), Cell::new(0));
    let histories = proptest::collection::vec(event(), 1..=longest);
    let done = TestRunner::new(config).run(&histories, |history| {
        number.set(number.get() + 1);
        let disk = match number.get() % BY_STORE {
            0 => Disk::Store(&store),
            _ => Disk::Paper(Paper::default()),
        };
        alerts.set(alerts.get() + compare(disk, &history)?);
        Ok(())
    });
    assert!(done.is_ok(), "{}", done.unwrap_err());
    let enough = alerts.get() > cases as usize / 2;
    assert!(enough, "too few alerts: {}", alerts.get());
    println!("count: {cases} histories of alerts");
}
