//! What a notification says of counts that started again.

use authgauge_core::alert::AlertSubject;
use authgauge_core::pool::PoolId;

/// At most this many notices are shown each.
const SHOWN_EACH: usize = 3;

/// Counts that started again. It is not in the list of alerts: that has room for a hundred, and a month that begins in
/// many pools would push out what needs something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetNotice {
    /// The pool of the first of them.
    pub pool: PoolId,
    /// The pool's name.
    pub pool_name: String,
    /// What stands for the pool's name while names, hosts and figures are hidden; None while they are shown.
    pub alias: Option<String>,
    /// What was counted.
    pub subject: AlertSubject,
    /// The use now, as a plain decimal.
    pub used: String,
    /// The total, if there is one.
    pub total: Option<String>,
    /// How many others it stands for.
    pub others: usize,
    /// Some of the others are of other pools.
    pub several_pools: bool,
}

impl ResetNotice {
    /// The notices to show of those that came at once: each of up to three, or the first, which stands for all of them.
    pub fn condense(mut notices: Vec<Self>) -> Vec<Self> {
        if notices.len() <= SHOWN_EACH {
            return notices;
        }
        let all = notices
            .iter()
            .map(|notice| 1 + notice.others)
            .sum::<usize>();
        let several_pools = notices
            .windows(2)
            .any(|two| matches!(two, [one, other] if one.pool != other.pool))
            || notices.iter().any(|notice| notice.several_pools);
        notices.truncate(1);
        for notice in &mut notices {
            notice.others = all.saturating_sub(1);
            notice.several_pools = several_pools;
        }
        notices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(pool: &str, others: usize) -> ResetNotice {
        ResetNotice {
            pool: PoolId(pool.to_owned()),
            pool_name: pool.to_owned(),
            alias: None,
            subject: AlertSubject::Mau,
            used: "0".to_owned(),
            total: None,
            others,
            several_pools: false,
        }
    }

    #[test]
    fn up_to_three_notices_are_shown_each_and_more_as_one() {
        let three = vec![notice("a", 0), notice("b", 4), notice("c", 0)];
        assert_eq!(ResetNotice::condense(three.clone()), three);
        for (last, several_pools) in [("a", false), ("b", true)] {
            let four = vec![
                notice("a", 0),
                notice("a", 4),
                notice("a", 0),
                notice(last, 1),
            ];
            let one = ResetNotice {
                several_pools,
                ..notice("a", 8)
            };
            assert_eq!(ResetNotice::condense(four), [one]);
        }
    }
}
