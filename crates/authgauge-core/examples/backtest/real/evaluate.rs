//! Compares forecasts of a counter with what it came to.

use authgauge_core::forecast::Forecast;

use super::alerts::Alerts;
use super::baselines;
use super::counter::Counter;
use super::readings::{Pattern, forecast, readings};
use super::tally::{Scored, Tally};

/// The horizons in days.
pub(crate) const HORIZONS: [usize; 5] = [1, 3, 7, 14, 30];

/// The days of the chance of being full.
const FULL_WITHIN: usize = 14;

/// The first day that a forecast is made on.
const FIRST: usize = 60;

/// For each pattern of readings, the days from one forecast that is scored to the next.
const PATTERNS: [(Pattern, usize); 7] = [
    (Pattern::Full, 2),
    (Pattern::Office, 5),
    (Pattern::Morning, 5),
    (Pattern::Young(7), 9),
    (Pattern::Young(10), 9),
    (Pattern::Young(14), 9),
    (Pattern::Young(21), 9),
];

pub(crate) fn counter(counter: &Counter) -> Tally {
    let mut tally = Tally::default();
    for (pattern, step) in PATTERNS {
        for origin in (FIRST..counter.days.len()).step_by(step) {
            score(counter, pattern, origin, &mut tally);
        }
    }
    if !counter.kind.is_gauge() {
        alerts(counter, &mut tally);
    }
    tally
}

fn score(counter: &Counter, pattern: Pattern, origin: usize, tally: &mut Tally) {
    let readings = readings(counter, pattern, origin);
    let is_read = readings
        .last()
        .is_some_and(|last| last.day == counter.days[origin]);
    if !is_read {
        return;
    }
    let forecast = forecast(counter, &readings);
    tally.count(counter.kind, pattern, forecast.is_some());
    let Some(forecast) = forecast else { return };
    for horizon in HORIZONS {
        let Some(actual) = counter.used.get(origin + horizon) else {
            continue;
        };
        let target = counter.days[origin + horizon];
        let band = forecast.after(horizon);
        let baselines = baselines::predict(counter.kind, &readings, target);
        for total in &counter.totals {
            let percent = |figure: f64| 100.0 * figure / total;
            let (low, high) = (percent(band.low - 0.5), percent(band.high + 0.5));
            tally.score(
                (counter.kind, pattern, horizon),
                Scored {
                    error: percent((band.likely - actual).abs()),
                    baselines: baselines.map(|predicted| percent((predicted - actual).abs())),
                    below: (low - percent(*actual)).max(0.0),
                    above: (percent(*actual) - high).max(0.0),
                    width: high - low,
                },
            );
        }
    }
    chance(counter, pattern, origin, &forecast, tally);
}

/// The chance of being full, and whether it was.
fn chance(
    counter: &Counter,
    pattern: Pattern,
    origin: usize,
    forecast: &Forecast,
    tally: &mut Tally,
) {
    let Some(next) = counter.used.get(origin + 1..=origin + FULL_WITHIN) else {
        return;
    };
    for total in &counter.totals {
        if counter.used[origin] < *total {
            let said = forecast.chance_of(*total, FULL_WITHIN);
            let came = next.iter().any(|used| used >= total);
            tally.chance((counter.kind, pattern), said, came);
        }
    }
}

/// The alerts that each benefit gets, with one evaluation a day.
fn alerts(counter: &Counter, tally: &mut Tally) {
    let mut alerts: Vec<Alerts> = Vec::new();
    alerts.resize_with(counter.totals.len(), Alerts::default);
    for origin in FIRST..counter.days.len() {
        let readings = readings(counter, Pattern::Full, origin);
        let forecast = forecast(counter, &readings);
        for (alerts, total) in alerts.iter_mut().zip(&counter.totals) {
            alerts.evaluate(counter, origin, *total, forecast.as_ref());
        }
    }
    for (alerts, total) in alerts.iter().zip(&counter.totals) {
        tally.alerts(counter.kind, alerts.outcome(counter, FIRST, *total));
    }
}
