use chrono::NaiveDate;

use authgauge_chart::RunwayMarks;
use authgauge_core::calendar::vendor_day;

use super::runs_out::RunsOut;

/// Where each part of a row's line is.
pub(super) fn marks(runs_out: &RunsOut, reset: Option<NaiveDate>, today: NaiveDate) -> RunwayMarks {
    let day = |day: NaiveDate| u32::try_from((day - today).num_days()).unwrap_or(0);
    let reset = reset.map(day);
    match runs_out {
        RunsOut::Over { .. } | RunsOut::Full => RunwayMarks {
            nothing: Some((0, reset)),
            reset,
            ..RunwayMarks::default()
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
            RunwayMarks {
                room: Some(day(*first)),
                range: Some((day(*first), last)),
                likely: Some(day(*likely)),
                nothing: Some((day(*likely), reset)),
                reset,
                plan_end: None,
            }
        }
        RunsOut::NoForecast { .. } => RunwayMarks::default(),
        RunsOut::PlanEnded { .. } => of_plan(0),
        RunsOut::PlanEnds { at } => of_plan(day(vendor_day(*at))),
    }
}

fn of_plan(days: u32) -> RunwayMarks {
    RunwayMarks {
        room: (days > 0).then_some(days),
        nothing: Some((days, None)),
        plan_end: Some(days),
        ..RunwayMarks::default()
    }
}
