//! Clocks that jump, stand still, or are wrong: no storm of refreshes, none that is missed, and ages that are
//! never negative.

use std::io::Write as _;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};

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
    writeln!(
        out,
        "count: {} clock cases",
        count + skews().len() + ages().len() + plan_ends().len() + periods().len()
    )
    .unwrap();
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
        clockwork.headroom.pool_view(id).unwrap();
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

/// When a reading was taken, when it is looked at, and whether it is told to be old.
fn ages() -> Vec<(&'static str, &'static str, &'static str, bool)> {
    vec![
        (
            "just taken",
            "2026-03-10T04:00:00Z",
            "2026-03-10T04:00:00Z",
            false,
        ),
        (
            "a day old",
            "2026-03-09T04:00:00Z",
            "2026-03-10T04:00:00Z",
            false,
        ),
        (
            "a day and a second old",
            "2026-03-09T03:59:59Z",
            "2026-03-10T04:00:00Z",
            true,
        ),
        (
            "from a little ahead of us",
            "2026-03-10T04:00:30Z",
            "2026-03-10T04:00:00Z",
            false,
        ),
        (
            "from the future",
            "2027-03-10T04:00:00Z",
            "2026-03-10T04:00:00Z",
            true,
        ),
        (
            "from now, looked at before 1970",
            "2026-03-10T04:00:00Z",
            "1969-12-31T23:59:59Z",
            true,
        ),
        (
            "over the day that Berlin skips an hour",
            "2026-03-28T12:00:00Z",
            "2026-03-29T12:00:00Z",
            false,
        ),
        (
            "looked at on the last day there is",
            "2026-03-10T04:00:00Z",
            "+262142-12-31T23:59:59Z",
            true,
        ),
    ]
}

#[tokio::test]
async fn ages_are_never_negative_and_what_cannot_be_young_is_old() {
    for (name, taken, now, old) in ages() {
        let house = House::new().await;
        let (taken, now): (DateTime<Utc>, DateTime<Utc>) =
            (taken.parse().unwrap(), now.parse().unwrap());
        let id = house.add(&house.pool()).await;
        let view = {
            let mut state = house.headroom.state();
            let settings = state.settings.clone();
            let watched = state.pool_mut(&id).unwrap();
            watched.usage.as_mut().unwrap().taken_at = taken;
            watched.view(&settings, KeyPlace::Keychain, now)
        };
        assert!(view.reading.unwrap().taken_at <= now, "{name}");
        let told = view.notices.iter().find_map(|notice| match notice {
            Notice::FiguresOld { taken_at } => Some(*taken_at),
            _ => None,
        });
        assert_eq!(told.is_some(), old, "{name}");
        assert!(told.is_none_or(|taken_at| taken_at <= now), "{name}");
    }
}

/// When a plan ends, as the vendor writes it; when it is looked at; days left, or past if negative.
fn plan_ends() -> Vec<(&'static str, &'static str, &'static str, Option<i64>)> {
    vec![
        (
            "a second before midnight in China",
            "2026-03-11T00:00:00",
            "2026-03-10T15:59:59Z",
            Some(1),
        ),
        (
            "midnight in China",
            "2026-03-11T00:00:00",
            "2026-03-10T16:00:00Z",
            Some(0),
        ),
        (
            "over, a leap day ago",
            "2028-02-28T00:00:00",
            "2028-02-29T16:00:00Z",
            Some(-2),
        ),
        (
            "over the leap day to come",
            "2028-03-01T00:00:00",
            "2028-02-28T04:00:00Z",
            Some(2),
        ),
        (
            "over the year's end",
            "2027-01-01T00:00:00",
            "2026-12-31T15:59:59Z",
            Some(1),
        ),
        (
            "thirty days ahead, over clocks that change",
            "2026-04-09T00:00:00",
            "2026-03-09T16:00:00Z",
            Some(30),
        ),
        (
            "thirty-one days ahead",
            "2026-04-10T00:00:00",
            "2026-03-09T16:00:00Z",
            None,
        ),
        (
            "looked at before 1970",
            "2026-03-11T00:00:00",
            "1969-12-31T00:00:00Z",
            None,
        ),
        (
            "looked at after 2100",
            "2026-03-11T00:00:00",
            "2100-03-01T00:00:00Z",
            Some(-27018),
        ),
    ]
}

