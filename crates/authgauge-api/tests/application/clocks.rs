//! Wall clocks that jump or are wrong: refreshes neither come in bursts nor are missed.

use std::io::Write as _;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};

use super::dates;
use super::paused_time::{CountingLocked, PausedApp};
use super::*;

const POOLS: usize = 10;
const MINUTE: Duration = Duration::from_secs(60);
/// The interval of 15 minutes, less and plus 10 % jitter.
const SHORTEST: Duration = Duration::from_secs(810);
const LONGEST: Duration = Duration::from_secs(990);
/// For the schedule to detect the change and to start ten pools one after another.
const SPREAD: Duration = Duration::from_secs(90);

/// What happens to the wall clock.
enum ClockChange {
    /// The machine sleeps.
    Sleep(TimeDelta),
    /// The machine sleeps repeatedly and is awake in between.
    Naps {
        asleep: TimeDelta,
        awake: Duration,
        times: usize,
    },
    /// The clock is set forward or back.
    Set(TimeDelta),
    /// The clock is set to a moment.
    SetTo(&'static str),
    /// Nothing: the case tests the moment itself.
    None,
}

/// A name, the start, and what happens 40 minutes later.
type Case = (&'static str, &'static str, ClockChange);

const NOON: &str = "2026-03-10T04:00:00Z";

fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

fn cases() -> Vec<Case> {
    let (hours, days) = (TimeDelta::hours, TimeDelta::days);
    vec![
        (
            "asleep for two minutes",
            NOON,
            ClockChange::Sleep(minutes(2)),
        ),
        (
            "asleep for ten minutes",
            NOON,
            ClockChange::Sleep(minutes(10)),
        ),
        ("asleep for an hour", NOON, ClockChange::Sleep(hours(1))),
        ("asleep for a night", NOON, ClockChange::Sleep(hours(9))),
        ("asleep for a weekend", NOON, ClockChange::Sleep(days(3))),
        ("asleep for a year", NOON, ClockChange::Sleep(days(366))),
        (
            "dozing, 50 seconds at a time",
            NOON,
            ClockChange::Naps {
                asleep: TimeDelta::seconds(50),
                awake: MINUTE,
                times: 30,
            },
        ),
        (
            "dozing, 5 minutes at a time",
            NOON,
            ClockChange::Naps {
                asleep: minutes(5),
                awake: MINUTE,
                times: 10,
            },
        ),
        ("set on by a minute", NOON, ClockChange::Set(minutes(1))),
        ("set on by an hour", NOON, ClockChange::Set(hours(1))),
        ("set on by ten years", NOON, ClockChange::Set(days(3653))),
        ("set back by a minute", NOON, ClockChange::Set(minutes(-1))),
        ("set back by an hour", NOON, ClockChange::Set(hours(-1))),
        ("set back by a day", NOON, ClockChange::Set(days(-1))),
        ("set back by ten years", NOON, ClockChange::Set(days(-3653))),
        (
            "set to before 1970",
            NOON,
            ClockChange::SetTo("1969-12-31T23:00:00Z"),
        ),
        (
            "set to 1970, as with an empty battery",
            NOON,
            ClockChange::SetTo("1970-01-01T00:00:00Z"),
        ),
        (
            "set to after 2100",
            NOON,
            ClockChange::SetTo("2100-03-01T00:00:00Z"),
        ),
        (
            "set to the last day there is",
            NOON,
            ClockChange::SetTo("+262142-12-31T22:00:00Z"),
        ),
        (
            "set to the first day there is",
            NOON,
            ClockChange::SetTo("-262143-01-02T00:00:00Z"),
        ),
        (
            "right again after 1970",
            "1970-01-01T00:00:00Z",
            ClockChange::SetTo(NOON),
        ),
        (
            "Berlin's clocks go forward",
            "2026-03-29T00:30:00Z",
            ClockChange::None,
        ),
        (
            "Berlin's clocks go back",
            "2026-10-25T00:30:00Z",
            ClockChange::None,
        ),
        (
            "New York's clocks go forward",
            "2026-03-08T06:30:00Z",
            ClockChange::None,
        ),
        (
            "New York's clocks go back",
            "2026-11-01T05:30:00Z",
            ClockChange::None,
        ),
        (
            "Lord Howe's clocks go half an hour",
            "2026-04-04T14:30:00Z",
            ClockChange::None,
        ),
        (
            "a system that keeps local time goes forward",
            "2026-03-29T00:20:00Z",
            ClockChange::Set(hours(1)),
        ),
        (
            "a system that keeps local time goes back",
            "2026-10-25T00:20:00Z",
            ClockChange::Set(hours(-1)),
        ),
        (
            "the leap day begins in China",
            "2028-02-28T15:30:00Z",
            ClockChange::None,
        ),
        (
            "the leap day ends",
            "2028-02-29T23:30:00Z",
            ClockChange::None,
        ),
        (
            "no leap day in 2100",
            "2100-02-28T23:30:00Z",
            ClockChange::None,
        ),
        (
            "the year ends in China",
            "2026-12-31T15:30:00Z",
            ClockChange::None,
        ),
        (
            "the year ends in UTC",
            "2026-12-31T23:30:00Z",
            ClockChange::None,
        ),
        (
            "a short month ends",
            "2026-04-30T15:30:00Z",
            ClockChange::None,
        ),
        ("a leap second", "2016-12-31T23:30:00Z", ClockChange::None),
    ]
}

#[tokio::test]
async fn refreshes_are_neither_missed_nor_bunched_when_the_wall_clock_changes() {
    let cases = cases();
    let count = cases.len();
    for (name, at, change) in cases {
        // Each pauses the time of its own runtime.
        tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime
                .unwrap()
                .block_on(assert_refreshes_stay_regular(name, at, change));
        })
        .await
        .unwrap();
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "count: {} clock cases", count + dates::cases()).unwrap();
}

