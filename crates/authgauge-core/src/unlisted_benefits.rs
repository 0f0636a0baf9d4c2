//! The benefits that the owner hid: they stay out of lists and levels. Their alerts still come.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::pool::PoolId;

/// More than anyone hides of one pool by hand; the window sends no longer lists.
const MOST: usize = 100;

/// The benefits that the owner hid: by pool, the vendor's `modelCode` of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UnlistedBenefits(BTreeMap<PoolId, Vec<String>>);

impl UnlistedBenefits {
    /// Those of one pool.
    pub fn of(pool: PoolId, codes: Vec<String>) -> Self {
        Self(BTreeMap::from([(pool, codes)]))
    }

    /// Whether the owner hid this one.
    pub fn contains(&self, pool: &PoolId, code: &str) -> bool {
        let codes = self.0.get(pool);
        codes.is_some_and(|codes| codes.iter().any(|hidden| hidden == code))
    }

    /// Forgets a removed pool.
    pub fn forget(&mut self, pool: &PoolId) {
        self.0.remove(pool);
    }

    pub(crate) fn is_valid(&self) -> bool {
        self.0.values().all(|codes| codes.len() <= MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benefit_is_hidden_in_its_pool_alone() {
        let (pool, other) = (PoolId::random(), PoolId::random());
        let mut unlisted = UnlistedBenefits::of(pool.clone(), vec!["SMS".to_owned()]);
        assert!(unlisted.contains(&pool, "SMS"));
        assert!(!unlisted.contains(&pool, "EMAIL") && !unlisted.contains(&other, "SMS"));
        unlisted.forget(&other);
        assert!(unlisted.contains(&pool, "SMS"));
        unlisted.forget(&pool);
        assert_eq!(unlisted, UnlistedBenefits::default());
    }

    #[test]
    fn as_many_as_nobody_hides_are_refused() {
        let numbered = |count| UnlistedBenefits::of(PoolId::random(), vec![String::new(); count]);
        assert!(numbered(100).is_valid());
        assert!(!numbered(101).is_valid());
    }
}