#[tokio::test]
async fn the_days_that_a_plan_has_left_are_china_s() {
    for (name, ends, now, days) in plan_ends() {
        let house = House::new().await;
        let id = house.add(&house.pool()).await;
        let mut state = house.headroom.state();
        let settings = state.settings.clone();
        let watched = state.pool_mut(&id).unwrap();
        watched.plan.as_mut().unwrap().value.ends_at = Some(ends.parse().unwrap());
        let view = watched.view(&settings, KeyPlace::Keychain, now.parse().unwrap());
        let told = view.notices.iter().find_map(|notice| match notice {
            Notice::PlanEnds { days, .. } => Some(i64::from(*days)),
            Notice::PlanEnded { days, .. } => Some(-i64::from(*days)),
            _ => None,
        });
        assert_eq!(told, days, "{name}");
        drop(state);
    }
}

/// The moment, and the first and last day that a year of history is asked for.
fn periods() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    vec![
        (
            "the month begins in China",
            "2026-02-28T16:00:00Z",
            "2025-04-01",
            "2026-03-01",
        ),
        (
            "the month has not begun in China",
            "2026-02-28T15:59:59Z",
            "2025-03-01",
            "2026-02-28",
        ),
        (
            "the leap day",
            "2028-02-29T04:00:00Z",
            "2027-03-01",
            "2028-02-29",
        ),
        (
            "the last day of a long month",
            "2026-05-31T04:00:00Z",
            "2025-06-01",
            "2026-05-31",
        ),
        (
            "the year begins in China",
            "2026-12-31T16:00:00Z",
            "2026-02-01",
            "2027-01-01",
        ),
    ]
}

#[test]
fn months_are_asked_for_by_china_s_calendar() {
    for (name, now, from, to) in periods() {
        let today = refresh::vendor_day(now.parse().unwrap());
        let expected = (from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(refresh::months_until(today, 12), expected, "{name}");
    }
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
    clockwork.headroom.refreshed(&clockwork.pools[0]).await;
    assert_eq!(prompts(), 2);
    clockwork.go_on(60 * MINUTE).await;
    assert_eq!(prompts(), 2);
}

/// By how much the server's clock is ahead of ours, and how a pool signs in.
fn skews() -> Vec<(&'static str, i64, SignInWay)> {
    let (signed, token) = (SignInWay::Signature, SignInWay::Token);
    vec![
        ("alike", 0, signed),
        ("four minutes behind", 4, signed),
        ("fourteen minutes behind", 14, signed),
        ("sixteen minutes behind", 16, signed),
        ("sixteen minutes ahead", -16, signed),
        ("twelve hours behind", 720, signed),
        ("sixteen minutes behind, by token", 16, token),
    ]
}

#[tokio::test]
async fn a_clock_that_is_off_is_put_right_for_signatures_and_told() {
    for (name, minutes_ahead, sign_in) in skews() {
        let auth_clock = genauth_sim::SimClock::real();
        auth_clock.advance(minutes(minutes_ahead));
        let sim = Sim::start(SimOptions {
            auth_clock,
            ..SimOptions::default()
        });
        let house = House {
            sim: sim.await.unwrap(),
            ..House::new().await
        };
        let pool = house.pool();
        house.hold(&pool);
        let draft = PoolDraft {
            sign_in,
            ..house.draft()
        };
        let id = house.headroom.add_pool(draft, false).await.unwrap();
        for _ in 0..2 {
            house.headroom.refreshed(&id).await;
        }
        let view = house.headroom.pool_view(&id).unwrap();
        assert_eq!(failure_in(&view), None, "{name}");
        assert_eq!(view.reading.unwrap().source, Source::Live, "{name}");
        let told = view.notices.iter().find_map(|notice| match notice {
            Notice::ClockOff { ahead_ms } => Some(*ahead_ms),
            _ => None,
        });
        assert_eq!(told.is_some(), minutes_ahead.abs() >= 5, "{name}");
        let off = told.unwrap_or_default() + minutes_ahead * 60_000;
        assert!(told.is_none() || off.abs() < 30_000, "{name}: {told:?}");
        // The first refresh learns, at most once for each of its three calls; the second knows.
        let asked = house.calls_of("get-usage-info");
        assert!(asked <= 3, "{name}: {asked}");
    }
}
