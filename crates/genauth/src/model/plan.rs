use serde::{Deserialize, Serialize};

use super::{EndTime, Quantity};

/// The plan of a user pool: the vendor's `CurrentPackage`, from `get-current-package-info`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Plan {
    /// `code`, e.g. `V4_B2C_Enterprise:1000`.
    pub code: Option<String>,
    /// `goodsPackage.name`: in the vendor's language, usually Chinese.
    pub name: Option<String>,
    /// `goodsPackage.nameEn`.
    pub name_en: Option<String>,
    /// `goodsPackage.group`: `Free`, `Basic`, `Premium`, `Enterprise`.
    pub edition: Option<String>,
    /// `goodsPackage.sceneCode`: `B2C`, `B2B`, `B2E`.
    pub scene: Option<String>,
    /// `endTime`: when the plan (not a trial) ends. The API gives no time zone; China's is likely.
    pub ends_at: EndTime,
    /// `overdueDays`: the number of days since the plan ended.
    pub overdue_days: Quantity,
    /// `goodsPackage.amount`: the MAU the package allows.
    pub mau: Quantity,
}
