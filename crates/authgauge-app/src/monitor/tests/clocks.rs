//! Clocks that jump, stand still, or are wrong: no storm of refreshes, none that is missed, and ages that are
//! never negative.

use std::io::Write as _;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};

use super::dates;
use super::time::{Asking, Clockwork};
use super::*;

const POOLS: usize = 10;
const MINUTE: Duration = Duration::from_secs(60);
/// An interval, 10 % shorter and longer.
const SHORTEST: Duration = Duration::from_secs(810);
const LONGEST: Duration = Duration::from_secs(990);
/// Until the schedule notices, and for ten pools that start apart.
const SPREAD: Duration = Duration::from_secs(90);

/// What happens to the clock on the wall.
enum Event {
    /// The machine sleeps.
    Sleep(TimeDelta),
    /// Again and again, awake in between.
    Naps {
        asleep: TimeDelta,
        awake: Duration,
        times: usize,
    },
    /// The clock is set on, or back.
    Set(TimeDelta),
    /// To a moment.
    To(&'static str),
    /// Nothing: the moment itself is what counts.
    GoesBy,
}

/// A name, when it begins, and what happens 40 minutes later.
type Case = (&'static str, &'static str, Event);

const NOON: &str = "2026-03-10T04:00:00Z";

fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

fn cases() -> Vec<Case> {
    let (hours, days) = (TimeDelta::hours, TimeDelta::days);
    vec![
        ("asleep for two minutes", NOON, Event::Sleep(minutes(2))),
        ("asleep for ten minutes", NOON, Event::Sleep(minutes(10))),
        ("asleep for an hour", NOON, Event::Sleep(hours(1))),
        ("asleep for a night", NOON, Event::Sleep(hours(9))),
        ("asleep for a weekend", NOON, Event::Sleep(days(3))),
        ("asleep for a year", NOON, Event::Sleep(days(366))),
        (
            "dozing, 50 seconds at a time",
            NOON,
            Event::Naps {
                asleep: TimeDelta::seconds(50),
                awake: MINUTE,
                times: 30,
            },
        ),
        (
            "dozing, 5 minutes at a time",
            NOON,
            Event::Naps {
                asleep: minutes(5),
                awake: MINUTE,
                times: 10,
            },
        ),
        ("set on by a minute", NOON, Event::Set(minutes(1))),
        ("set on by an hour", NOON, Event::Set(hours(1))),
        ("set on by ten years", NOON, Event::Set(days(3653))),
        ("set back by a minute", NOON, Event::Set(minutes(-1))),
        ("set back by an hour", NOON, Event::Set(hours(-1))),
        ("set back by a day", NOON, Event::Set(days(-1))),
        ("set back by ten years", NOON, Event::Set(days(-3653))),
        (
            "set to before 1970",
            NOON,
            Event::To("1969-12-31T23:00:00Z"),
        ),
        (
            "set to 1970, as with an empty battery",
            NOON,
            Event::To("1970-01-01T00:00:00Z"),
        ),
        ("set to after 2100", NOON, Event::To("2100-03-01T00:00:00Z")),
        (
            "set to the last day there is",
            NOON,
            Event::To("+262142-12-31T22:00:00Z"),
        ),
        (
            "set to the first day there is",
            NOON,
            Event::To("-262143-01-02T00:00:00Z"),
        ),
        (
            "right again after 1970",
            "1970-01-01T00:00:00Z",
            Event::To(NOON),
        ),
        (
            "Berlin's clocks go forward",
            "2026-03-29T00:30:00Z",
            Event::GoesBy,
        ),
        (
            "Berlin's clocks go back",
            "2026-10-25T00:30:00Z",
            Event::GoesBy,
        ),
        (
            "New York's clocks go forward",
            "2026-03-08T06:30:00Z",
            Event::GoesBy,
        ),
        (
            "New York's clocks go back",
            "2026-11-01T05:30:00Z",
            Event::GoesBy,
        ),
        (
            "Lord Howe's clocks go half an hour",
            "2026-04-04T14:30:00Z",
            Event::GoesBy,
        ),
        (
            "a system that keeps local time goes forward",
            "2026-03-29T00:20:00Z",
            Event::Set(hours(1)),
        ),
        (
            "a system that keeps local time goes back",
            "2026-10-25T00:20:00Z",
            Event::Set(hours(-1)),
        ),
        (
            "the leap day begins in China",
            "2028-02-28T15:30:00Z",
            Event::GoesBy,
        ),
        ("the leap day ends", "2028-02-29T23:30:00Z", Event::GoesBy),
        ("no leap day in 2100", "2100-02-28T23:30:00Z", Event::GoesBy),
        (
            "the year ends in China",
            "2026-12-31T15:30:00Z",
            Event::GoesBy,
        ),
        (
            "the year ends in UTC",
            "2026-12-31T23:30:00Z",
            Event::GoesBy,
        ),
        ("a short month ends", "2026-04-30T15:30:00Z", Event::GoesBy),
        ("a leap second", "2016-12-31T23:30:00Z", Event::GoesBy),
    ]
}

#[tokio::test]
async fn whatever_clocks_do_refreshes_come_and_do_not_storm() {
    let cases = cases();
    let count = cases.len();
    for (name, at, event) in cases {
        // Each in a runtime of its own, whose time it holds.
        tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(survive(name, at, event));
        })
        .await
        .unwrap();
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "count: {} clock cases", count + dates::cases()).unwrap();
}

