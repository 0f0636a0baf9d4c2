//! Where everything in the MAU chart is: plain data, in CSS pixels from the upper left corner.

use super::ChartInput;
use super::axis::TimeAxis;
use super::bars::Bar;
use super::calendar::{self, Room};
use super::dates::Span;
use super::frame::{Frame, Rows, reach};
use super::periods::{self, Period};
use super::ticks::Ticks;
use super::totals::{self, StepLine};

/// Everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    pub(super) frame: Frame,
    pub(super) bars: Vec<Bar>,
    pub(super) lines: Vec<StepLine>,
}

impl Scene {
    /// Lays everything out. Any input gives a scene: sizes are held to sensible ones, and a range
    /// without days is one day long.
    pub(super) fn of(input: &ChartInput<'_>) -> Self {
        let visible = Span::new(input.from, input.to);
        let periods = periods::visible(input.periods, visible);
        let rows = Rows::for_days(visible, input.today);
        let used = periods.iter().filter_map(|period| period.used);
        let reach = reach(used.fold(0.0, f64::max), totals_of(&periods));
        let (frame, ticks) = Frame::new((input.width, input.height), rows, reach);
        let mut scene = Self {
            frame,
            bars: Vec::new(),
            lines: Vec::new(),
        };
        scene.fill(input, &periods, visible, &ticks);
        scene
    }

    fn fill(
        &mut self,
        input: &ChartInput<'_>,
        periods: &[Period<'_>],
        visible: Span,
        ticks: &Ticks,
    ) {
        let days = TimeAxis::new(visible, self.frame.plot);
        let users = self.frame.rule(ticks, totals_of(periods));
        self.bars = periods
            .iter()
            .map(|period| Bar::new(period, input.today, &days, &users))
            .collect();
        let (lines, off_scale) = totals::lines(periods, &days, &users, self.frame.edge());
        self.lines = lines;
        self.frame.add_off_scale(&off_scale);
        let room = Room {
            width: f64::from(self.frame.width),
            language: input.language,
        };
        let names = calendar::below(&self.bars, &days, room);
        let rows = Rows::for_days(visible, input.today);
        self.frame.add_names(&names, rows, input.language);
    }
}

fn totals_of(periods: &[Period<'_>]) -> impl Iterator<Item = f64> {
    periods.iter().filter_map(|period| period.total)
}
