//! Checks the start and the result of every refresh of a pool. Times are wall-clock milliseconds, which include
//! sleeps of the machine.

use std::time::Duration;

use authgauge_api::{AllowanceView, BenefitCard, Figure, Notice, PoolView};
use authgauge_app::PoolSnapshot;
use authgauge_core::error::Failure;
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;
use authgauge_core::reading::Source;
use authgauge_core::refresh_interval::{self, Activity};
use chrono::{DateTime, Utc};

use super::time::{at, is_on_battery};

const SECOND: i64 = 1000;
/// The owner's interval, before it is adapted.
const INTERVAL: Duration = Duration::from_secs(15 * 60);
/// For the schedule to read the clock again and to start twelve pools 5 s apart, with time in steps of 4 s.
const SPREAD: i64 = 150 * SECOND;
/// The tolerance for the steps in which time advances.
const STEP: i64 = 6 * SECOND;

/// The checks of one pool.
pub(crate) struct PoolCheck {
    name: String,
    /// Its server has a fault now.
    pub(crate) faulty: bool,
    in_flight: Option<InFlight>,
    /// The earliest and the latest start of the next refresh.
    next: Option<(i64, i64)>,
    /// The last refresh, for messages.
    last: String,
    /// Temporary failures in a row.
    tries: u32,
    /// Readings in a row in which no figure changed.
    unchanged: u32,
    good: (DateTime<Utc>, Vec<BenefitCard>),
    /// The level of the running MAU period.
    mau: Option<Level>,
    pub(crate) tally: Tally,
}

struct InFlight {
    began: i64,
    disturbed: bool,
}

/// Counts for the report.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) refreshes: u64,
    pub(crate) failed: u64,
    pub(crate) with_retry_after: u64,
    /// Readings after which the interval differed from the owner's.
    pub(crate) adapted: u64,
}

impl PoolCheck {
    /// Starts with a pool that was refreshed once.
    pub(crate) fn new(name: String, view: &PoolView) -> Self {
        Self {
            name,
            faulty: false,
            in_flight: None,
            next: None,
            last: String::new(),
            tries: 0,
            unchanged: 0,
            good: figures_of(view),
            mau: None,
            tally: Tally::default(),
        }
    }

    pub(crate) fn is_in_flight(&self) -> bool {
        self.in_flight.is_some()
    }

    pub(crate) fn is_disturbed(&self) -> bool {
        self.in_flight
            .as_ref()
            .is_some_and(|refresh| refresh.disturbed)
    }

    pub(crate) fn set_faulty(&mut self, faulty: bool) {
        self.faulty = faulty;
        if let Some(refresh) = &mut self.in_flight {
            refresh.disturbed |= faulty;
        }
    }

    /// After a sleep a refresh in flight may fail, and an overdue one gets time to start.
    pub(crate) fn machine_slept(&mut self, now: i64) {
        if let Some(refresh) = &mut self.in_flight {
            refresh.disturbed = true;
        }
        if let Some((_, latest)) = &mut self.next {
            *latest = (*latest).max(now + SPREAD);
        }
    }

    pub(crate) fn update(&mut self, snapshot: &PoolSnapshot, now: i64) {
        let view = &PoolView::from(snapshot);
        self.mau = snapshot.mau_use.map(|used| used.level);
        match (view.refreshing, self.in_flight.take()) {
            (true, None) => self.begin(now),
            (false, Some(refresh)) => self.end(&refresh, view, now),
            (_, in_flight) => self.in_flight = in_flight,
        }
    }

    pub(crate) fn check(&self, now: i64) {
        if let (None, Some((_, latest))) = (&self.in_flight, self.next) {
            assert!(
                now <= latest,
                "{} missed a refresh due by {}, it is {}; the last {}",
                self.name,
                at(latest),
                at(now),
                self.last
            );
        }
    }

    /// A refresh starts neither too early nor too late.
    pub(crate) fn begin(&mut self, now: i64) {
        self.check(now);
        if let Some((earliest, _)) = self.next {
            assert!(
                now >= earliest,
                "{} refreshed at {}, not due before {}; the last {}",
                self.name,
                at(now),
                at(earliest),
                self.last
            );
        }
        self.tally.refreshes += 1;
        self.in_flight = Some(InFlight {
            began: now,
            disturbed: self.faulty,
        });
        let (shortest, longest) = self.interval(now, now);
        self.next = Some((now + shortest - STEP, now + longest + SPREAD));
    }

