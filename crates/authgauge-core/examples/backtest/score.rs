//! How far off each way of telling was.

use authgauge_core::forecast::{Crossing, DayEnd, FARTHEST, Forecast};

use crate::baselines::{last_week, straight_line};
use crate::history::History;

/// Days ahead that are told.
const AHEAD: [usize; 3] = [7, 14, 30];

/// A forecast is made every so many days, from the first day that has three weeks behind it.
const EVERY: usize = 6;
const FIRST: usize = 21;

/// A day of being full counts if it comes within so many days.
const SOON: usize = 60;

/// What was told, held against what came.
#[derive(Default)]
pub(crate) struct Score {
    /// How much was used: errors in percent of the total.
    pub(crate) used: Errors,
    /// When it was full: errors in days.
    pub(crate) full: Errors,
    /// How likely it was full within 30 days: squared errors of the probability, for the Brier score.
    pub(crate) chances: Vec<f64>,
}

/// The errors of the forecast and of both baselines, and how often the truth was within the 80 % band.
#[derive(Default)]
pub(crate) struct Errors {
    pub(crate) forecast: Vec<f64>,
    pub(crate) straight_line: Vec<f64>,
    pub(crate) last_week: Vec<f64>,
    pub(crate) within: usize,
}

impl Score {
    /// Tells the future of a history on many of its days.
    pub(crate) fn hold(&mut self, history: &History) {
        let farthest = AHEAD.iter().max().copied().unwrap_or_default();
        for now in (FIRST..history.days.len().saturating_sub(farthest)).step_by(EVERY) {
            let seen = history.read_by(now);
            if let Some(forecast) = Forecast::from(&seen, None) {
                self.hold_on(history, now, &seen, &forecast);
            }
        }
    }

    fn hold_on(&mut self, history: &History, now: usize, seen: &[DayEnd], forecast: &Forecast) {
        let Some(last) = seen.last() else { return };
        let ago = (history.days[now].day - last.day).num_days() as usize;
        let total = history.days[now - ago].total;
        for ahead in AHEAD {
            let truth = history.days[now + ahead].used;
            let band = forecast.after(ahead + ago);
            let off = |told: f64| 100.0 * (told - truth).abs() / total;
            self.used.forecast.push(off(band.likely));
            self.used
                .straight_line
                .push(off(straight_line(seen, ahead + ago)));
            self.used.last_week.push(off(last_week(seen, ahead + ago)));
            // Figures are whole numbers.
            self.used.within += usize::from(band.low - 0.5 <= truth && truth <= band.high + 0.5);
        }
        if last.used < total {
            self.hold_full(history, now, seen, forecast, (ago, total));
        }
    }

    fn hold_full(
        &mut self,
        history: &History,
        now: usize,
        seen: &[DayEnd],
        forecast: &Forecast,
        (ago, total): (usize, f64),
    ) {
        let full = history.full_after(now, now + SOON);
        let soon = f64::from(u8::from(full.is_some_and(|day| day <= now + 30)));
        self.chances
            .push((forecast.chance_of(total, 30 + ago) - soon).powi(2));
        let Some(full) = full else { return };
        let truth = full - now + ago;
        let off = |told: Option<usize>| told.unwrap_or(FARTHEST).abs_diff(truth) as f64;
        let first = |used: &dyn Fn(usize) -> f64| (1..FARTHEST).find(|ahead| used(*ahead) >= total);
        self.full
            .forecast
            .push(off(first(&|ahead| forecast.after(ahead).likely)));
        self.full
            .straight_line
            .push(off(first(&|ahead| straight_line(seen, ahead))));
        self.full
            .last_week
            .push(off(first(&|ahead| last_week(seen, ahead))));
        self.full.within += usize::from(told_between(forecast, total, history.days[full].day));
    }
}

fn told_between(forecast: &Forecast, total: f64, full: chrono::NaiveDate) -> bool {
    match forecast.until_full(total) {
        Crossing::FullOn { first, last, .. } => {
            first <= full && last.is_none_or(|last| full <= last)
        }
        Crossing::Full | Crossing::NotAtThisPace => false,
    }
}

impl Errors {
    /// In percent.
    pub(crate) fn coverage(&self) -> f64 {
        100.0 * self.within as f64 / self.forecast.len().max(1) as f64
    }
}

/// The middle one; None of nothing.
pub(crate) fn median(errors: &[f64]) -> Option<f64> {
    let mut errors = errors.to_vec();
    errors.sort_by(f64::total_cmp);
    errors.get(errors.len() / 2).copied()
}

pub(crate) fn mean(errors: &[f64]) -> Option<f64> {
    (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64)
}
