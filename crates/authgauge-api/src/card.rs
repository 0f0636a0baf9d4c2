use chrono::NaiveDate;
use genauth::{Allowance, Benefit, Quantity};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use authgauge_app::{BenefitStatus, PoolSnapshot};
use authgauge_core::calendar::vendor_day;
use authgauge_core::decimal::to_plain_string;
use authgauge_core::level::{Level, percent};
use authgauge_core::outlook::Outlook;
use authgauge_core::trend::Trend;
use authgauge_core::urgency::Urgency;

use super::privacy;

/// A benefit, ready for its card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BenefitCard {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// The vendor's `current`.
    pub used: Figure,
    /// The vendor's `amount`.
    pub total: AllowanceView,
    /// Used of total as a whole percentage; None where there is none.
    pub percent: Option<u32>,
    /// How much of the bar is filled, 0 to 1.
    pub fill: f64,
    /// Total minus used, if not negative.
    pub left: Option<String>,
    /// Used minus total, if positive.
    pub over: Option<String>,
    /// How close to the limit.
    pub level: Level,
    /// Its level, raised by how soon it runs out. What is near or worse needs attention.
    pub urgency: Level,
    /// Its place in the pool, the most urgent first; equal ones share it.
    pub place: u32,
    /// The vendor's `experience`.
    pub trial: bool,
    /// The owner hid it from lists and levels.
    pub unlisted: bool,
    /// The last days as a small line; None while fewer than two days are known.
    pub trend: Option<Trend>,
    /// When it will be used up.
    pub outlook: Outlook,
    /// The day of the next reset, if the count restarts regularly.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub resets_on: Option<NaiveDate>,
    /// The likely use on the day before the reset, rounded.
    pub before_reset: Option<BeforeReset>,
    /// Since when it is over its limit, if the day is known.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub over_since: Option<NaiveDate>,
    /// Days since the use last changed; 0 if it changed on the last day.
    pub unchanged_days: u16,
}

/// The likely use when a count restarts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BeforeReset {
    /// The last day before the reset.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub on: NaiveDate,
    /// A plain decimal string, rounded.
    pub used: String,
}

/// A number, or the text that the server sent instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Figure {
    /// A plain decimal string, unless it is hidden.
    Known {
        /// The number, or [`HIDDEN`](super::privacy::HIDDEN).
        value: String,
    },
    /// Not a usable number.
    NotReported {
        /// The server's text, if it sent one.
        raw: Option<String>,
    },
}

/// The total of a benefit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AllowanceView {
    /// A limit.
    Limited {
        /// A plain decimal string, or [`HIDDEN`](super::privacy::HIDDEN).
        value: String,
    },
    /// The server reports no limit.
    Unlimited,
    /// Not a usable number.
    NotReported {
        /// The server's text, if it sent one.
        raw: Option<String>,
    },
}

/// The cards of a pool's benefits in the server's order, and of its running MAU period. Those of a use that is reported
/// among the benefits are in the same order.
pub(super) fn cards(snapshot: &PoolSnapshot) -> (Vec<BenefitCard>, Option<BenefitCard>) {
    let today = vendor_day(snapshot.now);
    let mau = snapshot.mau_as_benefit();
    let all: Vec<&BenefitStatus> = snapshot.benefits().iter().chain(&mau).collect();
    let urgencies: Vec<Urgency> = all.iter().map(|status| status.urgency(today)).collect();
    let mut order = urgencies.clone();
    order.sort_unstable_by(|one, other| other.cmp(one));
    order.dedup();
    let card = |(status, urgency): (&&BenefitStatus, &Urgency)| {
        let place = order.partition_point(|other| other > urgency);
        BenefitCard::new(status, *urgency, place)
    };
    let mut cards: Vec<BenefitCard> = all.iter().zip(&urgencies).map(card).collect();
    let mau = mau.and_then(|_| cards.pop());
    (cards, mau)
}

impl BenefitCard {
    fn new(status: &BenefitStatus, urgency: Urgency, place: usize) -> Self {
        let BenefitStatus {
            benefit, series, ..
        } = status;
        let (left, over) = left_and_over(benefit);
        let before = series.resets_on.and_then(|day| day.pred_opt());
        Self {
            code: benefit.code.clone(),
            name: benefit.name.clone(),
            used: Figure::from(&benefit.used),
            total: AllowanceView::from(&benefit.total),
            percent: status.percent,
            fill: fill(benefit),
            left,
            over,
            level: status.level,
            urgency: urgency.level(),
            place: u32::try_from(place).unwrap_or(u32::MAX),
            trial: benefit.trial,
            unlisted: status.unlisted,
            trend: status.trend.clone(),
            outlook: status.outlook.clone(),
            resets_on: series.resets_on,
            before_reset: before
                .zip(series.before_reset)
                .map(|(on, used)| BeforeReset {
                    on,
                    used: used.to_string(),
                }),
            over_since: series.over_since,
            unchanged_days: series.unchanged_days,
        }
    }
}

impl BenefitCard {
    /// Without figures; the bar stays.
    pub(super) fn hidden(self) -> Self {
        let hide = |figure: Option<String>| figure.map(|_| privacy::hidden());
        Self {
            used: self.used.hidden(),
            total: self.total.hidden(),
            percent: None,
            left: hide(self.left),
            over: hide(self.over),
            before_reset: self.before_reset.map(|before| BeforeReset {
                used: privacy::hidden(),
                ..before
            }),
            ..self
        }
    }
}

impl Figure {
    /// What the server sent instead of a number is hidden too.
    pub(super) fn hidden(self) -> Self {
        match self {
            Self::Known { .. } => Self::Known {
                value: privacy::hidden(),
            },
            Self::NotReported { .. } => Self::NotReported { raw: None },
        }
    }
}

impl AllowanceView {
    pub(super) fn hidden(self) -> Self {
        match self {
            Self::Limited { .. } => Self::Limited {
                value: privacy::hidden(),
            },
            Self::Unlimited => Self::Unlimited,
            Self::NotReported { .. } => Self::NotReported { raw: None },
        }
    }
}

impl From<&Quantity> for Figure {
    fn from(quantity: &Quantity) -> Self {
        match quantity {
            Quantity::Known(value) => Self::Known {
                value: to_plain_string(*value),
            },
            Quantity::NotReported(raw) => Self::NotReported { raw: raw.clone() },
        }
    }
}

impl From<&Allowance> for AllowanceView {
    fn from(allowance: &Allowance) -> Self {
        match allowance {
            Allowance::Limited(value) => Self::Limited {
                value: to_plain_string(*value),
            },
            Allowance::Unlimited => Self::Unlimited,
            Allowance::NotReported(raw) => Self::NotReported { raw: raw.clone() },
        }
    }
}

/// The total minus the use if that is not negative, and the use minus the total if that is positive.
pub(crate) fn left_and_over(benefit: &Benefit) -> (Option<String>, Option<String>) {
    match left(benefit) {
        Some(left) if left.is_sign_negative() => (None, Some(to_plain_string(-left))),
        left => (left.map(to_plain_string), None),
    }
}

fn left(benefit: &Benefit) -> Option<Decimal> {
    benefit.total.limit()?.checked_sub(benefit.used.known()?)
}

/// Usage over a total of 0 has no percentage, but a full bar.
fn fill(benefit: &Benefit) -> f64 {
    match percent(&benefit.used, &benefit.total) {
        Some(percent) => (percent.to_f64().unwrap_or(0.0) / 100.0).clamp(0.0, 1.0),
        None if left(benefit).is_some_and(|left| left.is_sign_negative()) => 1.0,
        None => 0.0,
    }
}