    /// The shortest and longest wait, from the pool's activity and the power source at both moments.
    fn interval(&self, began: i64, now: i64) -> (i64, i64) {
        let level = |card: &BenefitCard| card.level;
        let is_at_risk = |level| matches!(level, Level::Near | Level::Critical | Level::Over);
        let activity = |moment| Activity {
            unchanged_readings: self.unchanged,
            at_risk: self
                .good
                .1
                .iter()
                .map(level)
                .chain(self.mau)
                .any(is_at_risk),
            on_battery: is_on_battery(moment),
        };
        let adapted =
            |moment| refresh_interval::interval(INTERVAL, activity(moment)).as_millis() as i64;
        let (one, other) = (adapted(began), adapted(now));
        (one.min(other) * 9 / 10, one.max(other) * 11 / 10)
    }

    fn end(&mut self, refresh: &InFlight, view: &PoolView, now: i64) {
        let failure = failure_in(view);
        assert!(
            refresh.disturbed || failure.is_none(),
            "{} failed undisturbed at {}: {failure:?}",
            self.name,
            at(now)
        );
        match &failure {
            None => self.assert_fresh(refresh, view),
            Some(failure) => self.assert_kept(failure, view),
        }
        self.place_next(refresh.began, failure.as_ref(), now);
    }

    fn assert_fresh(&mut self, refresh: &InFlight, view: &PoolView) {
        let reading = view.reading.as_ref().unwrap();
        assert_eq!(reading.source, Source::Live, "{}", self.name);
        assert!(
            reading.taken_at >= at(refresh.began),
            "{}: {} is of {}",
            self.name,
            at(refresh.began),
            reading.taken_at
        );
        let good = figures_of(view);
        self.unchanged = match figures(&good.1) == figures(&self.good.1) {
            true => self.unchanged + 1,
            false => 0,
        };
        self.good = good;
    }

    /// The old figures stay, with their age.
    fn assert_kept(&mut self, failure: &Failure, view: &PoolView) {
        self.tally.failed += 1;
        let (taken_at, cards) = &self.good;
        let reading = view.reading.as_ref().unwrap();
        assert_eq!(reading.source, Source::Kept, "{} {failure:?}", self.name);
        assert_eq!(reading.taken_at, *taken_at, "{} {failure:?}", self.name);
        let kept = view.cards.clone().unwrap();
        assert_eq!(
            timeless(kept),
            timeless(cards.clone()),
            "{} {failure:?}",
            self.name
        );
    }

    /// The response arrived between the start of the refresh and now.
    fn place_next(&mut self, began: i64, failure: Option<&Failure>, now: i64) {
        let (shortest, longest) = self.interval(began, now);
        let mut earliest = began + shortest - STEP;
        // A failure keeps the due time; a reading sets another.
        let mut latest = if failure.is_some() { began } else { now } + longest;
        let code = failure.map(|failure| failure.code);
        let temporary = code.filter(|code| refresh_interval::retry_delay(*code, 0).is_some());
        if let Some(pause) =
            temporary.and_then(|code| refresh_interval::retry_delay(code, self.tries))
        {
            let pause = pause.as_millis() as i64;
            (earliest, latest) = (earliest.min(began + pause), latest.min(now + pause));
        }
        // A sleep may have been longer.
        latest = latest.max(now) + SPREAD;
        self.tries = temporary.map_or(0, |_| self.tries + 1);
        self.tally.adapted += u64::from(shortest * 10 / 9 != INTERVAL.as_millis() as i64);
        let wait = failure.and_then(|failure| failure.params.retry_after_seconds);
        if let Some(seconds) = wait {
            let wait = i64::try_from(seconds).unwrap() * SECOND;
            (earliest, latest) = (earliest.max(began + wait), latest.max(now + wait + SPREAD));
            self.tally.with_retry_after += 1;
        }
        self.next = Some((earliest, latest));
        self.last = format!("{} to {}: {code:?}", at(began), at(now));
    }
}

fn figures_of(view: &PoolView) -> (DateTime<Utc>, Vec<BenefitCard>) {
    let reading = view.reading.as_ref().unwrap();
    (reading.taken_at, view.cards.clone().unwrap())
}

/// Removes trend and outlook, which change with the day.
fn timeless(mut cards: Vec<BenefitCard>) -> Vec<BenefitCard> {
    for card in &mut cards {
        (card.trend, card.outlook) = (None, Outlook::NoLimit);
        // The nearer the day on which it runs out, the more urgent.
        (card.urgency, card.place) = (card.level, 0);
    }
    cards
}

fn figures(cards: &[BenefitCard]) -> Vec<(&str, &Figure, &AllowanceView)> {
    let figures = cards.iter();
    figures
        .map(|card| (card.code.as_str(), &card.used, &card.total))
        .collect()
}

fn failure_in(view: &PoolView) -> Option<Failure> {
    view.notices.iter().find_map(|notice| match notice {
        Notice::Failed { failure, kept_from } => {
            let age = view.reading.as_ref().map(|reading| reading.taken_at);
            assert_eq!(
                *kept_from, age,
                "the failure names the age of what is shown"
            );
            Some(failure.clone())
        }
        _ => None,
    })
}
