//! The contents of the HTTP responses, for tests to compare with.

use serde_json::Value;

use crate::wire;

/// One benefit of `get-usage-info`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedBenefit {
    /// `modelCode`.
    pub code: String,
    /// The part of `modelName` after the colon; the code if `modelName` is null.
    pub label: String,
    /// `current` as it is sent; empty if it is null.
    pub used: String,
    /// `amount` as it is sent; empty if it is null.
    pub total: String,
    /// `experience`; false if it is null.
    pub trial: bool,
}

/// One period of `get-mau-period-usage-history`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedPeriod {
    /// `periodStartTime`, `YYYYMMDD`.
    pub start: String,
    /// `periodEndTime`, `YYYYMMDD`, the day after the last.
    pub end: String,
    /// `current`.
    pub used: String,
    /// `amount`.
    pub total: String,
}

/// `get-current-package-info`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedPlan {
    /// `code`, e.g. `V4_B2C_Enterprise:10000`.
    pub code: String,
    /// `endTime` as it is sent.
    pub end_time: Option<String>,
    /// `overdueDays`.
    pub overdue_days: String,
    /// `goodsPackage.name`.
    pub name: String,
    /// `goodsPackage.nameEn`.
    pub name_en: String,
    /// `goodsPackage.group`, e.g. `Enterprise`.
    pub edition: String,
    /// `goodsPackage.sceneCode`, e.g. `B2C`.
    pub scene: String,
    /// `goodsPackage.amount`: monthly active users of the plan.
    pub mau: String,
}

impl From<wire::Usage> for ServedBenefit {
    fn from(usage: wire::Usage) -> Self {
        let label = usage.model_name.as_deref().and_then(label_part);
        Self {
            label: label.unwrap_or(&usage.model_code).to_owned(),
            used: as_sent(&usage.current),
            total: as_sent(&usage.amount),
            trial: usage.experience.unwrap_or_default(),
            code: usage.model_code,
        }
    }
}

fn label_part(model_name: &str) -> Option<&str> {
    model_name
        .split_once(['：', ':'])
        .map(|(_, label)| label.trim())
}

fn as_sent(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl From<wire::Period> for ServedPeriod {
    fn from(period: wire::Period) -> Self {
        Self {
            start: period.period_start_time,
            end: period.period_end_time,
            used: period.current,
            total: period.amount,
        }
    }
}

impl From<wire::CurrentPackage> for ServedPlan {
    fn from(package: wire::CurrentPackage) -> Self {
        let goods = package.goods_package;
        Self {
            code: package.code,
            end_time: package.end_time,
            overdue_days: package.overdue_days,
            name: goods.name,
            name_en: goods.name_en,
            edition: goods.group.to_owned(),
            scene: goods.scene_code.to_owned(),
            mau: goods.amount,
        }
    }
}
