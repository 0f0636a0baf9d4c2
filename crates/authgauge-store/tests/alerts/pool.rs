use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;

use authgauge_core::alert::{
    AlertAmount, AlertLog, AlertSubject, AmountOf, Rule, RuleResult, rules,
};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::PoolId;

use super::histories::{Event, Figures, Forecast};
use super::oracle::{Condition, Observation, RaisedAlert, Value};
use super::storage::Storage;

/// A pool, its alert log, and the observations for the oracle.
pub(super) struct SimulatedPool<'a> {
    storage: Storage<'a>,
    pool: PoolId,
    log: AlertLog,
    /// Minutes since the epoch in the vendor's time zone.
    now: i64,
    taken_at: Option<i64>,
    failed: u32,
    plan_end: i64,
    trials: Option<usize>,
    observations: Vec<Observation>,
    raised: Vec<RaisedAlert>,
}

impl<'a> SimulatedPool<'a> {
    pub(super) fn new(storage: Storage<'a>) -> Self {
        let pool = PoolId::random();
        storage.add_pool(&pool);
        // Noon of a day in 2026.
        let now = 20_500 * 1440 + 720;
        Self {
            log: storage.load(&pool),
            storage,
            pool,
            now,
            taken_at: None,
            failed: 0,
            plan_end: now + 40 * 1440,
            trials: None,
            observations: Vec::new(),
            raised: Vec::new(),
        }
    }

    pub(super) fn observations(&self) -> &[Observation] {
        &self.observations
    }

    pub(super) fn raised(&self) -> &[RaisedAlert] {
        &self.raised
    }

    pub(super) fn apply(&mut self, event_index: usize, event: &Event) {
        match event {
            Event::Wait(minutes) | Event::ClockJump(minutes) => self.now += minutes,
            Event::PlanEnd(days) => self.plan_end = self.now + days * 1440,
            Event::Restart => return self.restart(),
            Event::Refreshed(figures) => {
                self.refresh_succeeded(figures);
                self.evaluate_figures(event_index, figures);
            }
            Event::Crash(figures) => return self.crash(figures),
            Event::RefreshFailed => self.failed += 1,
            Event::KeyRejected => {
                self.failed += 1;
                self.evaluate(event_index, Condition::Key, Value::Key { rejected: true });
            }
        }
        if !matches!(
            event,
            Event::Wait(_) | Event::ClockJump(_) | Event::PlanEnd(_)
        ) {
            self.evaluate_age(event_index);
        }
        self.evaluate_plan(event_index);
    }

    /// Saves the log and loads it again. Alerts are saved before they are delivered, so it is complete.
    fn restart(&mut self) {
        let unsaved = self.log.take_unsaved();
        let ids = self.storage.save(&unsaved);
        self.log.assign_ids(ids);
        self.log = self.storage.load(&self.pool);
    }

    /// Evaluates figures and restarts without saving.
    fn crash(&mut self, figures: &Figures) {
        self.restart();
        let (observations, raised) = (self.observations.len(), self.raised.len());
        let before = (self.taken_at, self.failed, self.trials);
        self.refresh_succeeded(figures);
        self.evaluate_figures(usize::MAX, figures);
        self.observations.truncate(observations);
        self.raised.truncate(raised);
        (self.taken_at, self.failed, self.trials) = before;
        self.log = self.storage.load(&self.pool);
    }

    fn refresh_succeeded(&mut self, figures: &Figures) {
        (self.taken_at, self.failed) = (Some(self.now), 0);
        self.trials = Some(figures.trials);
    }

    fn evaluate_figures(&mut self, event_index: usize, figures: &Figures) {
        for benefit in 0..2 {
            if figures.unreported != Some(benefit) {
                let total = figures.totals[benefit];
                let used = figures.used[benefit] * total;
                let value = Value::Used { used, total };
                self.evaluate(event_index, Condition::Benefit(benefit), value);
                let value = Value::Left { used, total };
                self.evaluate(event_index, Condition::Left(benefit), value);
            }
        }
        let value = match figures.forecast {
            Forecast::Days(days) => Value::FullIn { days },
            Forecast::Never => Value::NotFull,
            Forecast::Full | Forecast::TooLittleHistory => Value::NoForecast {
                full: matches!(figures.forecast, Forecast::Full),
            },
        };
        self.evaluate(event_index, Condition::Forecast, value);
        self.evaluate(event_index, Condition::Key, Value::Key { rejected: false });
    }

