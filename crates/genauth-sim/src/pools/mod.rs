//! The simulated user pools: who they are, and what their figures are at a moment.

mod benefit;
mod catalogue;
mod label;
mod mau;
mod package;

use std::collections::HashMap;

pub(crate) use benefit::{Amount, Right, Used};
pub(crate) use catalogue::pools;
use chrono::NaiveDate;
pub(crate) use mau::{MauCurve, Step};
pub(crate) use package::Package;

use crate::calendar::Moment;
use crate::language::Language;
use crate::random::Seeded;
use crate::wire;

/// The service a pool belongs to; decides the language it speaks when the caller names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimBrand {
    /// The international service: English unless asked otherwise.
    GenAuth,
    /// The Chinese service: Chinese unless asked otherwise.
    Authing,
}

impl SimBrand {
    /// The language of an answer to a caller who names none.
    pub fn default_language(self) -> Language {
        match self {
            Self::GenAuth => Language::English,
            Self::Authing => Language::Chinese,
        }
    }
}

/// A simulated user pool and the access key that opens it. The key is made up, so it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimPool {
    /// What its owner calls it.
    pub name: String,
    /// The same in Chinese, where it differs.
    pub name_zh: Option<String>,
    /// A short stable name for tests and files.
    pub slug: String,
    /// The service it belongs to.
    pub brand: SimBrand,
    /// The vendor's user pool ID, `scoped_userpool_id` in a token.
    pub user_pool_id: String,
    /// `accessKeyId`. The first pool's key is the global one, whose ID is the pool's.
    pub access_key_id: String,
    /// `accessKeySecret`, as it is now.
    pub access_key_secret: String,
}

/// A pool with its figures.
#[derive(Debug)]
pub(crate) struct Pool {
    pub(crate) facts: SimPool,
    pub(crate) rights: Vec<Right>,
    pub(crate) mau: Option<MauCurve>,
    pub(crate) package: Package,
    /// Collections are sent as the published samples show them: one bare object, no array.
    pub(crate) bare_objects: bool,
    /// `usages` is null.
    pub(crate) nothing_reported: bool,
    pub(crate) source: Seeded,
    /// What a test put in place of a benefit's use, by code.
    pub(crate) set_by_hand: HashMap<String, String>,
}

impl Pool {
    /// `data` of `get-usage-info`.
    pub(crate) fn usages(&self, moment: Moment, language: Language) -> wire::Usages {
        let usages = if self.nothing_reported {
            wire::Collection::Nothing(())
        } else {
            wire::Collection::of(self.usage(moment, language), self.bare_objects)
        };
        wire::Usages { usages }
    }

    /// Its benefits.
    pub(crate) fn usage(&self, moment: Moment, language: Language) -> Vec<wire::Usage> {
        self.rights
            .iter()
            .map(|right| right.usage(self, moment, language))
            .map(|usage| match self.set_by_hand.get(&usage.model_code) {
                Some(used) => wire::Usage {
                    current: used.as_str().into(),
                    ..usage
                },
                None => usage,
            })
            .collect()
    }

    /// `get-mau-period-usage-history`: every period that touches the range, both ends included.
    pub(crate) fn mau_history(
        &self,
        moment: Moment,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<wire::Period> {
        let Some(curve) = &self.mau else {
            return Vec::new();
        };
        let periods = curve.periods(self.source, moment);
        let by_hand = self.set_by_hand.get(benefit::MAU);
        periods
            .into_iter()
            .filter(|period| period.start <= to && period.end > from)
            .map(|period| {
                let mut record = period.record();
                if let Some(used) = by_hand.filter(|_| period.runs_at(moment.now)) {
                    record.current.clone_from(used);
                }
                record
            })
            .collect()
    }
}
