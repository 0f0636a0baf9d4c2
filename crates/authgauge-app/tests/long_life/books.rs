//! What each pool's refreshes were, and whether each came when it had to. Times are those of the clock on the
//! wall, in milliseconds: a sleep of the machine is time that has passed.

use std::time::Duration;

use authgauge_app::view::{AllowanceView, BenefitCard, Figure, Notice, Outlook, PoolView};
use authgauge_core::Failure;
use authgauge_core::level::Level;
use authgauge_core::reading::Source;
use authgauge_core::refresh_interval::{self, Activity};
use chrono::{DateTime, Utc};

use super::time::{at, is_on_battery};

const SECOND: i64 = 1000;
/// The owner's, which the pace adapts.
const INTERVAL: Duration = Duration::from_secs(15 * 60);
/// Until the schedule looks at the clock again, and for twelve pools that start apart: 5 s each, which time goes
/// over in steps of 4.
const SPREAD: i64 = 150 * SECOND;
/// Of the steps that time goes on in.
const STEP: i64 = 6 * SECOND;

/// One pool's.
pub(crate) struct Page {
    name: String,
    /// Something is wrong with its server just now.
    pub(crate) troubled: bool,
    under_way: Option<UnderWay>,
    /// When the next refresh may begin, and when it must have.
    next: Option<(i64, i64)>,
    /// What the next refresh comes after.
    last: String,
    /// Failures in a row that may pass by themselves.
    tries: u32,
    /// Good readings in a row in which nothing moved.
    still: u32,
    good: (DateTime<Utc>, Vec<BenefitCard>),
    pub(crate) tally: Tally,
}

struct UnderWay {
    began: i64,
    disturbed: bool,
}

/// How many of what.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) refreshes: u64,
    pub(crate) failed: u64,
    pub(crate) told_to_wait: u64,
    /// Readings after which the pace was another than the owner's interval.
    pub(crate) adapted: u64,
}

impl Page {
    /// Of a pool that was read once.
    pub(crate) fn new(name: String, view: &PoolView) -> Self {
        Self {
            name,
            troubled: false,
            under_way: None,
            next: None,
            last: String::new(),
            tries: 0,
            still: 0,
            good: figures_of(view),
            tally: Tally::default(),
        }
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    pub(crate) fn is_disturbed(&self) -> bool {
        self.under_way
            .as_ref()
            .is_some_and(|refresh| refresh.disturbed)
    }

    pub(crate) fn trouble(&mut self, troubled: bool) {
        self.troubled = troubled;
        if let Some(refresh) = &mut self.under_way {
            refresh.disturbed |= troubled;
        }
    }

    /// The machine slept until now: what is under way breaks off, and what is overdue has a moment.
    pub(crate) fn wake(&mut self, now: i64) {
        if let Some(refresh) = &mut self.under_way {
            refresh.disturbed = true;
        }
        if let Some((_, latest)) = &mut self.next {
            *latest = (*latest).max(now + SPREAD);
        }
    }

    pub(crate) fn take(&mut self, view: &PoolView, now: i64) {
        match (view.refreshing, self.under_way.take()) {
            (true, None) => self.begin(now),
            (false, Some(refresh)) => self.end(&refresh, view, now),
            (_, under_way) => self.under_way = under_way,
        }
    }

    pub(crate) fn check(&self, now: i64) {
        if let (None, Some((_, latest))) = (&self.under_way, self.next) {
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

    /// The hour has a refresh in it, or the server asked for none.
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
        self.under_way = Some(UnderWay {
            began: now,
            disturbed: self.troubled,
        });
        let (shortest, longest) = self.interval(now, now);
        self.next = Some((now + shortest - STEP, now + longest + SPREAD));
    }

    /// Shortest and longest until the next one, by what is known of the pool and by the power at either moment.
    fn interval(&self, began: i64, now: i64) -> (i64, i64) {
        let level = |card: &BenefitCard| card.level;
        let is_near = |level| matches!(level, Level::Near | Level::Critical | Level::Over);
        let activity = |moment| Activity {
            unchanged_readings: self.still,
            at_risk: self.good.1.iter().map(level).any(is_near),
            on_battery: is_on_battery(moment),
        };
        let paced =
            |moment| refresh_interval::interval(INTERVAL, activity(moment)).as_millis() as i64;
        let (one, other) = (paced(began), paced(now));
        (one.min(other) * 9 / 10, one.max(other) * 11 / 10)
    }

    fn end(&mut self, refresh: &UnderWay, view: &PoolView, now: i64) {
        let failure = failure_in(view);
        assert!(
            refresh.disturbed || failure.is_none(),
            "{} failed undisturbed at {}: {failure:?}",
            self.name,
            at(now)
        );
        match &failure {
            None => self.fresh(refresh, view),
            Some(failure) => self.kept(failure, view),
        }
        self.place_next(refresh.began, failure.as_ref(), now);
    }

    fn fresh(&mut self, refresh: &UnderWay, view: &PoolView) {
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
        self.still = match figures(&good.1) == figures(&self.good.1) {
            true => self.still + 1,
            false => 0,
        };
        self.good = good;
    }

    /// The old figures stay, with the age they have.
    fn kept(&mut self, failure: &Failure, view: &PoolView) {
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

    /// The answer came between the beginning and now.
    fn place_next(&mut self, began: i64, failure: Option<&Failure>, now: i64) {
        let (shortest, longest) = self.interval(began, now);
        let mut earliest = began + shortest - STEP;
        // A failure leaves the time that was set at its beginning; a reading sets it anew.
        let mut latest = if failure.is_some() { began } else { now } + longest;
        let code = failure.map(|failure| failure.code);
        let may_pass = code.filter(|code| refresh_interval::retry_delay(*code, 0).is_some());
        if let Some(pause) =
            may_pass.and_then(|code| refresh_interval::retry_delay(code, self.tries))
        {
            let pause = pause.as_millis() as i64;
            (earliest, latest) = (earliest.min(began + pause), latest.min(now + pause));
        }
        // A sleep may have been longer than that.
        latest = latest.max(now) + SPREAD;
        self.tries = may_pass.map_or(0, |_| self.tries + 1);
        self.tally.adapted += u64::from(shortest * 10 / 9 != INTERVAL.as_millis() as i64);
        let wait = failure.and_then(|failure| failure.params.get("retry_after_seconds"));
        if let Some(seconds) = wait {
            let wait = seconds.parse::<i64>().unwrap() * SECOND;
            (earliest, latest) = (earliest.max(began + wait), latest.max(now + wait + SPREAD));
            self.tally.told_to_wait += 1;
        }
        self.next = Some((earliest, latest));
        self.last = format!("{} to {}: {code:?}", at(began), at(now));
    }
}

fn figures_of(view: &PoolView) -> (DateTime<Utc>, Vec<BenefitCard>) {
    let reading = view.reading.as_ref().unwrap();
    (reading.taken_at, view.cards.clone().unwrap())
}

/// What they say of the days behind and ahead changes with the day, whatever is known.
fn timeless(mut cards: Vec<BenefitCard>) -> Vec<BenefitCard> {
    for card in &mut cards {
        (card.trend, card.outlook) = (None, Outlook::NoLimit);
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
