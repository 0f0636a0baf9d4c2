use serde::Serialize;

use authgauge_app::{BenefitStatus, MauPeriods, PoolSnapshot};
use authgauge_core::alert::AlertSubject;
use authgauge_core::outlook::Outlook;

use super::{Age, DocumentKind, Entry, Measured, PoolName, ReadingFacts};

/// When the allowances of a pool will be used up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolForecast {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// Benefits in the server's order, then the running MAU period.
    pub forecasts: Vec<ForecastEntry>,
}

/// When an allowance will be used up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastEntry {
    /// A benefit, or the running MAU period.
    pub subject: AlertSubject,
    /// What is used.
    pub used: Measured,
    /// Its limit.
    pub limit: Measured,
    /// When it will be used up.
    pub outlook: Outlook,
}

impl Entry for PoolForecast {
    const KIND: DocumentKind = DocumentKind::Forecast;
}

impl PoolForecast {
    /// Of a pool and its MAU periods.
    pub fn of(snapshot: &PoolSnapshot, mau: &MauPeriods, age: Age) -> Self {
        let usage = snapshot.usage.as_ref();
        let benefits = usage.into_iter().flat_map(|usage| {
            let reading = age.of(usage);
            let entry = move |status| ForecastEntry::of_benefit(status, reading);
            usage.value.iter().map(entry)
        });
        Self {
            pool: snapshot.into(),
            forecasts: benefits
                .chain(ForecastEntry::of_mau(snapshot, mau, age))
                .collect(),
        }
    }
}

impl ForecastEntry {
    fn of_benefit(status: &BenefitStatus, reading: ReadingFacts) -> Self {
        let benefit = &status.benefit;
        Self {
            subject: AlertSubject::Benefit {
                code: benefit.code.clone(),
                name: benefit.name.clone(),
            },
            used: Measured::of(&benefit.used, reading),
            limit: Measured::of(&benefit.total, reading),
            outlook: status.outlook.clone(),
        }
    }

    fn of_mau(snapshot: &PoolSnapshot, mau: &MauPeriods, age: Age) -> Option<Self> {
        let running = mau.running.as_ref()?;
        let reading = age.of_info(mau.reading?);
        Some(Self {
            subject: AlertSubject::Mau,
            used: Measured::of(&running.used, reading),
            limit: Measured::of(&running.total, reading),
            outlook: snapshot.mau_outlook.clone()?,
        })
    }
}
