//! One right of a plan: how much of it is used, and how that moves.

use serde_json::Value;

use super::Pool;
use crate::calendar::{Moment, Month, work, work_share};
use crate::language::{Both, Language};
use crate::random::Seeded;
use crate::wire;

/// The code of the monthly active users; the same figure as the running period's.
pub(crate) const MAU: &str = "MAU";

/// One right of a plan.
#[derive(Debug)]
pub(crate) struct Right {
    pub(crate) code: &'static str,
    /// None: `modelName` is null.
    pub(crate) label: Option<Both<'static>>,
    pub(crate) used: Used,
    pub(crate) total: Amount,
    /// None: `experience` is null.
    pub(crate) trial: Option<bool>,
    /// A field no schema names.
    pub(crate) instance: Option<&'static str>,
}

/// How much is used, and how that moves with time.
#[derive(Debug)]
pub(crate) enum Used {
    /// Always the same.
    Still(i64),
    /// Counts messages: this many at the start, from zero again each month.
    Monthly(i64),
    /// Things that are added and rarely removed: this many at the start, so many more a year.
    Growing { at_start: i64, a_year: i64 },
    /// Things that are added on working days: this many at the start, so many more on an average day.
    Filling { at_start: i64, a_day: i64 },
    /// The running MAU period's use.
    Mau,
    /// Sent exactly so, whatever it is.
    Raw(Value),
}

/// How much the plan allows.
#[derive(Debug)]
pub(crate) enum Amount {
    Limited(i64),
    /// Another plan allowed less, until the first day of a month, counted from the month of the start.
    Raised {
        before: i64,
        month: i32,
        to: i64,
    },
    /// The word, in the caller's language.
    Unlimited,
    /// The running MAU period's total.
    Mau,
    Raw(Value),
}

impl Right {
    pub(crate) fn usage(&self, pool: &Pool, moment: Moment, language: Language) -> wire::Usage {
        wire::Usage {
            amount: self.amount(pool, moment, language),
            current: self.current(pool, moment),
            experience: self.trial,
            model_code: self.code.to_owned(),
            model_name: self
                .label
                .map(|label| language.model_name(self.code, label)),
            instance_no: self.instance,
        }
    }

    /// `amount`.
    pub(crate) fn amount(&self, pool: &Pool, moment: Moment, language: Language) -> Value {
        match &self.total {
            Amount::Limited(total) => text(*total),
            Amount::Raised { before, month, to } => {
                let raised = Month::of(moment.start).plus(*month).first_day();
                text(if moment.now.date() < raised {
                    *before
                } else {
                    *to
                })
            }
            Amount::Unlimited => language
                .pick(Both {
                    en: "unlimited",
                    zh: "不限量",
                })
                .into(),
            Amount::Mau => running_mau(pool, moment).map_or(Value::Null, |period| text(period.1)),
            Amount::Raw(value) => value.clone(),
        }
    }

    fn current(&self, pool: &Pool, moment: Moment) -> Value {
        match &self.used {
            Used::Still(used) => text(*used),
            Used::Monthly(at_start) => text(messages(*at_start, pool.source.of(self.code), moment)),
            Used::Growing { at_start, a_year } => {
                let days = (moment.now - moment.start).num_days();
                text((at_start + a_year * days / 365).max(0))
            }
            Used::Filling { at_start, a_day } => {
                let added = *a_day as f64 * work(moment.start, moment.now);
                text((at_start + added.floor() as i64).max(0))
            }
            Used::Mau => running_mau(pool, moment).map_or(Value::Null, |period| text(period.0)),
            Used::Raw(value) => value.clone(),
        }
    }
}

fn text(number: i64) -> Value {
    number.to_string().into()
}

/// Used and total of the running period.
fn running_mau(pool: &Pool, moment: Moment) -> Option<(i64, i64)> {
    let periods = pool.mau.as_ref()?.periods(pool.source, moment);
    periods
        .into_iter()
        .rfind(|p| p.runs_at(moment.now))
        .map(|p| (p.used, p.total))
}

/// Messages sent this month: `at_start` when the simulator started, then on at that month's pace. Each
/// month has some more than the one before.
fn messages(at_start: i64, source: Seeded, moment: Moment) -> i64 {
    let month = Month::of(moment.now);
    let (first, next) = (month.first_day(), month.plus(1).first_day());
    let over = work_share(first, next, moment.now);
    let months = month.0 - Month::of(moment.start).0;
    let share = if months != 0 {
        let noise = 1.0 + 0.1 * source.swing(i64::from(month.0));
        MORE_A_MONTH.powi(months) * noise * over
    } else if moment.now > moment.start {
        1.0 + work(moment.start, moment.now) / 31.0
    } else {
        let at_start_over = work_share(first, next, moment.start);
        if at_start_over > 0.0 {
            over / at_start_over
        } else {
            1.0
        }
    };
    (at_start as f64 * share).floor() as i64
}

const MORE_A_MONTH: f64 = 1.05;
