//! Clocks and calendars in what is shown: ages, the days a plan has left, months, and a clock that differs from
//! the server's.

use authgauge_app::PoolSnapshot;
use authgauge_core::calendar;
use chrono::{DateTime, TimeDelta};

use super::*;

/// The number of cases in this file.
pub(super) fn cases() -> usize {
    skews().len() + ages().len() + plan_ends().len() + periods().len()
}

/// When a reading was taken, when it is shown, and whether a notice says that it is old.
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
            "taken a little in the future",
            "2026-03-10T04:00:30Z",
            "2026-03-10T04:00:00Z",
            false,
        ),
        (
            "taken a year in the future",
            "2027-03-10T04:00:00Z",
            "2026-03-10T04:00:00Z",
            true,
        ),
        (
            "taken now, shown before 1970",
            "2026-03-10T04:00:00Z",
            "1969-12-31T23:59:59Z",
            true,
        ),
        (
            "across the day on which Berlin skips an hour",
            "2026-03-28T12:00:00Z",
            "2026-03-29T12:00:00Z",
            false,
        ),
        (
            "shown on the last representable day",
            "2026-03-10T04:00:00Z",
            "+262142-12-31T23:59:59Z",
            true,
        ),
    ]
}

#[tokio::test]
async fn ages_are_never_negative_and_readings_from_the_future_count_as_old() {
    for (name, taken, now, old) in ages() {
        let fixture = Fixture::new().await;
        let (taken, now): (DateTime<Utc>, DateTime<Utc>) =
            (taken.parse().unwrap(), now.parse().unwrap());
        let id = fixture.add(&fixture.pool()).await;
        let testing = fixture.app.testing();
        testing
            .change_usage(&id, |usage| usage.as_mut().unwrap().taken_at = taken)
            .unwrap();
        let view = view_at(&fixture, &id, now);
        assert!(view.reading.unwrap().taken_at <= now, "{name}");
        let shown = view.notices.iter().find_map(|notice| match notice {
            Notice::FiguresOld { taken_at } => Some(*taken_at),
            _ => None,
        });
        assert_eq!(shown.is_some(), old, "{name}");
        assert!(shown.is_none_or(|taken_at| taken_at <= now), "{name}");
    }
}

/// The pool's view as of another moment.
fn view_at(fixture: &Fixture, id: &PoolId, now: DateTime<Utc>) -> PoolView {
    let snapshot = fixture.app.pool_snapshot(id).unwrap();
    PoolView::from(&PoolSnapshot { now, ..snapshot })
}

/// When a plan ends, as the vendor writes it; when it is shown; days left, or past if negative.
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
            "ended a leap day ago",
            "2028-02-28T00:00:00",
            "2028-02-29T16:00:00Z",
            Some(-2),
        ),
        (
            "across the next leap day",
            "2028-03-01T00:00:00",
            "2028-02-28T04:00:00Z",
            Some(2),
        ),
        (
            "across the end of the year",
            "2027-01-01T00:00:00",
            "2026-12-31T15:59:59Z",
            Some(1),
        ),
        (
            "thirty days ahead, across a clock change",
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
            "shown before 1970",
            "2026-03-11T00:00:00",
            "1969-12-31T00:00:00Z",
            None,
        ),
        (
            "shown after 2100",
            "2026-03-11T00:00:00",
            "2100-03-01T00:00:00Z",
            Some(-27018),
        ),
    ]
}

#[tokio::test]
async fn days_left_of_a_plan_follow_the_calendar_of_china() {
    for (name, ends, now, days) in plan_ends() {
        let fixture = Fixture::new().await;
        let id = fixture.add(&fixture.pool()).await;
        let ends_at = genauth::EndTime::At(ends.parse().unwrap());
        let testing = fixture.app.testing();
        testing
            .change_plan(&id, |plan| plan.as_mut().unwrap().value.ends_at = ends_at)
            .unwrap();
        let now: DateTime<Utc> = now.parse().unwrap();
        let view = view_at(&fixture, &id, now);
        let shown = view.notices.iter().find_map(|notice| match notice {
            Notice::PlanEnds { on, at } | Notice::PlanEnded { on, at } => {
                let is_over = matches!(notice, Notice::PlanEnded { .. });
                assert_eq!(is_over, *at <= now, "{name}");
                assert_eq!(calendar::vendor_day(*at), *on, "{name}");
                Some((*on - calendar::vendor_day(now)).num_days())
            }
            _ => None,
        });
        assert_eq!(shown, days, "{name}");
    }
}

/// The moment, and the first and last day of a request for a year of history.
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
fn requested_months_follow_the_calendar_of_china() {
    for (name, now, from, to) in periods() {
        let today = calendar::vendor_day(now.parse().unwrap());
        let expected = (from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(calendar::months_until(today, 12), expected, "{name}");
    }
}

/// How far the server's clock is ahead of the local one in minutes, and how a pool signs in.
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
async fn a_wrong_clock_is_corrected_in_signatures_and_shown_as_a_notice() {
    for (name, minutes_ahead, sign_in) in skews() {
        let auth_clock = genauth_sim::SimClock::real();
        auth_clock.advance(TimeDelta::minutes(minutes_ahead));
        let sim = Sim::start(SimOptions {
            auth_clock,
            ..SimOptions::default()
        });
        let fixture = Fixture {
            sim: sim.await.unwrap(),
            ..Fixture::new().await
        };
        let pool = fixture.pool();
        let draft = PoolDraft {
            sign_in,
            ..fixture.draft()
        };
        let id = fixture
            .app
            .add_pool(draft, key_of(&pool), KeyStorage::Keychain)
            .await
            .unwrap();
        for _ in 0..2 {
            fixture.app.refreshed(&id).await;
        }
        let view = fixture.app.pool_view(&id).unwrap();
        assert_eq!(failure_in(&view), None, "{name}");
        assert_eq!(view.reading.unwrap().source, Source::Live, "{name}");
        let shown = view.notices.iter().find_map(|notice| match notice {
            Notice::ClockOff { ahead_ms } => Some(*ahead_ms),
            _ => None,
        });
        assert_eq!(shown.is_some(), minutes_ahead.abs() >= 5, "{name}");
        let off = shown.unwrap_or_default() + minutes_ahead * 60_000;
        assert!(shown.is_none() || off.abs() < 30_000, "{name}: {shown:?}");
        // The first refresh learns the difference, at most once in each of its three calls; the second uses it.
        let calls = fixture.calls_of("get-usage-info");
        assert!(calls <= 3, "{name}: {calls}");
    }
}
