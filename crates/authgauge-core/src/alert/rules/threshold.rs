use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;

use super::{AlertKind, Evaluation, Found};
use crate::decimal::to_plain_string;
use crate::level::reaches_percent;

/// Hysteresis in percent: a threshold stays active down to this far below it.
const HYSTERESIS: u8 = 5;

/// Evaluates the use against thresholds in percent, which are the steps. None if the figures are not reported.
pub fn threshold(
    used: &Quantity,
    total: &Allowance,
    percents: &[u8],
    period: &str,
) -> Option<Found> {
    let (used, total) = match (used, total) {
        (_, Allowance::Unlimited) => return Some((Evaluation::new(0, 0, period), None)),
        (Quantity::Known(used), Allowance::Limited(total)) => (*used, *total),
        _ => return None,
    };
    let highest = |limit: fn(u8) -> u8| {
        let reached = |percent: &&u8| is_reached(used, total, limit(**percent));
        percents.iter().filter(reached).max().copied().unwrap_or(0)
    };
    let reached = highest(|percent| percent);
    let held = highest(|percent| percent.saturating_sub(HYSTERESIS).max(1));
    let kind = (reached > 0).then(|| AlertKind::Threshold {
        percent: reached,
        used: to_plain_string(used),
        total: to_plain_string(total),
    });
    Some((Evaluation::new(reached, held, period), kind))
}

/// False for 0 of 0: the plan does not include the benefit.
fn is_reached(used: Decimal, total: Decimal, percent: u8) -> bool {
    let is_included = !(used.is_zero() && total.is_zero());
    is_included && reaches_percent(used, total, percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(used: &str, total: &str) -> Option<Found> {
        let used = Quantity::Known(used.parse().unwrap());
        let total = Allowance::Limited(total.parse().unwrap());
        threshold(&used, &total, &[80, 90, 100], "")
    }

    #[test]
    fn threshold_is_reached_at_its_percent_and_held_five_below() {
        for (used, total, reached, held) in [
            ("0", "100", 0, 0),
            ("74.99", "100", 0, 0),
            ("75", "100", 0, 80),
            ("79.999", "100", 0, 80),
            ("80", "100", 80, 80),
            ("85", "100", 80, 90),
            ("90", "100", 90, 90),
            ("95", "100", 90, 100),
            ("100", "100", 100, 100),
            ("250", "100", 100, 100),
            ("1", "0", 100, 100),
            ("0", "0", 0, 0),
            ("-5", "0", 0, 0),
        ] {
            let (evaluation, kind) = at(used, total).unwrap();
            assert_eq!(
                evaluation,
                Evaluation::new(reached, held, ""),
                "{used} of {total}"
            );
            assert_eq!(kind.is_some(), reached > 0, "{used} of {total}");
        }
    }

    #[test]
    fn alert_reports_the_figures() {
        let expected = AlertKind::Threshold {
            percent: 90,
            used: "1380.5".to_owned(),
            total: "1500".to_owned(),
        };
        assert_eq!(at("1380.50", "1500.0").unwrap().1, Some(expected));
    }

    #[test]
    fn unknown_figures_give_no_result_and_unlimited_reaches_nothing() {
        let five = Quantity::Known(Decimal::from(5));
        let (unknown, percents) = (Quantity::NotReported(None), [80]);
        assert_eq!(
            threshold(&five, &Allowance::NotReported(None), &percents, ""),
            None
        );
        assert_eq!(
            threshold(&unknown, &Allowance::Limited(Decimal::TEN), &percents, ""),
            None
        );
        let no_step = Some((Evaluation::new(0, 0, ""), None));
        assert_eq!(
            threshold(&unknown, &Allowance::Unlimited, &percents, ""),
            no_step
        );
    }

    #[test]
    fn low_thresholds_are_released_at_0_and_empty_lists_never_reached() {
        let used = |used: u8| Quantity::Known(Decimal::from(used));
        let total = Allowance::Limited(Decimal::ONE_HUNDRED);
        let held = |used_now: u8| threshold(&used(used_now), &total, &[1, 3], "").unwrap().0;
        assert_eq!(held(0), Evaluation::new(0, 0, ""));
        assert_eq!(held(1), Evaluation::new(1, 3, ""));
        let never = threshold(&used(100), &total, &[], "").unwrap();
        assert_eq!(never, (Evaluation::new(0, 0, ""), None));
    }
}
