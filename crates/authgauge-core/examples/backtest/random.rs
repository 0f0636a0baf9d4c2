//! Seeded random numbers.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Above this mean, Poisson counts are approximated by a normal distribution.
const NORMAL_FROM: f64 = 50.0;

/// A generator whose sequence depends on the seed only.
pub(crate) struct Random(ChaCha8Rng);

impl Random {
    pub(crate) fn from(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniformly distributed in `low..high`.
    pub(crate) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        self.0.random_range(low..high)
    }

    /// A whole number in `low..high`.
    pub(crate) fn integer(&mut self, low: usize, high: usize) -> usize {
        self.0.random_range(low..high)
    }

    /// True with this probability.
    pub(crate) fn bernoulli(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability)
    }

    /// Poisson distributed.
    pub(crate) fn poisson(&mut self, mean: f64) -> f64 {
        if mean > NORMAL_FROM {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0);
        }
        // Knuth's algorithm.
        let mut product = self.uniform(0.0, 1.0);
        let mut count = 0.0;
        while product > (-mean).exp() {
            product *= self.uniform(0.0, 1.0);
            count += 1.0;
        }
        count
    }

    /// Standard normally distributed, by the Box-Muller transform.
    pub(crate) fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.uniform(0.0, 1.0), self.uniform(0.0, 1.0));
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}
