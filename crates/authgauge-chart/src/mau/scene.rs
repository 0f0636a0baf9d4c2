//! The layout of the MAU chart. Positions are in CSS pixels from the upper left corner.

use super::ChartInput;
use super::bar_labels::bar_labels;
use super::bars::Bar;
use super::periods::{self, Period};
use super::running::Running;
use super::totals::{TotalLine, total_lines};
use crate::frame::{DateRange, Frame, LabelLayout, LabelRows, TimeAxis, max_value};

/// Everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    pub(super) frame: Frame,
    pub(super) bars: Vec<Bar>,
    pub(super) lines: Vec<TotalLine>,
    pub(super) running: Option<Running>,
}

impl Scene {
    /// Any input gives a scene: the size is clamped, and the range is at least one day.
    pub(super) fn of(input: &ChartInput<'_>) -> Self {
        let visible = DateRange::new(input.from, input.to);
        let periods = periods::visible(input.periods, visible);
        // The years, and the estimate.
        let rows = LabelRows::Two;
        let used = periods.iter().filter_map(|period| period.used);
        let used = used.chain(input.estimate).fold(0.0, f64::max);
        let max = max_value(used, totals(&periods));
        let size = (input.width, input.height);
        let (mut frame, ticks) = Frame::new(size, rows, max, input.language);
        let days = TimeAxis::new(visible, frame.plot);
        let users = frame.add_grid(&ticks, totals(&periods));
        let bar = |period| Bar::new(period, input.today, &days, &users);
        let bars: Vec<Bar> = periods.iter().map(bar).collect();
        let (lines, off_scale) = total_lines(&periods, &days, &users);
        frame.add_off_scale(&off_scale);
        let layout = LabelLayout {
            width: f64::from(frame.width),
            language: input.language,
        };
        if !input.numbers {
            // Until here only the value axis has labels.
            frame.labels.clear();
        }
        frame.add_time_ticks(&bar_labels(&bars, &days, layout), rows, input.language);
        let running = bars.iter().rev().find(|bar| Running::is_told_of(bar));
        let running = running.map(|bar| {
            let running = Running::of(bar, input.estimate, &frame, &users, input.language);
            match input.numbers {
                true => running,
                false => running.without_numbers(),
            }
        });
        Self {
            frame,
            bars,
            lines,
            running,
        }
    }
}

fn totals(periods: &[Period<'_>]) -> impl Iterator<Item = f64> {
    periods.iter().filter_map(|period| period.total)
}
