//! Which of several figures is closest to its limit, where a server reports more than one.

use std::cmp::Ordering;

use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;

/// How much of an allowance is used. A greater one is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fullness {
    NotReported,
    Unlimited,
    /// 0 of 0.
    NotIncluded,
    /// Used by total.
    Share(Decimal),
    /// Used, of a total of 0.
    OfNothing,
}

/// Orders figures by how full they are; equal only if they are the same, so that the order in which a server reports
/// them has no effect.
pub fn by_fullness(one: (&Quantity, &Allowance), other: (&Quantity, &Allowance)) -> Ordering {
    let fullness = |(used, total): (&Quantity, &Allowance)| Fullness::of(used, total);
    fullness(one).cmp(&fullness(other)).then(one.cmp(&other))
}

impl Fullness {
    fn of(used: &Quantity, total: &Allowance) -> Self {
        let (used, total) = match (used, total) {
            (_, Allowance::Unlimited) => return Self::Unlimited,
            (Quantity::Known(used), Allowance::Limited(total)) => (*used, *total),
            _ => return Self::NotReported,
        };
        match used.checked_div(total) {
            Some(share) => Self::Share(share),
            None if used.is_zero() => Self::NotIncluded,
            None => Self::OfNothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_closer_to_their_limit_are_greater() {
        let known = |number: i64| Quantity::Known(number.into());
        let limited = |number: i64| Allowance::Limited(number.into());
        let ascending = [
            (Quantity::NotReported(None), limited(5)),
            (known(900), Allowance::Unlimited),
            (known(0), limited(0)),
            (known(0), limited(5)),
            (known(100), limited(1_000)),
            (known(950), limited(1_000)),
            (known(9_500), limited(10_000)),
            (known(7), limited(5)),
            (known(1), limited(0)),
        ];
        for (index, one) in ascending.iter().enumerate() {
            for (other_index, other) in ascending.iter().enumerate() {
                let order = by_fullness((&one.0, &one.1), (&other.0, &other.1));
                assert_eq!(order, index.cmp(&other_index), "{one:?} {other:?}");
            }
        }
    }
}