async fn survive(name: &str, at: &str, event: Event) {
    let at = at.parse().unwrap();
    // A refresh that finds no key fails at once, and not in a way that is tried again sooner.
    let mut clockwork = Clockwork::start(|| Box::new(InMemory::default()), POOLS, at).await;
    clockwork.go_on(40 * MINUTE).await;
    let began = clockwork.elapsed();
    let mut passed = TimeDelta::zero();
    match event {
        Event::Sleep(by) => {
            clockwork.move_wall(by);
            passed = by;
        }
        Event::Naps {
            asleep,
            awake,
            times,
        } => {
            for _ in 0..times {
                clockwork.move_wall(asleep);
                clockwork.go_on(awake).await;
                passed += asleep;
            }
        }
        Event::Set(by) => {
            clockwork.move_wall(by);
            passed = by;
        }
        Event::To(moment) => {
            let to: DateTime<Utc> = moment.parse().unwrap();
            passed = to - clockwork.now();
            clockwork.set_wall(to);
        }
        Event::GoesBy => {}
    }
    clockwork.go_on(40 * MINUTE).await;
    for (pool, began_at) in clockwork.began.iter().enumerate() {
        in_time(name, pool, began_at, passed, clockwork.elapsed());
    }
    if passed >= minutes(17) && !matches!(passed.num_minutes(), 25 | 50) {
        apart(name, &clockwork.began, began);
    }
    for id in &clockwork.pools {
        clockwork.authgauge.pool_view(id).unwrap();
    }
}

/// Never longer than an interval without a refresh, whatever the clock on the wall shows; and shorter only by
/// what has passed on it.
fn in_time(name: &str, pool: usize, began: &[Duration], passed: TimeDelta, end: Duration) {
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
        "{name}: pool {pool} waits since {waits:?}"
    );
    assert!(
        shortened <= passed,
        "{name}: pool {pool} came {shortened:?} too early"
    );
}

/// After the event all are due: each begins once, seconds after the one before.
fn apart(name: &str, began: &[Vec<Duration>], event: Duration) {
    let soon = event..event + SPREAD + Duration::from_secs(30);
    let mut woken: Vec<Duration> = began
        .iter()
        .flat_map(|pool| {
            let woken: Vec<_> = pool
                .iter()
                .copied()
                .filter(|at| soon.contains(at))
                .collect();
            assert_eq!(woken.len(), 1, "{name}: each once");
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
async fn a_keychain_that_was_left_locked_is_not_asked_for_again_in_a_day() {
    let prompts = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let asked = Arc::clone(&prompts);
    let at = NOON.parse().unwrap();
    let mut clockwork = Clockwork::start(move || Box::new(Asking(asked)), POOLS, at).await;
    clockwork.go_on(24 * 60 * MINUTE).await;
    let refreshes: usize = clockwork.began.iter().map(Vec::len).sum();
    assert!(refreshes >= 87 * POOLS, "{refreshes}");
    let prompts = || prompts.load(std::sync::atomic::Ordering::SeqCst);
    assert_eq!(prompts(), 1);
    // Each click may ask once.
    clockwork.authgauge.refreshed(&clockwork.pools[0]).await;
    assert_eq!(prompts(), 2);
    clockwork.go_on(60 * MINUTE).await;
    assert_eq!(prompts(), 2);
}