async fn assert_refreshes_stay_regular(name: &str, at: &str, change: ClockChange) {
    let at = at.parse().unwrap();
    // A refresh without a key fails at once, and its failure is not retried sooner.
    let mut paused = PausedApp::start(|| Box::new(InMemory::default()), POOLS, at).await;
    paused.advance(40 * MINUTE).await;
    let changed_at = paused.elapsed();
    let mut passed = TimeDelta::zero();
    match change {
        ClockChange::Sleep(by) => {
            paused.move_wall(by);
            passed = by;
        }
        ClockChange::Naps {
            asleep,
            awake,
            times,
        } => {
            for _ in 0..times {
                paused.move_wall(asleep);
                paused.advance(awake).await;
                passed += asleep;
            }
        }
        ClockChange::Set(by) => {
            paused.move_wall(by);
            passed = by;
        }
        ClockChange::SetTo(moment) => {
            let to: DateTime<Utc> = moment.parse().unwrap();
            passed = to - paused.now();
            paused.set_wall(to);
        }
        ClockChange::None => {}
    }
    paused.advance(40 * MINUTE).await;
    for (pool, began_at) in paused.began.iter().enumerate() {
        assert_in_time(name, pool, began_at, passed, paused.elapsed());
    }
    if passed >= minutes(17) && !matches!(passed.num_minutes(), 25 | 50) {
        assert_staggered(name, &paused.began, changed_at);
    }
    for id in &paused.pools {
        paused.app.pool_view(id).unwrap();
    }
}

/// No gap is longer than an interval, and gaps are shorter at most by the time that passed on the wall clock.
fn assert_in_time(name: &str, pool: usize, began: &[Duration], passed: TimeDelta, end: Duration) {
    let passed = passed.to_std().unwrap_or_default();
    let mut shortened = Duration::ZERO;
    for pair in began.windows(2).skip(1) {
        let gap = pair[1] - pair[0];
        assert!(
            gap <= LONGEST + SPREAD,
            "{name}: pool {pool} waited {gap:?}"
        );
        shortened += SHORTEST.saturating_sub(gap + Duration::from_secs(1));
    }
    let waits = end - *began.last().unwrap();
    assert!(
        waits <= LONGEST + SPREAD,
        "{name}: pool {pool} has waited for {waits:?}"
    );
    assert!(
        shortened <= passed,
        "{name}: pool {pool} was refreshed {shortened:?} too early"
    );
}

/// After a long sleep all pools are due: each starts once, seconds after the one before.
fn assert_staggered(name: &str, began: &[Vec<Duration>], changed_at: Duration) {
    let soon = changed_at..changed_at + SPREAD + Duration::from_secs(30);
    let mut woken: Vec<Duration> = began
        .iter()
        .flat_map(|pool| {
            let woken: Vec<_> = pool
                .iter()
                .copied()
                .filter(|at| soon.contains(at))
                .collect();
            assert_eq!(woken.len(), 1, "{name}: each starts once");
            woken
        })
        .collect();
    woken.sort();
    let gaps = woken.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(
        gaps.clone().all(|gap| gap >= Duration::from_secs(4)),
        "{name}: {:?}",
        gaps.collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn background_refreshes_prompt_for_a_locked_keychain_once_a_day() {
    let prompts = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = Arc::clone(&prompts);
    let at = NOON.parse().unwrap();
    let mut paused = PausedApp::start(move || Box::new(CountingLocked(counter)), POOLS, at).await;
    paused.advance(24 * 60 * MINUTE).await;
    let refreshes: usize = paused.began.iter().map(Vec::len).sum();
    assert!(refreshes >= 87 * POOLS, "{refreshes}");
    let prompts = || prompts.load(std::sync::atomic::Ordering::SeqCst);
    assert_eq!(prompts(), 1);
    // Each click may prompt once.
    paused.app.refreshed(&paused.pools[0]).await;
    assert_eq!(prompts(), 2);
    paused.advance(60 * MINUTE).await;
    assert_eq!(prompts(), 2);
}
