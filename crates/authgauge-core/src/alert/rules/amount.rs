use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;

use super::{AlertKind, Evaluation, Found};
use crate::alert::{AlertAmount, AmountOf};
use crate::decimal::to_plain_string;

/// Evaluates the use against the owner's number, which is the one step. None if the figures are not reported.
///
/// The number is the alert's period, so that a changed number raises a new alert.
pub fn amount(used: &Quantity, total: &Allowance, amount: &AlertAmount) -> Option<Found> {
    let found = match (amount.of, used, total) {
        (AmountOf::Left, _, Allowance::Unlimited) => NOT_REACHED,
        (AmountOf::Left, Quantity::Known(used), Allowance::Limited(total)) => {
            left(*used, *total, amount.value)?
        }
        (AmountOf::Used, Quantity::Known(used), _) => used_up_to(*used, amount.value),
        _ => return None,
    };
    let (reached, held) = (u8::from(found.is_reached), u8::from(found.is_held));
    let evaluation = Evaluation::new(reached, held, amount.to_string());
    let kind = found.is_reached.then(|| kind(used, total, amount));
    Some((evaluation, kind.flatten()))
}

struct Reached {
    is_reached: bool,
    is_held: bool,
}

const NOT_REACHED: Reached = Reached {
    is_reached: false,
    is_held: false,
};

/// Held until a twentieth of the total more is left, as a threshold is; with a number near the total, until half of
/// what is between them.
fn left(used: Decimal, total: Decimal, below: Decimal) -> Option<Reached> {
    // 0 of 0: the plan does not include the benefit.
    if used.is_zero() && total.is_zero() {
        return Some(NOT_REACHED);
    }
    let left = total.checked_sub(used)?;
    let unused = total.checked_sub(below)?.max(Decimal::ZERO);
    let margin = (total / TWENTY).min(unused / Decimal::TWO);
    Some(Reached {
        is_reached: left < below,
        is_held: left < below.checked_add(margin)?,
    })
}

/// Held until a twentieth less is used.
fn used_up_to(used: Decimal, from: Decimal) -> Reached {
    Reached {
        is_reached: used >= from,
        is_held: used >= from - from / TWENTY,
    }
}

const TWENTY: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

