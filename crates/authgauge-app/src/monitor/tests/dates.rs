//! Clocks and calendars in what is shown: ages, the days a plan has left, months, and a clock that differs from
//! the server's.

use chrono::{DateTime, TimeDelta};

use super::*;

/// How many there are.
pub(super) fn cases() -> usize {
    skews().len() + ages().len() + plan_ends().len() + periods().len()
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
            let mut state = house.authgauge.state();
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
        let mut state = house.authgauge.state();
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
        let today = authgauge_core::calendar::vendor_day(now.parse().unwrap());
        let expected = (from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(
            authgauge_core::calendar::months_until(today, 12),
            expected,
            "{name}"
        );
    }
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
        auth_clock.advance(TimeDelta::minutes(minutes_ahead));
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
        let id = house.authgauge.add_pool(draft, false).await.unwrap();
        for _ in 0..2 {
            house.authgauge.refreshed(&id).await;
        }
        let view = house.authgauge.pool_view(&id).unwrap();
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
