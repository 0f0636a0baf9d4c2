use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;

use super::disk::Disk;
use super::histories::{Ahead, Event, Figures};
use super::oracle::{Look, Matter, Seen, Told};
use authgauge_core::alert::{AlertLog, AlertSubject, Rule, RuleResult, rules};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::PoolId;

/// A pool, its alert log, and what the oracle needs.
pub(super) struct Played<'a> {
    disk: Disk<'a>,
    pool: PoolId,
    book: AlertLog,
    /// Minutes since the epoch, where the vendor is.
    now: i64,
    taken_at: Option<i64>,
    failed: u32,
    plan_end: i64,
    trials: Option<usize>,
    looks: Vec<Look>,
    told: Vec<Told>,
}

impl<'a> Played<'a> {
    pub(super) fn begin(disk: Disk<'a>) -> Self {
        let pool = PoolId::random();
        disk.begin(&pool);
        // A day's noon in 2026.
        let now = 20_500 * 1440 + 720;
        Self {
            book: disk.load(&pool),
            disk,
            pool,
            now,
            taken_at: None,
            failed: 0,
            plan_end: now + 40 * 1440,
            trials: None,
            looks: Vec::new(),
            told: Vec::new(),
        }
    }

    pub(super) fn looks(&self) -> &[Look] {
        &self.looks
    }

    pub(super) fn told(&self) -> &[Told] {
        &self.told
    }

    pub(super) fn happens(&mut self, place: usize, event: &Event) {
        match event {
            Event::Pass(minutes) | Event::Jump(minutes) => self.now += minutes,
            Event::Plan(days) => self.plan_end = self.now + days * 1440,
            Event::Restart => return self.restart(),
            Event::Figures(figures) => {
                self.arrived(figures);
                self.look_at(place, figures);
            }
            Event::Crash(figures) => return self.crash(figures),
            Event::Lost => self.failed += 1,
            Event::Rejected => {
                self.failed += 1;
                self.look(place, Matter::Key, Seen::Key { rejected: true });
            }
        }
        if !matches!(event, Event::Pass(_) | Event::Jump(_) | Event::Plan(_)) {
            self.look_at_age(place);
        }
        self.look_at_plan(place);
    }

    /// Alerts are saved before they are delivered, so the log is complete.
    fn restart(&mut self) {
        let unsaved = self.book.take_unsaved();
        let ids = self.disk.save(&unsaved);
        self.book.assign_ids(ids);
        self.book = self.disk.load(&self.pool);
    }

    fn crash(&mut self, figures: &Figures) {
        self.restart();
        let (looks, told) = (self.looks.len(), self.told.len());
        let before = (self.taken_at, self.failed, self.trials);
        self.arrived(figures);
        self.look_at(usize::MAX, figures);
        self.looks.truncate(looks);
        self.told.truncate(told);
        (self.taken_at, self.failed, self.trials) = before;
        self.book = self.disk.load(&self.pool);
    }

    fn arrived(&mut self, figures: &Figures) {
        (self.taken_at, self.failed) = (Some(self.now), 0);
        self.trials = Some(figures.trials);
    }

    fn look_at(&mut self, place: usize, figures: &Figures) {
        for benefit in 0..2 {
            if figures.unreported != Some(benefit) {
                let total = figures.totals[benefit];
                let used = figures.used[benefit] * total;
                let seen = Seen::Used { used, total };
                self.look(place, Matter::Benefit(benefit), seen);
            }
        }
        let ahead = match figures.ahead {
            Ahead::Days(days) => Seen::FullIn { days },
            Ahead::Never => Seen::NotFull,
            Ahead::Full | Ahead::LittleKnown => Seen::Unsure {
                full: matches!(figures.ahead, Ahead::Full),
            },
        };
        self.look(place, Matter::Forecast, ahead);
        self.look(place, Matter::Key, Seen::Key { rejected: false });
    }

    fn look_at_age(&mut self, place: usize) {
        let Some(taken_at) = self.taken_at else {
            return;
        };
        let (now, failed) = (self.now, self.failed);
        let seen = Seen::Age {
            taken_at,
            now,
            failed,
        };
        self.look(place, Matter::Age, seen);
    }

