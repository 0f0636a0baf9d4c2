//! The middle of many measurements, and how far they lie apart.

use std::time::Duration;

/// The median; zero of none.
pub(crate) fn median(values: &[Duration]) -> Duration {
    let mut sorted = values.to_vec();
    sorted.sort();
    let upper = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    let lower = sorted
        .get(sorted.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or_default();
    (lower + upper) / 2
}

/// A row of a table: name, median, least and most, in milliseconds.
pub(crate) fn row(name: &str, values: &[Duration]) -> String {
    let least = values.iter().min().copied().unwrap_or_default();
    let most = values.iter().max().copied().unwrap_or_default();
    let [median, least, most] = [median(values), least, most].map(|d| d.as_secs_f64() * 1000.0);
    format!("{name:<34} {median:>9.1} ms   ({least:.1} to {most:.1})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(values: &[u64]) -> Vec<Duration> {
        values.iter().copied().map(Duration::from_millis).collect()
    }

    #[test]
    fn the_median_is_the_middle_or_between_the_two_middle_ones() {
        assert_eq!(median(&ms(&[30, 10, 20])), Duration::from_millis(20));
        assert_eq!(median(&ms(&[40, 10, 20, 30])), Duration::from_millis(25));
        assert_eq!(median(&[]), Duration::ZERO);
    }

    #[test]
    fn a_row_names_median_least_and_most() {
        assert_eq!(
            row("a", &ms(&[1, 2, 9]))
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            "a 2.0 ms (1.0 to 9.0)"
        );
    }
}
