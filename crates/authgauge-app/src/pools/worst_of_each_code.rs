use std::cmp::Ordering;
use std::collections::BTreeMap;

use authgauge_core::fullness::by_fullness;
use genauth::Benefit;

/// One benefit of each code, by code: the worst where a server reports several, in any order.
pub(crate) fn worst_of_each_code(benefits: &[Benefit]) -> impl Iterator<Item = &Benefit> {
    let mut worst: BTreeMap<&str, &Benefit> = BTreeMap::new();
    for benefit in benefits {
        let known = worst.entry(&benefit.code).or_insert(benefit);
        if by_use(benefit, known) == Ordering::Greater {
            *known = benefit;
        }
    }
    worst.into_values()
}

/// Orders benefits by how full they are; equal only if all that is shown of them is.
fn by_use(one: &Benefit, other: &Benefit) -> Ordering {
    let figures = by_fullness((&one.used, &one.total), (&other.used, &other.total));
    let names = (&other.name, &other.code).cmp(&(&one.name, &one.code));
    figures.then(names).then(one.trial.cmp(&other.trial))
}
