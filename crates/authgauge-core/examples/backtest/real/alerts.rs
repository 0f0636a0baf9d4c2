//! The alert "full within 14 days" of one benefit.

use authgauge_core::alert::{AlertState, Delivery, rules};
use authgauge_core::forecast::Forecast;
use authgauge_core::outlook::Outlook;
use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive as _;

use super::counter::Counter;

/// A fill is foreseeable if the benefit was not full for as many days before.
const FORESEEABLE: usize = 4;

/// An alert is in time this many days ahead.
const IN_TIME: usize = 3;

/// An alert is false if the benefit is not full within so many days.
const TRUE_WITHIN: usize = 21;

/// A benefit that is full again on these days of a month is counted separately.
const FULL_AGAIN: (usize, usize) = (9, 21);

/// The alerts of one benefit, as days.
#[derive(Default)]
pub(crate) struct Alerts {
    state: Option<AlertState>,
    delivered: Vec<usize>,
}

/// How alerts compare with what happened.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Outcome {
    /// Days on which the benefit became full, and those that were told in time.
    pub(crate) fills: usize,
    pub(crate) told: usize,
    /// The same of months that were full again on day 9 to 21.
    pub(crate) again: usize,
    pub(crate) again_told: usize,
    /// The alerts whose outcome is known, and those after which the benefit was full within 14 and 21 days.
    pub(crate) alerts: usize,
    pub(crate) within_14: usize,
    pub(crate) within_21: usize,
    pub(crate) days: usize,
}

impl Alerts {
    pub(crate) fn evaluate(
        &mut self,
        counter: &Counter,
        origin: usize,
        total: f64,
        forecast: Option<&Forecast>,
    ) {
        let number = |figure: f64| Decimal::from_f64(figure).unwrap_or_default();
        let used = Quantity::Known(number(counter.used[origin]));
        let total = Allowance::Limited(number(total));
        let outlook = Outlook::of(&used, &total, forecast, 100);
        let today = counter.days[origin];
        let Some((evaluation, _)) = rules::forecast(&outlook, today, &period(forecast)) else {
            return;
        };
        let (state, delivery) = AlertState::after(self.state.as_ref(), &evaluation);
        let is_first_step = self
            .state
            .as_ref()
            .is_none_or(|earlier| earlier.delivered.0 == 0 || earlier.period != state.period);
        self.state = Some(state);
        if delivery != Delivery::None && is_first_step {
            self.delivered.push(origin);
        }
    }

    pub(crate) fn outcome(&self, counter: &Counter, first: usize, total: f64) -> Outcome {
        let fills = fills(counter, first, total);
        let mut outcome = Outcome {
            days: counter.days.len() - first,
            ..Outcome::default()
        };
        for (fill, free_since) in &fills {
            if fill - free_since < FORESEEABLE {
                continue;
            }
            // An alert tells of a fill if it came in the same cycle or in the three weeks before.
            let from = (*free_since).min(fill.saturating_sub(TRUE_WITHIN));
            let told = self
                .delivered
                .iter()
                .any(|alert| (from..=fill - IN_TIME).contains(alert));
            outcome.fills += 1;
            outcome.told += usize::from(told);
            let start = counter.cycle_start(*fill);
            let day_of_cycle = fill - start + 1;
            if start > first && (FULL_AGAIN.0..=FULL_AGAIN.1).contains(&day_of_cycle) {
                outcome.again += 1;
                outcome.again_told += usize::from(told);
            }
        }
        for alert in &self.delivered {
            if alert + TRUE_WITHIN >= counter.days.len() {
                continue;
            }
            let within = |days: usize| {
                let mut fills = fills.iter();
                usize::from(fills.any(|(fill, _)| (*alert..=alert + days).contains(fill)))
            };
            outcome.alerts += 1;
            outcome.within_14 += within(14);
            outcome.within_21 += within(TRUE_WITHIN);
        }
        outcome
    }
}

/// The cycle that the alert belongs to.
fn period(forecast: Option<&Forecast>) -> String {
    let cycle = forecast.and_then(|forecast| forecast.basis().cycle.as_ref());
    cycle
        .map(|cycle| cycle.start.to_string())
        .unwrap_or_default()
}

/// The days on which the benefit became full, each with the day since when it had not been.
fn fills(counter: &Counter, first: usize, total: f64) -> Vec<(usize, usize)> {
    let mut fills = Vec::new();
    let mut free_since = first;
    let mut was_full = counter.used[first] >= total;
    for day in first + 1..counter.days.len() {
        if counter.kind.resets_on(counter.days[day]) {
            was_full = false;
            free_since = day;
        }
        let is_full = counter.used[day] >= total;
        if is_full && !was_full {
            fills.push((day, free_since));
        }
        if was_full && !is_full {
            free_since = day;
        }
        was_full = is_full;
    }
    fills
}