fn kind(used: &Quantity, total: &Allowance, amount: &AlertAmount) -> Option<AlertKind> {
    let used = to_plain_string(used.known()?);
    let value = to_plain_string(amount.value);
    Some(match amount.of {
        AmountOf::Left => AlertKind::AmountLeft {
            amount: value,
            used,
            total: to_plain_string(total.limit()?),
        },
        AmountOf::Used => AlertKind::AmountUsed {
            amount: value,
            used,
        },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::alert::{AlertState, Delivery};

    fn limited(total: i64) -> Allowance {
        Allowance::Limited(total.into())
    }

    fn at(used: i64, total: &Allowance, rule: &str) -> Option<(bool, bool)> {
        let rule = rule.parse().unwrap();
        let (evaluation, kind) = amount(&Quantity::Known(used.into()), total, &rule)?;
        let is = |reached, held| evaluation == Evaluation::new(reached, held, rule.to_string());
        let reached = kind.is_some();
        assert!(is(u8::from(reached), 1) || is(0, 0), "{evaluation:?}");
        Some((reached, !is(0, 0)))
    }

    #[test]
    fn alert_is_raised_when_fewer_are_left_and_held_until_a_twentieth_more_is() {
        for (used, total, rule, reached, held) in [
            (0, 10_000, "left:500", false, false),
            (9_000, 10_000, "left:500", false, false),
            (9_001, 10_000, "left:500", false, true),
            (9_500, 10_000, "left:500", false, true),
            (9_501, 10_000, "left:500", true, true),
            (10_000, 10_000, "left:500", true, true),
            (12_000, 10_000, "left:500", true, true),
            // Near the total: unused, it is released all the same.
            (0, 10_000, "left:9900", false, false),
            (50, 10_000, "left:9900", false, false),
            (51, 10_000, "left:9900", false, true),
            (101, 10_000, "left:9900", true, true),
            (0, 10_000, "left:10000", false, false),
            (1, 10_000, "left:10000", true, true),
            (0, 100, "left:500", true, true),
            (0, 0, "left:500", false, false),
            (1, 0, "left:500", true, true),
        ] {
            let found = at(used, &limited(total), rule);
            assert_eq!(found, Some((reached, held)), "{used} of {total}, {rule}");
        }
    }

    #[test]
    fn alert_is_raised_at_a_use_and_held_until_a_twentieth_less_is_used() {
        let unreported = Allowance::NotReported(None);
        for total in [Allowance::Unlimited, unreported, limited(2_000)] {
            for (used, reached, held) in [
                (0, false, false),
                (949, false, false),
                (950, false, true),
                (999, false, true),
                (1_000, true, true),
                (5_000, true, true),
            ] {
                let found = at(used, &total, "used:1000");
                assert_eq!(found, Some((reached, held)), "{used} of {total:?}");
            }
        }
    }

    #[test]
    fn without_a_total_nothing_is_left_and_unknown_figures_give_no_result() {
        assert_eq!(at(9_900, &Allowance::NotReported(None), "left:500"), None);
        let unlimited = at(9_900, &Allowance::Unlimited, "left:500");
        assert_eq!(unlimited, Some((false, false)));
        let unknown = Quantity::NotReported(None);
        for rule in ["left:500", "used:500"] {
            assert_eq!(amount(&unknown, &limited(10), &rule.parse().unwrap()), None);
        }
    }

    #[test]
    fn alert_reports_the_number_and_the_figures() {
        let known = |text: &str| Quantity::Known(text.parse().unwrap());
        let total = Allowance::Limited("1500.0".parse().unwrap());
        let left = amount(&known("1380.50"), &total, &"left:200".parse().unwrap());
        let expected = AlertKind::AmountLeft {
            amount: "200".to_owned(),
            used: "1380.5".to_owned(),
            total: "1500".to_owned(),
        };
        assert_eq!(left.unwrap().1, Some(expected));
        let used = amount(
            &known("70"),
            &Allowance::Unlimited,
            &"used:64".parse().unwrap(),
        );
        let expected = AlertKind::AmountUsed {
            amount: "64".to_owned(),
            used: "70".to_owned(),
        };
        assert_eq!(used.unwrap().1, Some(expected));
    }

    #[test]
    fn another_number_is_raised_by_itself() {
        let mut state = None;
        let mut deliver = |used: i64, rule: &str| {
            let used = Quantity::Known(used.into());
            let (evaluation, _) = amount(&used, &limited(1_000), &rule.parse().unwrap()).unwrap();
            let (next, delivery) = AlertState::after(state.as_ref(), &evaluation);
            state = Some(next);
            delivery
        };
        assert_eq!(deliver(0, "left:100"), Delivery::None);
        assert_eq!(deliver(950, "left:100"), Delivery::Notify);
        assert_eq!(deliver(950, "left:50"), Delivery::None);
        assert_eq!(deliver(951, "left:50"), Delivery::Notify);
        assert_eq!(deliver(960, "left:50"), Delivery::None);
    }

    proptest! {
        #[test]
        fn alert_is_raised_once_until_the_use_fell(
            of in prop_oneof![Just("left"), Just("used")],
            number in 1..=1_200_i64,
            uses in prop::collection::vec(0..=1_300_i64, 1..40),
        ) {
            let rule: AlertAmount = format!("{of}:{number}").parse().unwrap();
            let (mut state, mut least) = (None, None);
            for used in uses {
                let quantity = Quantity::Known(used.into());
                let (evaluation, kind) = amount(&quantity, &limited(1_000), &rule).unwrap();
                let (next, delivery) = AlertState::after(state.as_ref(), &evaluation);
                prop_assert!(kind.is_some() || delivery == Delivery::None);
                if delivery != Delivery::None {
                    let fell = least.is_none_or(|least: i64| match of {
                        "left" => 1_000 - number - least >= 50.min((1_000 - number) / 2),
                        _ => (number - least) * 20 > number,
                    });
                    prop_assert!(fell, "{:?} {}", least, used);
                    least = Some(used);
                }
                least = least.map(|least| least.min(used));
                state = Some(next);
            }
        }

        #[test]
        fn any_figures_are_evaluated_without_overflow(
            used in any::<u128>(), total in any::<u128>(), value in 1..u128::MAX, scale in 0..=28_u32,
        ) {
            let of = |number: u128| {
                let number = i128::try_from(number >> 33).unwrap();
                Decimal::try_from_i128_with_scale(number, scale).unwrap()
            };
            for kind in [AmountOf::Left, AmountOf::Used] {
                let rule = AlertAmount { of: kind, value: of(value) };
                let _ = amount(&Quantity::Known(of(used)), &Allowance::Limited(of(total)), &rule);
                let most = Allowance::Limited(Decimal::MAX);
                let _ = amount(&Quantity::Known(Decimal::MAX), &most, &rule);
            }
        }
    }
}
