//! The simulated user pools and their figures over time.

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

/// The service of a pool, which determines its default language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimBrand {
    /// The international service, in English by default.
    GenAuth,
    /// The Chinese service, in Chinese by default.
    Authing,
}

/// Which pools are simulated besides the three ordinary ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PoolSet {
    /// Pools whose answers are unusual, for tests.
    #[default]
    Odd,
    /// Plausible pools, which together show every state of a pool.
    Demo,
}

impl SimBrand {
    /// The language of responses to requests without a language header.
    pub(crate) fn default_language(self) -> Language {
        match self {
            Self::GenAuth => Language::English,
            Self::Authing => Language::Chinese,
        }
    }
}

/// A simulated user pool and its access key. The key is generated, so it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimPool {
    /// Its display name.
    pub name: String,
    /// Its Chinese display name, if it has one.
    pub name_zh: Option<String>,
    /// A short stable name for tests and files.
    pub slug: String,
    /// Its service.
    pub brand: SimBrand,
    /// The vendor's user pool ID, `scoped_userpool_id` in a token.
    pub user_pool_id: String,
    /// `accessKeyId`. A global key has the ID of its pool.
    pub access_key_id: String,
    /// The current `accessKeySecret`.
    pub access_key_secret: String,
}

/// A pool with its figures.
#[derive(Debug)]
pub(crate) struct Pool {
    pub(crate) facts: SimPool,
    pub(crate) rights: Vec<Right>,
    pub(crate) mau: Option<MauCurve>,
    pub(crate) package: Package,
    /// Collections are sent as a bare object, as in the published samples.
    pub(crate) bare_objects: bool,
    /// `usages` is null.
    pub(crate) nothing_reported: bool,
    pub(crate) source: Seeded,
    /// Usage fixed by a test, by benefit code.
    pub(crate) fixed_usage: HashMap<String, String>,
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

    /// The items of `usages`.
    pub(crate) fn usage(&self, moment: Moment, language: Language) -> Vec<wire::Usage> {
        self.rights
            .iter()
            .map(|right| right.usage(self, moment, language))
            .map(|usage| match self.fixed_usage.get(&usage.model_code) {
                Some(used) => wire::Usage {
                    current: used.as_str().into(),
                    ..usage
                },
                None => usage,
            })
            .collect()
    }

    /// `get-mau-period-usage-history`: every period that overlaps an inclusive range.
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
        let fixed = self.fixed_usage.get(benefit::MAU);
        periods
            .into_iter()
            .filter(|period| period.start <= to && period.end > from)
            .map(|period| {
                let mut record = period.record();
                if let Some(used) = fixed.filter(|_| period.runs_at(moment.now)) {
                    record.current.clone_from(used);
                }
                record
            })
            .collect()
    }
}
