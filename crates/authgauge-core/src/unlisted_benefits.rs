//! The benefits that the owner hid: they stay out of lists and levels. Their alerts still come.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::pool::PoolId;

/// More than anyone hides by hand.
const MOST: usize = 5_000;

/// A benefit of a pool.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BenefitRef {
    /// Its pool.
    pub pool: PoolId,
    /// The vendor's `modelCode`.
    pub code: String,
}

/// The benefits that the owner hid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UnlistedBenefits(BTreeSet<BenefitRef>);

impl UnlistedBenefits {
    /// Whether the owner hid this one.
    pub fn contains(&self, pool: &PoolId, code: &str) -> bool {
        self.codes(pool).any(|hidden| hidden == code)
    }

    /// The hidden benefits of a pool.
    pub fn codes(&self, pool: &PoolId) -> impl Iterator<Item = &str> {
        let of_pool = self.0.iter().filter(move |it| it.pool == *pool);
        of_pool.map(|it| it.code.as_str())
    }

    /// Forgets a removed pool.
    pub fn forget(&mut self, pool: &PoolId) {
        self.0.retain(|it| it.pool != *pool);
    }

    pub(crate) fn is_valid(&self) -> bool {
        self.0.len() <= MOST
    }
}

impl FromIterator<BenefitRef> for UnlistedBenefits {
    fn from_iter<I: IntoIterator<Item = BenefitRef>>(benefits: I) -> Self {
        Self(benefits.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benefit_is_hidden_in_its_pool_alone() {
        let (pool, other) = (PoolId::random(), PoolId::random());
        let code = "SMS".to_owned();
        let hidden = BenefitRef {
            pool: pool.clone(),
            code,
        };
        let mut unlisted: UnlistedBenefits = [hidden].into_iter().collect();
        assert!(unlisted.contains(&pool, "SMS"));
        assert!(!unlisted.contains(&pool, "EMAIL") && !unlisted.contains(&other, "SMS"));
        unlisted.forget(&other);
        assert!(unlisted.contains(&pool, "SMS"));
        unlisted.forget(&pool);
        assert_eq!(unlisted, UnlistedBenefits::default());
    }

    #[test]
    fn as_many_as_nobody_hides_are_refused() {
        let pool = PoolId::random();
        let numbered = |count: usize| -> UnlistedBenefits {
            let benefit = |number: usize| BenefitRef {
                pool: pool.clone(),
                code: number.to_string(),
            };
            (0..count).map(benefit).collect()
        };
        assert!(numbered(5_000).is_valid());
        assert!(!numbered(5_001).is_valid());
    }
}
