use authgauge_core::guard::{MinLeft, Question};
use rust_decimal::Decimal;

use super::Selection;

/// The longest forecast.
const MAX_DAYS: i64 = 120;

/// The guard's question.
#[derive(Debug, clap::Args)]
pub(crate) struct GuardArgs {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Only this benefit, by its code; MAU is the running MAU period. May be given several times.
    #[arg(long = "benefit", value_name = "CODE")]
    pub(crate) benefits: Vec<String>,
    /// At least this much is left: a number, or a part of the limit such as 10%.
    #[arg(long, value_name = "N|P%", value_parser = min_left)]
    pub(crate) min_left: Option<MinLeft>,
    /// There is room for this much more.
    #[arg(long, value_name = "N", value_parser = number)]
    pub(crate) need: Option<Decimal>,
    /// It will not be full within this many days, up to 120, as far as the forecast tells.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=MAX_DAYS))]
    pub(crate) within: Option<u16>,
    /// Exit with 0 instead of 3, 4 and 5: what cannot be told stops nothing.
    #[arg(long)]
    pub(crate) fail_open: bool,
}

impl GuardArgs {
    pub(crate) fn question(&self) -> Question {
        Question {
            min_left: self.min_left,
            need: self.need,
            within: self.within,
        }
    }
}

fn min_left(text: &str) -> Result<MinLeft, String> {
    match text.strip_suffix('%') {
        Some(percent) => match percent.parse() {
            Ok(percent @ 0..=100) => Ok(MinLeft::Percent(percent)),
            _ => Err("a whole percentage from 0% to 100%".to_owned()),
        },
        None => number(text).map(MinLeft::Amount),
    }
}

/// A plain number; digits may be grouped by `_`.
fn number(text: &str) -> Result<Decimal, String> {
    let error = || "a number of 0 or more, such as 5000".to_owned();
    let number = Decimal::from_str_exact(text).map_err(|_| error())?;
    match number.is_sign_negative() && !number.is_zero() {
        true => Err(error()),
        false => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_left_is_a_number_or_a_percentage() {
        assert_eq!(min_left("500"), Ok(MinLeft::Amount(500.into())));
        assert_eq!(min_left("10%"), Ok(MinLeft::Percent(10)));
        assert_eq!(min_left("100%"), Ok(MinLeft::Percent(100)));
        for text in ["", "%", "101%", "-1%", "1.5%", "-1", "many", "1e3", "5 %"] {
            assert!(min_left(text).is_err(), "{text}");
        }
        assert_eq!(number("0.5"), Ok(Decimal::new(5, 1)));
    }
}
