//! Medians, and how sure a ratio is.

/// Of a hundred such intervals, ninety hold the true median.
const CONFIDENCE: f64 = 0.9;

/// The median; zero for no values.
pub(super) fn median(values: &[f64]) -> f64 {
    let sorted = sorted(values);
    let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
    (at(sorted.len() / 2) + at(sorted.len().saturating_sub(1) / 2)) / 2.0
}

/// A median, and the interval that holds the true one with 90 % confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Estimate {
    pub(super) median: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Estimate {
    /// From the order of the values alone, whatever their distribution. With few values: their whole range.
    pub(super) fn of(values: &[f64]) -> Self {
        let sorted = sorted(values);
        let outside = values_outside(sorted.len());
        let at = |index: usize| sorted.get(index).copied().unwrap_or_default();
        Self {
            median: median(values),
            low: at(outside),
            high: at(sorted.len().saturating_sub(outside + 1)),
        }
    }

    /// Whether the interval is within this share of the median.
    pub(super) fn is_within(&self, share: f64) -> bool {
        let most = self.median * share;
        self.median - self.low <= most && self.high - self.median <= most
    }
}

/// How many values lie outside of the interval at each end: each is below the median with probability ½.
fn values_outside(count: usize) -> usize {
    let rest = (1.0 - CONFIDENCE) / 2.0;
    let (mut outside, mut below) = (0, 0.0);
    // The probability that exactly `k` of `count` values are below the median.
    let mut exactly = 0.5_f64.powf(count as f64);
    for k in 0..count / 2 {
        below += exactly;
        if below > rest {
            break;
        }
        outside = k + 1;
        exactly *= (count - k) as f64 / (k + 1) as f64;
    }
    outside.min(count.saturating_sub(1) / 2)
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_is_the_middle_value_or_the_mean_of_the_two_middle_values() {
        assert_eq!(median(&[30.0, 10.0, 20.0]), 20.0);
        assert_eq!(median(&[40.0, 10.0, 20.0, 30.0]), 25.0);
        assert_eq!(median(&[]), 0.0);
    }

    #[test]
    fn an_interval_leaves_out_as_many_values_as_the_sign_test_allows() {
        // Tables of the sign test at 5 % on each side.
        for (count, outside) in [
            (0, 0),
            (1, 0),
            (4, 0),
            (5, 1),
            (8, 2),
            (10, 2),
            (20, 6),
            (30, 11),
        ] {
            assert_eq!(values_outside(count), outside, "{count}");
        }
    }

    #[test]
    fn an_estimate_is_as_wide_as_its_values_are_apart() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        let estimate = Estimate::of(&values);
        assert_eq!(
            (estimate.low, estimate.median, estimate.high),
            (3.0, 5.5, 8.0)
        );
        assert!(estimate.is_within(0.5) && !estimate.is_within(0.4));
        let single = Estimate::of(&[2.0]);
        assert_eq!((single.low, single.high), (2.0, 2.0));
    }
}
