//! Chance, from a seed.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// From so many on a count is as good as normally distributed.
const MANY: f64 = 50.0;

/// The same seed gives the same chances for ever.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn from(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Evenly between the two.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0.random_range(low..high)
    }

    /// A whole number from `low` up to `high`, which is not among them.
    pub(crate) fn number(&mut self, low: usize, high: usize) -> usize {
        self.0.random_range(low..high)
    }

    /// True so often in all cases.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.0.random_bool(share)
    }

    /// How many of something that is rare for each and common for all, `mean` in the middle: Poisson's
    /// counts, from many on rounded from a normal distribution.
    pub(crate) fn count(&mut self, mean: f64) -> f64 {
        if mean > MANY {
            return (mean + mean.sqrt() * self.around_zero()).round().max(0.0);
        }
        // Knuth's: as many as fit while the product of chances stays above e^−mean.
        let mut left = self.share();
        let mut count = 0.0;
        while left > (-mean).exp() {
            left *= self.share();
            count += 1.0;
        }
        count
    }

    /// Normally distributed around 0, two in three within 1 (Box and Muller's).
    pub(crate) fn around_zero(&mut self) -> f64 {
        let (far, turn) = (1.0 - self.share(), self.share());
        (-2.0 * far.ln()).sqrt() * (std::f64::consts::TAU * turn).cos()
    }

    fn share(&mut self) -> f64 {
        self.between(0.0, 1.0)
    }
}
