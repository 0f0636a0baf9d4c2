//! One right of a plan: how much of it is used, and how that moves.

use chrono::TimeDelta;
use serde_json::Value;

use super::Pool;
use crate::calendar::{Moment, Month, share_over};
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
    /// The running MAU period's use.
    Mau,
    /// Sent exactly so, whatever it is.
    Raw(Value),
}

/// How much the plan allows.
#[derive(Debug)]
pub(crate) enum Amount {
    Limited(i64),
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

/// Messages sent this month: `at_start` when the simulator started, then on at that month's pace.
fn messages(at_start: i64, source: Seeded, moment: Moment) -> i64 {
    let month = Month::of(moment.now);
    let (first, next) = (month.first_day(), month.plus(1).first_day());
    let over = share_over(first, next, moment.now);
    let whole_month = at_start as f64;
    let sent = if month != Month::of(moment.start) {
        whole_month * (1.0 + 0.1 * source.swing(i64::from(month.0))) * over
    } else if moment.now > moment.start {
        whole_month * (1.0 + days(moment.now - moment.start) / 31.0)
    } else {
        let at_start_over = share_over(first, next, moment.start);
        if at_start_over > 0.0 {
            whole_month * over / at_start_over
        } else {
            whole_month
        }
    };
    sent.floor() as i64
}

fn days(span: TimeDelta) -> f64 {
    span.num_seconds() as f64 / 86_400.0
}
