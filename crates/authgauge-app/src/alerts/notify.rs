//! Which alerts are shown on the desktop each, and which as one.

use crate::snapshot::{AlertSnapshot, AlsoRaised};

/// At most this many alerts are shown each.
const SHOWN_EACH: usize = 3;

/// The alerts to show of those raised at once: each of up to three, or the worst, which stands for all of them.
/// `unlisted` more were raised and are no longer in the list.
pub fn condense(alerts: Vec<AlertSnapshot>, unlisted: usize) -> Vec<AlertSnapshot> {
    let also = alerts.iter().filter_map(|alert| alert.also);
    let raised = alerts.len() + unlisted + also.map(|also| also.count).sum::<usize>();
    if raised <= SHOWN_EACH {
        return alerts;
    }
    let first = alerts.first().map(|alert| alert.alert.pool.clone());
    let is_elsewhere = |alert: &AlertSnapshot| {
        Some(&alert.alert.pool) != first.as_ref()
            || alert.also.is_some_and(|also| also.several_pools)
    };
    let also = AlsoRaised {
        count: raised.saturating_sub(1),
        several_pools: alerts.iter().any(is_elsewhere),
    };
    let worst = alerts
        .into_iter()
        .max_by_key(|alert| alert.alert.kind.urgency());
    let worst = worst.map(|worst| AlertSnapshot {
        also: Some(also),
        ..worst
    });
    worst.into_iter().collect()
}