    fn look_at_plan(&mut self, place: usize) {
        let (end, now) = (self.plan_end, self.now);
        self.look(place, Matter::Plan, Seen::PlanEnd { end, now });
        if let Some(trials) = self.trials {
            self.look(place, Matter::Trial, Seen::Trials { trials, end, now });
        }
    }

    /// Evaluates the rules for the log, and records the values for the oracle.
    fn look(&mut self, place: usize, matter: Matter, seen: Seen) {
        let sighting = sighting(matter, &seen);
        let before = self.book.alerts().next().map(|alert| alert.id);
        let at = moment(self.now);
        let aloud = self.book.record(&self.pool, &sighting, at, false);
        let listed = self.book.alerts().next();
        if let Some(alert) = listed.filter(|alert| Some(alert.id) != before) {
            assert!(aloud.is_none_or(|id| id == alert.id));
            self.told.push(Told {
                place,
                matter,
                step: alert.step.0,
                aloud: aloud.is_some(),
            });
        } else {
            assert_eq!(aloud, None, "told, and not listed");
        }
        self.looks.push(Look {
            place,
            matter,
            seen,
        });
    }
}

impl Drop for Played<'_> {
    fn drop(&mut self) {
        self.disk.end(&self.pool);
    }
}

fn sighting(matter: Matter, seen: &Seen) -> RuleResult {
    let day = |minutes: i64| time(minutes).date();
    let benefit = |number: usize| AlertSubject::Benefit {
        code: number.to_string(),
        name: String::new(),
    };
    let (subject, rule, found) = match *seen {
        Seen::Used { used, total } => {
            let used = Quantity::Known(Decimal::new(used, 3));
            let total = Allowance::Limited(Decimal::from(total));
            let found = rules::threshold(&used, &total, &[80, 90, 100], "");
            let Matter::Benefit(number) = matter else {
                unreachable!()
            };
            (benefit(number), Rule::Threshold, found.unwrap())
        }
        Seen::FullIn { .. } | Seen::NotFull | Seen::Unsure { .. } => {
            let found = rules::forecast(&outlook(seen), day(0), "").unwrap();
            (benefit(0), Rule::Forecast, found)
        }
        Seen::Key { rejected } => {
            let failure = rejected.then(|| Failure::from(ErrorCode::KeyRejected));
            let found = rules::key(failure.as_ref()).unwrap();
            (AlertSubject::Pool, Rule::Key, found)
        }
        Seen::Age {
            taken_at,
            now,
            failed,
        } => {
            let found = rules::age(moment(taken_at), moment(now), failed);
            (AlertSubject::Pool, Rule::Age, found)
        }
        Seen::PlanEnd { end, now } => {
            let found = rules::plan_end(time(end), time(now));
            (AlertSubject::Pool, Rule::PlanEnd, found)
        }
        Seen::Trials { trials, end, now } => {
            let found = rules::trial(trials, time(end), time(now));
            (AlertSubject::Pool, Rule::Trial, found)
        }
    };
    let (evaluation, kind) = found;
    RuleResult {
        subject,
        rule,
        evaluation,
        kind,
    }
}

fn outlook(seen: &Seen) -> Outlook {
    let today = time(0).date();
    let in_days = |days: i64| today.checked_add_days(Days::new(days.unsigned_abs()));
    match *seen {
        Seen::FullIn { days } => Outlook::FullOn {
            first: today,
            likely: in_days(days),
            last: None,
            percent: 70,
        },
        Seen::Unsure { full: true } => Outlook::Full,
        Seen::Unsure { full: false } => Outlook::TooLittleHistory {
            days: 3,
            needed: 14,
        },
        _ => Outlook::NotAtThisPace,
    }
}

fn time(minutes: i64) -> NaiveDateTime {
    NaiveDate::default().and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minutes)
}

fn moment(minutes: i64) -> DateTime<Utc> {
    time(minutes).and_utc()
}
