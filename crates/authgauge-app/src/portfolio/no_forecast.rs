use serde::{Deserialize, Serialize};

use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;

use crate::snapshot::{BenefitStatus, PoolSnapshot};

/// A use that has no forecast, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WithoutForecast {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// It is the running MAU period, which is no benefit.
    pub mau: bool,
    /// Why.
    pub reason: NoForecast,
}

/// Why a use has no forecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NoForecast {
    /// There are too few days of readings yet.
    TooLittleHistory {
        /// Days between the first and the last reading.
        days: u16,
        /// Days that a forecast needs.
        needed: u16,
    },
    /// The server reports no usable figures.
    NotReported,
}

impl WithoutForecast {
    /// The listed benefits of a pool, and its running MAU period, that have no forecast though they may run out.
    pub fn of(pool: &PoolSnapshot) -> Vec<Self> {
        let mau = pool.mau_as_benefit().filter(|_| !pool.reports_mau());
        let found = pool
            .listed()
            .filter_map(|status| Self::of_use(status, false));
        let mau = mau.and_then(|status| Self::of_use(&status, true));
        found.chain(mau).collect()
    }

    fn of_use(status: &BenefitStatus, mau: bool) -> Option<Self> {
        Some(Self {
            code: status.benefit.code.clone(),
            name: status.benefit.name.clone(),
            mau,
            reason: NoForecast::of(&status.outlook, status.level)?,
        })
    }
}

impl NoForecast {
    fn of(outlook: &Outlook, level: Level) -> Option<Self> {
        match *outlook {
            Outlook::TooLittleHistory { days, needed } => {
                Some(Self::TooLittleHistory { days, needed })
            }
            Outlook::NotTold if level == Level::NotReported => Some(Self::NotReported),
            _ => None,
        }
    }
}
