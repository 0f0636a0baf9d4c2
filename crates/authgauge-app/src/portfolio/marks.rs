use chrono::NaiveDate;

use authgauge_core::calendar::vendor_day;

use super::runs_out::RunsOut;

/// Where each part of a row's line is, in days from today. What is beyond the axis is cut off where it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunwayMarks {
    /// Room is left until this day.
    pub room: Option<u32>,
    /// The forecast's 80 % range. Its end is None if it is beyond the forecast.
    pub range: Option<(u32, Option<u32>)>,
    /// The likely day.
    pub likely: Option<u32>,
    /// Nothing is left from this day until the next; None: no end is known.
    pub nothing: Option<(u32, Option<u32>)>,
    /// The reset.
    pub reset: Option<u32>,
    /// The plan's end.
    pub plan_end: Option<u32>,
}

impl RunwayMarks {
    pub(super) fn of(runs_out: &RunsOut, reset: Option<NaiveDate>, today: NaiveDate) -> Self {
        let day = |day: NaiveDate| u32::try_from((day - today).num_days()).unwrap_or(0);
        let reset = reset.map(day);
        match runs_out {
            RunsOut::Over { .. } | RunsOut::Full => Self {
                nothing: Some((0, reset)),
                reset,
                ..Self::default()
            },
            RunsOut::On {
                first,
                likely,
                last,
                ..
            } => {
                // After the reset there is room again: the range ends there.
                let last = match (last.map(day), reset) {
                    (Some(last), Some(reset)) => Some(last.min(reset)),
                    (last, reset) => last.or(reset),
                };
                Self {
                    room: Some(day(*first)),
                    range: Some((day(*first), last)),
                    likely: Some(day(*likely)),
                    nothing: Some((day(*likely), reset)),
                    reset,
                    ..Self::default()
                }
            }
            RunsOut::NoForecast { .. } => Self::default(),
            RunsOut::PlanEnded { .. } => Self::of_plan(0),
            RunsOut::PlanEnds { at } => Self::of_plan(day(vendor_day(*at))),
        }
    }

    fn of_plan(days: u32) -> Self {
        Self {
            room: (days > 0).then_some(days),
            nothing: Some((days, None)),
            plan_end: Some(days),
            ..Self::default()
        }
    }
}
