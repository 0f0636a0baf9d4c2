//! Medians, ratios and rows of the printed tables.

use std::time::Duration;

/// The median; zero for no values.
pub(super) fn median(values: &[Duration]) -> Duration {
    let mut sorted = values.to_vec();
    sorted.sort();
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    (at(sorted.len() / 2) + at(sorted.len().saturating_sub(1) / 2)) / 2
}

/// Name, median, minimum and maximum in milliseconds.
pub(super) fn time_row(name: &str, values: &[Duration]) -> String {
    let min = values.iter().min().copied().unwrap_or_default();
    let max = values.iter().max().copied().unwrap_or_default();
    let [median, min, max] = [median(values), min, max].map(|d| d.as_secs_f64() * 1000.0);
    format!("  {name:<32} {median:>9.1} ms   ({min:.1} to {max:.1})")
}

/// Name and ratio.
pub(super) fn ratio_row(name: &str, numerator: f64, denominator: f64) -> String {
    let ratio = numerator / denominator.max(f64::EPSILON);
    format!("  {name:<32} {ratio:>9.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(values: &[u64]) -> Vec<Duration> {
        values.iter().copied().map(Duration::from_millis).collect()
    }

    #[test]
    fn median_is_the_middle_value_or_the_mean_of_the_two_middle_values() {
        assert_eq!(median(&ms(&[30, 10, 20])), Duration::from_millis(20));
        assert_eq!(median(&ms(&[40, 10, 20, 30])), Duration::from_millis(25));
        assert_eq!(median(&[]), Duration::ZERO);
    }

    #[test]
    fn time_row_has_median_minimum_and_maximum() {
        assert_eq!(
            time_row("a", &ms(&[1, 2, 9]))
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            "a 2.0 ms (1.0 to 9.0)"
        );
    }
}
