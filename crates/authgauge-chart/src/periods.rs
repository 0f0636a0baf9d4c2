//! The periods that can be seen, in order, and which of them stand behind others.

use std::cmp::Reverse;

use genauth::MauPeriod;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::dates::Span;

/// A period that touches the visible days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period<'a> {
    pub(super) source: &'a MauPeriod,
    pub(super) span: Span,
    /// Nothing if the server reports no usable number.
    pub(super) used: Option<f64>,
    /// Nothing if there is no limit, or none that is known.
    pub(super) total: Option<f64>,
    /// A shorter (or, of the same length, lower) one stands in front of it.
    pub(super) behind: bool,
}

/// From left to right, and of those that start together the longer first.
pub(super) fn visible(periods: &[MauPeriod], visible: Span) -> Vec<Period<'_>> {
    let mut seen: Vec<_> = periods
        .iter()
        .map(Period::new)
        .filter(|period| period.span.common_days(visible) > 0)
        .collect();
    seen.sort_by_key(|period| {
        (
            period.span.start,
            Reverse(period.span.end),
            Reverse(period.source.used.known()),
        )
    });
    put_behind(&mut seen);
    seen
}

impl<'a> Period<'a> {
    fn new(source: &'a MauPeriod) -> Self {
        Self {
            source,
            span: Span::new(source.start, source.end),
            used: source.used.known().map(users),
            total: source.total.limit().map(users),
            behind: false,
        }
    }
}

fn put_behind(periods: &mut [Period<'_>]) {
    let mut rest = periods;
    while let Some((first, later)) = rest.split_first_mut() {
        let end = first.span.end;
        for other in later.iter_mut().take_while(|other| other.span.start < end) {
            if covers(first.span, other.span) {
                hind_of(first, other).behind = true;
            }
        }
        rest = later;
    }
}

/// Servers that count the last day in make neighbours share a day: that is not yet covering.
fn covers(one: Span, other: Span) -> bool {
    one.common_days(other) * 10 > one.whole_days().min(other.whole_days())
}

fn hind_of<'p, 'a>(first: &'p mut Period<'a>, other: &'p mut Period<'a>) -> &'p mut Period<'a> {
    let size = |period: &Period<'_>| (period.span.whole_days(), period.source.used.known());
    if size(first) >= size(other) {
        first
    } else {
        other
    }
}

fn users(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(0.0).max(0.0)
}
