//! The alerts expected of a history, by definition: an alert is raised when a step is reached that was not reached
//! before, or that was released since it was last reached. A step is raised once for each end of a plan.

/// A rule over one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Condition {
    Benefit(usize),
    /// Fewer than a tenth of the total is left.
    Left(usize),
    Forecast,
    Key,
    Age,
    Plan,
    Trial,
}

/// The values that a rule evaluates. Times are in minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// `used` is in thousandths of the unit of `total`.
    Used {
        used: i64,
        total: i64,
    },
    /// As used; the number is a tenth of the total.
    Left {
        used: i64,
        total: i64,
    },
    FullIn {
        days: i64,
    },
    NotFull,
    /// The total is used up, or the history is too short for a forecast.
    NoForecast {
        full: bool,
    },
    Key {
        rejected: bool,
    },
    Age {
        taken_at: i64,
        now: i64,
        failed: u32,
    },
    PlanEnd {
        end: i64,
        now: i64,
    },
    Trials {
        trials: usize,
        end: i64,
        now: i64,
    },
}

/// One evaluation of a condition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Observation {
    /// The index of the event in the history.
    pub(super) event: usize,
    pub(super) condition: Condition,
    pub(super) value: Value,
}

/// An alert that was raised, or is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RaisedAlert {
    /// The index of the event in the history.
    pub(super) event: usize,
    pub(super) condition: Condition,
    pub(super) step: u8,
    pub(super) is_notified: bool,
}

/// The expected alerts, ordered by condition, then by time.
pub(super) fn expected(observations: &[Observation]) -> Vec<RaisedAlert> {
    let mut observations = observations.to_vec();
    observations.sort_by_key(|observation| observation.condition);
    let conditions = observations.chunk_by(|one, other| one.condition == other.condition);
    let alerts = conditions.flat_map(|observations| {
        let each = (0..observations.len()).filter_map(|last| alert_at(&observations[..=last]));
        once_for_each_end(each, observations)
    });
    alerts.collect()
}

/// Without alerts about an end of the plan that was told at this step: servers may alternate between two.
fn once_for_each_end(
    alerts: impl Iterator<Item = RaisedAlert>,
    observations: &[Observation],
) -> Vec<RaisedAlert> {
    let mut told = Vec::new();
    let is_new = |alert: &RaisedAlert| {
        let mut observed = observations.iter();
        let observed = observed.find(|observation| observation.event == alert.event);
        let Some(end) = observed.and_then(Observation::end_day) else {
            return true;
        };
        let is_new = !told.contains(&(end, alert.step));
        told.push((end, alert.step));
        is_new
    };
    alerts.filter(is_new).collect()
}

/// The alert that the last of these observations of one condition raises.
fn alert_at(observations: &[Observation]) -> Option<RaisedAlert> {
    let (last, before) = observations.split_last()?;
    let steps = steps(last.condition).iter().rev();
    let worst = steps.copied().find(|step| last.reaches(*step))?;
    // The observations since the step was released or the period changed.
    let unreleased = before.iter().rev().take_while(|observation| {
        observation.period() == last.period() && !observation.releases(worst)
    });
    let is_repeated = unreleased
        .into_iter()
        .any(|observation| observation.reaches(worst));
    (!is_repeated).then_some(RaisedAlert {
        event: last.event,
        condition: last.condition,
        step: u8::try_from(worst).unwrap(),
        is_notified: !before.is_empty(),
    })
}

/// The steps of a rule, ascending.
fn steps(condition: Condition) -> &'static [i64] {
    match condition {
        Condition::Benefit(_) => &[80, 90, 100],
        Condition::Forecast | Condition::Trial => &[1, 2],
        Condition::Key | Condition::Age | Condition::Left(_) => &[1],
        Condition::Plan => &[1, 2, 3, 4, 5, 6],
    }
}

/// Days before the plan's end, by step: when it is reached, and until when it is held. The sixth step is the end.
const PLAN_DAYS: [(i64, i64); 6] = [(30, 37), (7, 14), (3, 7), (1, 5), (0, 4), (-1, 4)];
const TRIAL_DAYS: [(i64, i64); 2] = [(14, 21), (2, 6)];
const FORECAST_DAYS: [(i64, i64); 2] = [(14, 21), (3, 8)];
const DAY: i64 = 1440;

impl Observation {
    /// Whether this step is reached.
    fn reaches(&self, step: i64) -> bool {
        let index = usize::try_from(step - 1).unwrap();
        match self.value {
            Value::Used { used, total } => used * 100 >= total * 1000 * step,
            Value::Left { used, total } => (total * 1000 - used) * 10 < total * 1000,
            Value::FullIn { days } => days <= FORECAST_DAYS[index].0,
            Value::NotFull | Value::NoForecast { .. } => false,
            Value::Key { rejected } => rejected,
            Value::Age {
                taken_at,
                now,
                failed,
            } => failed >= 2 && (now - taken_at).abs() > DAY,
            Value::PlanEnd { end, now } => {
                end <= now || days_between(now, end) <= PLAN_DAYS[index].0
            }
            Value::Trials { trials, end, now } => {
                trials > 0 && end > now && days_between(now, end) <= TRIAL_DAYS[index].0
            }
        }
    }

    /// Whether the value is beyond the hysteresis of this step.
    fn releases(&self, step: i64) -> bool {
        let index = usize::try_from(step - 1).unwrap();
        match self.value {
            Value::Used { used, total } => used * 100 < total * 1000 * (step - 5),
            Value::Left { used, total } => (total * 1000 - used) * 20 >= total * 1000 * 3,
            Value::FullIn { days } => days > FORECAST_DAYS[index].1,
            Value::NotFull => true,
            Value::NoForecast { .. } | Value::Age { .. } => false,
            Value::Key { rejected } => !rejected,
            Value::PlanEnd { end, now } => end > now && days_between(now, end) > PLAN_DAYS[index].1,
            Value::Trials { trials, end, now } => {
                trials == 0 || (end > now && days_between(now, end) > TRIAL_DAYS[index].1)
            }
        }
    }

    /// The day on which the plan ends.
    fn end_day(&self) -> Option<i64> {
        match self.value {
            Value::PlanEnd { end, .. } | Value::Trials { end, .. } => Some(end.div_euclid(DAY)),
            _ => None,
        }
    }

    /// Identifies the period. Alerts are raised again in another one.
    fn period(&self) -> i64 {
        match self.value {
            Value::Age { taken_at, .. } => taken_at,
            Value::Left { total, .. } => total,
            _ => 0,
        }
    }
}

fn days_between(now: i64, end: i64) -> i64 {
    end.div_euclid(DAY) - now.div_euclid(DAY)
}
