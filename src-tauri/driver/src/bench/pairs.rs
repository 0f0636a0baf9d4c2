//! Measures two things in turn, so that a busy machine slows both down, until their ratio is sure.

use std::time::{Duration, Instant};

use desktop_driver::Result;

use super::statistics::{Estimate, median};

/// How far the 90 % interval of a ratio may reach from it.
const PRECISION: f64 = 0.05;

/// Fewer pairs may agree by chance.
const FEWEST: usize = 8;

/// What was measured in turn.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) ours: Vec<f64>,
    pub(super) theirs: Vec<f64>,
}

impl Pairs {
    /// Measures both in turn until the ratio is sure, or for about `limit`. The first pair fills the system's caches
    /// and does not count.
    pub(super) async fn measure(
        limit: Duration,
        mut ours: impl AsyncFnMut(bool) -> Result<f64>,
        mut theirs: impl AsyncFnMut(bool) -> Result<f64>,
    ) -> Result<Self> {
        let (mut pairs, started) = (Self::default(), Instant::now());
        ours(false).await?;
        theirs(false).await?;
        while !pairs.is_sure() && (pairs.ours.len() < 2 || started.elapsed() < limit) {
            // Whoever comes second finds warmer caches.
            if pairs.ours.len().is_multiple_of(2) {
                pairs.ours.push(ours(true).await?);
                pairs.theirs.push(theirs(true).await?);
            } else {
                pairs.theirs.push(theirs(true).await?);
                pairs.ours.push(ours(true).await?);
            }
        }
        Ok(pairs)
    }

    /// The ratio of a pair, estimated from all.
    pub(super) fn ratio(&self) -> Estimate {
        let ratios = self.ours.iter().zip(&self.theirs);
        let ratios: Vec<f64> = ratios.map(|(ours, theirs)| ours / theirs).collect();
        Estimate::of(&ratios)
    }

    pub(super) fn medians(&self) -> (f64, f64) {
        (median(&self.ours), median(&self.theirs))
    }

    /// Whether the ratio is precise enough.
    pub(super) fn is_sure(&self) -> bool {
        self.ours.len() >= FEWEST && self.ratio().is_within(PRECISION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn pairs_end_once_their_ratio_is_sure() {
        let pairs = Pairs::measure(Duration::MAX, async |_| Ok(3.0), async |_| Ok(2.0));
        let pairs = pairs.await.unwrap();
        assert_eq!(pairs.ours.len(), FEWEST);
        assert_eq!(pairs.ratio().median, 1.5);
        assert!(pairs.is_sure());
    }

    #[tokio::test]
    async fn pairs_that_stay_unsure_end_with_the_time() {
        let mut next = 1.0;
        let ours = async |_| {
            next = 4.0 / next;
            Ok(next)
        };
        let pairs = Pairs::measure(Duration::ZERO, ours, async |_| Ok(1.0));
        let pairs = pairs.await.unwrap();
        assert_eq!(pairs.ours.len(), 2);
        assert!(!pairs.is_sure());
    }
}
