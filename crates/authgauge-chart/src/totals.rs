//! The total as a step line over the periods.

use super::axis::{TimeAxis, ValueAxis};
use super::dates::Span;
use super::frame::OffScale;
use super::periods::Period;

/// The totals of periods that follow each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StepLine {
    /// Unbroken runs of corners; between two runs, no total is reported.
    pub(super) runs: Vec<Vec<(f64, f64)>>,
    /// Of periods that stand behind others.
    pub(super) behind: bool,
}

/// A level piece of a line.
#[derive(Debug, Clone, Copy)]
struct Step {
    span: Span,
    left: f64,
    right: f64,
    value: f64,
}

/// Pixels; thousands of short steps would make a solid block of their uprights.
const SHORTEST: f64 = 4.0;

/// The lines, those behind first, and what is above the axis. `edge` is where that is drawn.
pub(super) fn lines(
    periods: &[Period<'_>],
    days: &TimeAxis,
    users: &ValueAxis,
    edge: f64,
) -> (Vec<StepLine>, Vec<OffScale>) {
    let (behind, front): (Vec<&Period<'_>>, Vec<_>) =
        periods.iter().partition(|period| period.behind);
    let lanes = lanes(&behind).into_iter().map(|lane| (lane, true));
    let mut off_scale = Vec::new();
    let mut lines = Vec::new();
    for (lane, behind) in lanes.chain([(front, false)]) {
        let steps = merged(steps(&lane, days));
        off_scale.extend(
            steps
                .iter()
                .filter(|step| !users.shows(step.value))
                .map(|step| OffScale {
                    value: step.value,
                    left: step.left,
                    right: step.right,
                }),
        );
        let height = |value| {
            if users.shows(value) {
                users.at(value)
            } else {
                edge
            }
        };
        lines.push(StepLine {
            runs: runs(&steps, height),
            behind,
        });
    }
    lines.retain(|line| !line.runs.is_empty());
    (lines, off_scale)
}

/// Periods in rows, each in the first row where it has room.
fn lanes<'p, 'a>(periods: &[&'p Period<'a>]) -> Vec<Vec<&'p Period<'a>>> {
    let mut lanes: Vec<Vec<&Period<'_>>> = Vec::new();
    for period in periods {
        let free = lanes.iter_mut().find(|lane| {
            lane.last()
                .is_none_or(|last| last.span.end <= period.span.start)
        });
        match free {
            Some(lane) => lane.push(period),
            None => lanes.push(vec![period]),
        }
    }
    lanes
}

fn steps(lane: &[&Period<'_>], days: &TimeAxis) -> Vec<Step> {
    let mut reached = days.left();
    let mut steps = Vec::with_capacity(lane.len());
    for period in lane {
        let left = days.at(period.span.start).max(reached);
        let right = days.at(period.span.end);
        reached = right.max(reached);
        if let Some(value) = period.total.filter(|_| right > left) {
            steps.push(Step {
                span: period.span,
                left,
                right,
                value,
            });
        }
    }
    steps
}

/// Neighbours of one height become one step; so do those too short to see, at the lowest of their totals.
fn merged(steps: Vec<Step>) -> Vec<Step> {
    let mut merged: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        match merged.last_mut() {
            Some(last) if follows(last, &step) && alike(last, &step) => {
                last.span.end = step.span.end;
                last.right = step.right;
                last.value = last.value.min(step.value);
            }
            _ => merged.push(step),
        }
    }
    merged
}

fn alike(one: &Step, next: &Step) -> bool {
    one.value == next.value || one.right - one.left < SHORTEST
}

/// A day between two periods is a server that counts the last day in, not a gap.
fn follows(one: &Step, next: &Step) -> bool {
    next.span
        .start
        .signed_duration_since(one.span.end)
        .num_days()
        <= 1
}

fn runs(steps: &[Step], height: impl Fn(f64) -> f64) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut last: Option<&Step> = None;
    for step in steps {
        let y = height(step.value);
        let corners = [(step.left, y), (step.right, y)];
        match (runs.last_mut(), last.filter(|last| follows(last, step))) {
            (Some(run), Some(_)) => run.extend(corners),
            _ => runs.push(corners.to_vec()),
        }
        last = Some(step);
    }
    runs
}