    fn evaluate_age(&mut self, event_index: usize) {
        let Some(taken_at) = self.taken_at else {
            return;
        };
        let (now, failed) = (self.now, self.failed);
        let value = Value::Age {
            taken_at,
            now,
            failed,
        };
        self.evaluate(event_index, Condition::Age, value);
    }

    fn evaluate_plan(&mut self, event_index: usize) {
        let (end, now) = (self.plan_end, self.now);
        self.evaluate(event_index, Condition::Plan, Value::PlanEnd { end, now });
        if let Some(trials) = self.trials {
            self.evaluate(
                event_index,
                Condition::Trial,
                Value::Trials { trials, end, now },
            );
        }
    }

    /// Records the result of a rule in the log, and the value for the oracle.
    fn evaluate(&mut self, event_index: usize, condition: Condition, value: Value) {
        let result = rule_result(condition, &value);
        let before = self.log.alerts().next().map(|alert| alert.id);
        let at = moment(self.now);
        let notified = self.log.record(&self.pool, &result, at, false);
        let listed = self.log.alerts().next();
        if let Some(alert) = listed.filter(|alert| Some(alert.id) != before) {
            assert!(notified.is_none_or(|id| id == alert.id));
            self.raised.push(RaisedAlert {
                event: event_index,
                condition,
                step: alert.step.0,
                is_notified: notified.is_some(),
            });
        } else {
            assert_eq!(notified, None, "delivered but not listed");
        }
        self.observations.push(Observation {
            event: event_index,
            condition,
            value,
        });
    }
}

impl Drop for SimulatedPool<'_> {
    fn drop(&mut self) {
        self.storage.remove_pool(&self.pool);
    }
}

fn rule_result(condition: Condition, value: &Value) -> RuleResult {
    let day = |minutes: i64| time(minutes).date();
    let benefit = |number: usize| AlertSubject::Benefit {
        code: number.to_string(),
        name: String::new(),
    };
    let (subject, rule, found) = match *value {
        Value::Used { used, total } => {
            let used = Quantity::Known(Decimal::new(used, 3));
            let total = Allowance::Limited(Decimal::from(total));
            let found = rules::threshold(&used, &total, &[80, 90, 100], "");
            let Condition::Benefit(number) = condition else {
                unreachable!()
            };
            (benefit(number), Rule::Threshold, found.unwrap())
        }
        Value::Left { used, total } => {
            let used = Quantity::Known(Decimal::new(used, 3));
            let number = AlertAmount {
                of: AmountOf::Left,
                value: Decimal::new(total, 1),
            };
            let total = Allowance::Limited(Decimal::from(total));
            let Condition::Left(index) = condition else {
                unreachable!()
            };
            let found = rules::amount(&used, &total, &number);
            (benefit(index), Rule::Amount, found.unwrap())
        }
        Value::FullIn { .. } | Value::NotFull | Value::NoForecast { .. } => {
            let found = rules::forecast(&outlook(value), day(0), "").unwrap();
            (benefit(0), Rule::Forecast, found)
        }
        Value::Key { rejected } => {
            let failure = rejected.then(|| Failure::from(ErrorCode::KeyRejected));
            let found = rules::key(failure.as_ref()).unwrap();
            (AlertSubject::Pool, Rule::Key, found)
        }
        Value::Age {
            taken_at,
            now,
            failed,
        } => {
            let found = rules::age(moment(taken_at), moment(now), failed);
            (AlertSubject::Pool, Rule::Age, found)
        }
        Value::PlanEnd { end, now } => {
            let found = rules::plan_end(time(end), time(now));
            (AlertSubject::Pool, Rule::PlanEnd, found)
        }
        Value::Trials { trials, end, now } => {
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

fn outlook(value: &Value) -> Outlook {
    let today = time(0).date();
    let in_days = |days: i64| today.checked_add_days(Days::new(days.unsigned_abs()));
    match *value {
        Value::FullIn { days } => Outlook::FullOn {
            first: in_days(days).unwrap_or(today),
            likely: in_days(days),
            last: None,
            percent: 70,
        },
        Value::NoForecast { full: true } => Outlook::Full,
        Value::NoForecast { full: false } => Outlook::TooLittleHistory { days: 3, needed: 7 },
        _ => Outlook::NotAtThisPace,
    }
}

fn time(minutes: i64) -> NaiveDateTime {
    NaiveDate::default().and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minutes)
}

fn moment(minutes: i64) -> DateTime<Utc> {
    time(minutes).and_utc()
}
