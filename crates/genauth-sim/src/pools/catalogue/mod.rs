//! The list of pools, in display order.

mod acme;
mod demo;
mod group;
mod oddities;

use super::{MauCurve, Package, Pool, PoolSet, Right, SimBrand, SimPool};
use crate::random::Seeded;

/// The fixed properties of a pool; the rest follows from the seed.
struct Draft {
    name: &'static str,
    name_zh: Option<&'static str>,
    slug: &'static str,
    brand: SimBrand,
    /// Whether the access key is global: its ID is the pool's.
    global_key: bool,
    rights: Vec<Right>,
    mau: Option<MauCurve>,
    package: Package,
    bare_objects: bool,
    nothing_reported: bool,
}

/// The pools of a seed.
pub(crate) fn pools(seed: u64, set: PoolSet) -> Vec<Pool> {
    let mut drafts = vec![acme::production(), acme::staging(), group::employees()];
    drafts.extend(match set {
        PoolSet::Odd => vec![
            oddities::empty(),
            oddities::changing(),
            oddities::sample_shapes(),
        ],
        PoolSet::Demo => demo::others(),
    });
    drafts
        .into_iter()
        .map(|draft| draft.build(Seeded::new(seed)))
        .collect()
}

impl Draft {
    fn build(self, seed: Seeded) -> Pool {
        let source = seed.of(self.slug);
        let user_pool_id = source.of("pool").hex(24);
        let own_key = source.of("key").hex(24);
        let facts = SimPool {
            name: self.name.to_owned(),
            name_zh: self.name_zh.map(str::to_owned),
            slug: self.slug.to_owned(),
            brand: self.brand,
            access_key_id: if self.global_key {
                user_pool_id.clone()
            } else {
                own_key
            },
            access_key_secret: source.of("secret").hex(32),
            user_pool_id,
        };
        Pool {
            facts,
            rights: self.rights,
            mau: self.mau,
            package: self.package,
            bare_objects: self.bare_objects,
            nothing_reported: self.nothing_reported,
            source,
            fixed_usage: Default::default(),
        }
    }
}
