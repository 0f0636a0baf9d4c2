use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;

/// The longest gap between two readings in which none was missed, in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MaxGap(pub u16);

/// A benefit's figures in one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// The use, in the benefit's unit.
    pub used: Decimal,
    /// The total. None: no limit, or not reported.
    pub total: Option<Decimal>,
}

/// Consecutive readings with the same figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The first reading's minute of the day.
    pub first: u16,
    /// The last reading's minute of the day.
    pub last: u16,
    /// The figures of all of them.
    pub figures: Figures,
}

/// A series' runs on one day. Figures between two runs are unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day(pub(super) Vec<Run>);

/// One run a minute.
pub(super) const MAX_RUNS: usize = MINUTES as usize;

/// The minutes of a day.
pub(super) const MINUTES: u16 = 24 * 60;

impl Figures {
    /// From the vendor's `current` and `amount`. None if the use is not reported.
    pub fn of(used: &Quantity, total: &Allowance) -> Option<Self> {
        Some(Self {
            used: used.known()?.normalize(),
            total: total.limit().map(|total| total.normalize()),
        })
    }
}

impl Day {
    /// The runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.0
    }

    /// Adds a reading. It extends the last run if the figures are the same and at most `max_gap` has passed. If the
    /// clock was set back, the reading is dated to the last one.
    pub fn add(&mut self, minute: u16, figures: Figures, max_gap: MaxGap) {
        let minute = minute.min(MINUTES - 1);
        let minute = self.0.last().map_or(minute, |run| run.last.max(minute));
        let is_full = self.0.len() >= MAX_RUNS;
        match self.0.last_mut() {
            Some(run) if run.figures == figures && minute - run.last <= max_gap.0 => {
                run.last = minute
            }
            Some(run) if is_full => *run = Run::at(minute, figures),
            _ => self.0.push(Run::at(minute, figures)),
        }
    }
}

impl Run {
    fn at(minute: u16, figures: Figures) -> Self {
        Self {
            first: minute,
            last: minute,
            figures,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(used: i64, total: i64) -> Figures {
        Figures {
            used: used.into(),
            total: Some(total.into()),
        }
    }

    fn runs(day: &Day) -> Vec<(u16, u16, Decimal)> {
        let run = |run: &Run| (run.first, run.last, run.figures.used);
        day.runs().iter().map(run).collect()
    }

    #[test]
    fn equal_readings_form_a_run_until_one_is_missed() {
        let mut day = Day::default();
        for minute in [0, 15, 30, 70, 111, 126] {
            day.add(minute, figures(7, 10), MaxGap(40));
        }
        day.add(141, figures(8, 10), MaxGap(40));
        day.add(156, figures(8, 20), MaxGap(40));
        assert_eq!(
            runs(&day),
            [
                (0, 70, 7.into()),
                (111, 126, 7.into()),
                (141, 141, 8.into()),
                (156, 156, 8.into())
            ]
        );
    }

    #[test]
    fn reading_after_a_clock_setback_is_dated_to_the_last() {
        let mut day = Day::default();
        day.add(600, figures(7, 10), MaxGap(40));
        day.add(60, figures(8, 10), MaxGap(40));
        day.add(75, figures(8, 10), MaxGap(40));
        day.add(615, figures(8, 10), MaxGap(40));
        assert_eq!(runs(&day), [(600, 600, 7.into()), (600, 615, 8.into())]);
    }

    #[test]
    fn runs_of_a_day_are_limited() {
        let mut day = Day::default();
        for reading in 0..3000 {
            day.add(60, figures(reading, 10), MaxGap(40));
        }
        assert_eq!(day.runs().len(), MAX_RUNS);
        assert_eq!(day.runs().last().unwrap().figures, figures(2999, 10));
        day.add(u16::MAX, figures(0, 10), MaxGap(40));
        assert_eq!(day.runs().last().unwrap().last, MINUTES - 1);
    }

    #[test]
    fn figures_need_a_reported_use() {
        let (seven, ten) = (Decimal::from(7), Decimal::from(10));
        let known = Quantity::Known("7.00".parse().unwrap());
        assert_eq!(
            Figures::of(&known, &Allowance::Limited(ten)),
            Some(figures(7, 10))
        );
        for total in [Allowance::Unlimited, Allowance::NotReported(None)] {
            let figures = Figures::of(&known, &total).unwrap();
            assert_eq!((figures.used, figures.total), (seven, None));
        }
        let raw = Quantity::NotReported(Some("-1".to_owned()));
        assert_eq!(Figures::of(&raw, &Allowance::Limited(ten)), None);
    }
}
