//! Totals of the periods as step lines.

use super::periods::Period;
use crate::frame::{DateRange, OffScaleTotal, Step, TimeAxis, ValueAxis, off_scale, step_lines};
use crate::geometry::Point;

/// The totals of periods that do not overlap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TotalLine {
    /// Unbroken lines, separated where no total is reported.
    pub(super) runs: Vec<Vec<Point>>,
    /// The periods are behind others.
    pub(super) behind: bool,
}

/// A step with its days.
#[derive(Debug, Clone, Copy)]
struct PeriodStep {
    range: DateRange,
    step: Step,
}

/// In CSS pixels. Shorter steps are merged, since their vertical parts would form a solid area.
const MIN_STEP: f64 = 4.0;

/// The lines, those behind others first, and the totals that are off scale.
pub(super) fn total_lines(
    periods: &[Period<'_>],
    days: &TimeAxis,
    values: &ValueAxis,
) -> (Vec<TotalLine>, Vec<OffScaleTotal>) {
    let (behind, front): (Vec<&Period<'_>>, Vec<_>) =
        periods.iter().partition(|period| period.behind);
    let behind = lanes(&behind).into_iter().map(|lane| (lane, true));
    let (mut lines, mut above) = (Vec::new(), Vec::new());
    for (lane, behind) in behind.chain([(front, false)]) {
        let steps = merge(steps(&lane, days));
        above.extend(off_scale(&steps, values));
        lines.push(TotalLine {
            runs: step_lines(&steps, values),
            behind,
        });
    }
    lines.retain(|line| !line.runs.is_empty());
    (lines, above)
}

/// Distributes periods to lanes in which they do not overlap.
fn lanes<'p, 'a>(periods: &[&'p Period<'a>]) -> Vec<Vec<&'p Period<'a>>> {
    let mut lanes: Vec<Vec<&Period<'_>>> = Vec::new();
    for period in periods {
        let is_free = |lane: &&mut Vec<&Period<'_>>| {
            let last = lane.last();
            last.is_none_or(|last| last.range.end <= period.range.start)
        };
        match lanes.iter_mut().find(is_free) {
            Some(lane) => lane.push(period),
            None => lanes.push(vec![period]),
        }
    }
    lanes
}

fn steps(lane: &[&Period<'_>], days: &TimeAxis) -> Vec<PeriodStep> {
    let mut end = days.left();
    let mut steps: Vec<PeriodStep> = Vec::with_capacity(lane.len());
    for period in lane {
        let left = days.at(period.range.start).max(end);
        let right = days.at(period.range.end);
        end = right.max(end);
        let Some(value) = period.total.filter(|_| right > left) else {
            continue;
        };
        let step = Step {
            left,
            right,
            value,
            joined: false,
        };
        steps.push(PeriodStep {
            range: period.range,
            step,
        });
    }
    steps
}

/// Merges neighbours with the same total, and those that are too short, with the lower total.
fn merge(steps: Vec<PeriodStep>) -> Vec<Step> {
    let mut merged: Vec<PeriodStep> = Vec::with_capacity(steps.len());
    for PeriodStep { range, step } in steps {
        let last = merged.last_mut();
        let joined = last.as_ref().is_some_and(|last| follows(last.range, range));
        match last {
            Some(last) if joined && is_mergeable(&last.step, &step) => {
                last.range.end = range.end;
                last.step.right = step.right;
                last.step.value = last.step.value.min(step.value);
            }
            _ => {
                let step = Step { joined, ..step };
                merged.push(PeriodStep { range, step });
            }
        }
    }
    merged.into_iter().map(|merged| merged.step).collect()
}

fn is_mergeable(one: &Step, next: &Step) -> bool {
    one.value == next.value || one.right - one.left < MIN_STEP
}

/// A gap of one day is allowed: some servers send inclusive ends.
fn follows(one: DateRange, next: DateRange) -> bool {
    (next.start - one.end).num_days() <= 1
}
