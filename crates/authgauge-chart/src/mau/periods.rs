//! The visible periods.

use std::cmp::Reverse;

use genauth::MauPeriod;

use crate::frame::{DateRange, axis_value};

/// A visible period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period<'a> {
    pub(super) source: &'a MauPeriod,
    pub(super) range: DateRange,
    /// None if it is not reported.
    pub(super) used: Option<f64>,
    /// None if it is unlimited or not reported.
    pub(super) total: Option<f64>,
    /// It overlaps with a shorter period, or with one of the same length and less use, that is drawn in front.
    pub(super) behind: bool,
}

/// The periods in the range by start; of those with the same start, longer ones first.
pub(super) fn visible(periods: &[MauPeriod], range: DateRange) -> Vec<Period<'_>> {
    let periods = periods.iter().map(Period::new);
    let mut visible: Vec<_> = periods
        .filter(|period| period.range.overlap(range) > 0)
        .collect();
    visible.sort_by_key(|period| {
        (
            period.range.start,
            Reverse(period.range.end),
            Reverse(period.source.used.known()),
        )
    });
    mark_behind(&mut visible);
    visible
}

impl<'a> Period<'a> {
    fn new(source: &'a MauPeriod) -> Self {
        Self {
            source,
            range: DateRange::new(source.start, source.end),
            used: source.used.known().map(axis_value),
            total: source.total.limit().map(axis_value),
            behind: false,
        }
    }
}

fn mark_behind(periods: &mut [Period<'_>]) {
    let mut rest = periods;
    while let Some((first, later)) = rest.split_first_mut() {
        let end = first.range.end;
        for other in later.iter_mut().take_while(|other| other.range.start < end) {
            if overlaps(first.range, other.range) {
                larger(first, other).behind = true;
            }
        }
        rest = later;
    }
}

/// Whether more than a tenth of the shorter one overlaps. Servers with inclusive ends make neighbours share a day.
fn overlaps(one: DateRange, other: DateRange) -> bool {
    one.overlap(other) * 10 > one.whole_days().min(other.whole_days())
}

fn larger<'p, 'a>(first: &'p mut Period<'a>, other: &'p mut Period<'a>) -> &'p mut Period<'a> {
    let size = |period: &Period<'_>| (period.range.whole_days(), period.source.used.known());
    if size(first) >= size(other) {
        first
    } else {
        other
    }
}
