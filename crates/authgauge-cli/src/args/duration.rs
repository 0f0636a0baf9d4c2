use std::time::Duration;

use authgauge_core::reading::MaxAge;
use chrono::TimeDelta;

/// Parses a number and a unit: 90s, 30m, 12h, 7d.
pub(super) fn max_age(text: &str) -> Result<MaxAge, String> {
    seconds(text)
        .map(MaxAge)
        .ok_or_else(|| "a number and s, m, h or d, such as 12h".to_owned())
}

/// As [`max_age`], for a wait of at least a second.
pub(super) fn time_limit(text: &str) -> Result<Duration, String> {
    let limit = seconds(text).and_then(|limit| limit.to_std().ok());
    limit
        .filter(|limit| !limit.is_zero())
        .ok_or_else(|| "a number above 0 and s, m, h or d, such as 30s".to_owned())
}

fn seconds(text: &str) -> Option<TimeDelta> {
    let unit = text.chars().next_back()?;
    let number: i64 = text.strip_suffix(unit)?.parse::<u32>().ok()?.into();
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    TimeDelta::try_seconds(number * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_is_a_number_and_a_unit() {
        for (text, expected) in [
            ("0s", TimeDelta::zero()),
            ("90s", TimeDelta::seconds(90)),
            ("30m", TimeDelta::minutes(30)),
            ("12h", TimeDelta::hours(12)),
            ("7d", TimeDelta::days(7)),
        ] {
            assert_eq!(max_age(text), Ok(MaxAge(expected)), "{text}");
        }
        for text in [
            "",
            "d",
            "7",
            "-1d",
            "1.5h",
            "1 d",
            "天",
            "1天",
            "4294967296d",
        ] {
            assert!(max_age(text).is_err(), "{text}");
        }
    }
}
