//! The benefits of a plan, which the API also calls rights.

use serde_json::Value;

use super::Pool;
use crate::calendar::{Moment, Month, work, work_share};
use crate::language::{Both, Language};
use crate::random::Seeded;
use crate::wire;

/// The benefit of monthly active users; has the figures of the current MAU period.
pub(crate) const MAU: &str = "MAU";

/// A benefit.
#[derive(Debug)]
pub(crate) struct Right {
    pub(crate) code: &'static str,
    /// None: `modelName` is null.
    pub(crate) label: Option<Both<'static>>,
    pub(crate) used: Used,
    pub(crate) total: Amount,
    /// None: `experience` is null.
    pub(crate) trial: Option<bool>,
    /// `instanceNo`, an undocumented field.
    pub(crate) instance: Option<&'static str>,
}

/// The amount used, as a function of time.
#[derive(Debug)]
pub(crate) enum Used {
    /// Constant.
    Constant(i64),
    /// Messages: reset to zero each month; this many at the start.
    Monthly(i64),
    /// Grows linearly.
    Growing { at_start: i64, a_year: i64 },
    /// Grows mostly on working days.
    Filling { at_start: i64, a_day: i64 },
    /// The usage of the current MAU period.
    Mau,
    /// Sent as it is.
    Raw(Value),
}

/// The amount allowed.
#[derive(Debug)]
pub(crate) enum Amount {
    Limited(i64),
    /// Raised by a plan change on the first day of a month, counted from the month of the start.
    Raised {
        before: i64,
        month: i32,
        to: i64,
    },
    /// The word for *unlimited* in the requested language.
    Unlimited,
    /// The total of the current MAU period.
    Mau,
    Raw(Value),
}

impl Used {
    pub(crate) fn growing(at_start: i64, a_year: i64) -> Self {
        Self::Growing { at_start, a_year }
    }
}

impl Amount {
    pub(crate) fn raised(before: i64, month: i32, to: i64) -> Self {
        Self::Raised { before, month, to }
    }
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
            Amount::Mau => current_mau(pool, moment).map_or(Value::Null, |period| text(period.1)),
            Amount::Raw(value) => value.clone(),
        }
    }

    fn current(&self, pool: &Pool, moment: Moment) -> Value {
        match &self.used {
            Used::Constant(used) => text(*used),
            Used::Monthly(at_start) => text(messages(*at_start, pool.source.of(self.code), moment)),
            Used::Growing { at_start, a_year } => {
                let days = (moment.now - moment.start).num_days();
                text((at_start + a_year * days / 365).max(0))
            }
            Used::Filling { at_start, a_day } => {
                let added = *a_day as f64 * work(moment.start, moment.now);
                text((at_start + added.floor() as i64).max(0))
            }
            Used::Mau => current_mau(pool, moment).map_or(Value::Null, |period| text(period.0)),
            Used::Raw(value) => value.clone(),
        }
    }
}

fn text(number: i64) -> Value {
    number.to_string().into()
}

/// Usage and total of the current period.
fn current_mau(pool: &Pool, moment: Moment) -> Option<(i64, i64)> {
    let periods = pool.mau.as_ref()?.periods(pool.source, moment);
    periods
        .into_iter()
        .rfind(|p| p.runs_at(moment.now))
        .map(|p| (p.used, p.total))
}

/// Messages sent this month: `at_start` at the start, then growing at the rate of that month. Each month has more
/// than the one before.
fn messages(at_start: i64, source: Seeded, moment: Moment) -> i64 {
    let month = Month::of(moment.now);
    let (first, next) = (month.first_day(), month.plus(1).first_day());
    let over = work_share(first, next, moment.now);
    let months = month.0 - Month::of(moment.start).0;
    let share = if months != 0 {
        let noise = 1.0 + 0.1 * source.swing(i64::from(month.0));
        MONTHLY_GROWTH.powi(months) * noise * over
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

const MONTHLY_GROWTH: f64 = 1.05;
