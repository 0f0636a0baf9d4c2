//! The JSON of the API. Structs keep the order of fields, and thus the bytes, stable.

use serde::Serialize;
use serde_json::Value;

/// `data` of `get-usage-info`.
#[derive(Debug, Serialize)]
pub(crate) struct Usages {
    pub(crate) usages: Collection<Usage>,
}

/// `CurrentUsage`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Usage {
    pub(crate) amount: Value,
    pub(crate) current: Value,
    pub(crate) experience: Option<bool>,
    pub(crate) model_code: String,
    pub(crate) model_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) instance_no: Option<&'static str>,
}

/// `data` of `get-mau-period-usage-history`.
#[derive(Debug, Serialize)]
pub(crate) struct Records {
    pub(crate) records: Collection<Period>,
}

/// `MauPeriod`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Period {
    pub(crate) period_start_time: String,
    pub(crate) period_end_time: String,
    pub(crate) amount: String,
    pub(crate) current: String,
}

/// `CurrentPackage`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CurrentPackage {
    pub(crate) code: String,
    pub(crate) end_time: Option<String>,
    pub(crate) overdue_days: String,
    pub(crate) goods_package: GoodsPackage,
}

/// `goodsPackage` of the current package.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GoodsPackage {
    pub(crate) name: String,
    pub(crate) name_en: String,
    pub(crate) unit_price: &'static str,
    pub(crate) code: String,
    pub(crate) group: &'static str,
    pub(crate) scene_code: &'static str,
    pub(crate) amount: String,
}

/// `data` of `get-all-rights-items`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RightsItems {
    pub(crate) rights_items: Collection<RightItem>,
}

/// `RightItem`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RightItem {
    pub(crate) rights_model_code: String,
    pub(crate) rights_model_name: Option<String>,
    pub(crate) data_type: &'static str,
    pub(crate) data_value: Value,
}

/// `data` of `get-orders`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Orders {
    pub(crate) total_count: usize,
    pub(crate) list: Collection<Order>,
}

/// `Order`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    pub(crate) order_no: String,
    pub(crate) goods_name: String,
    pub(crate) goods_name_en: String,
    pub(crate) goods_unit_price: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) actual_amount: &'static str,
    pub(crate) status: &'static str,
    pub(crate) order_type: &'static str,
    pub(crate) create_time: String,
    pub(crate) source: &'static str,
}

/// `data` of `get-management-token`.
#[derive(Debug, Serialize)]
pub(crate) struct Token {
    pub(crate) access_token: String,
    pub(crate) expires_in: i64,
}

/// A collection in any of its forms.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Collection<T> {
    List(Vec<T>),
    /// A single object without an array, as in the published samples.
    Bare(T),
    Nothing(()),
}

impl<T> Collection<T> {
    /// A list, or its first item as a bare object.
    pub(crate) fn of(items: Vec<T>, bare: bool) -> Self {
        if !bare {
            return Self::List(items);
        }
        items
            .into_iter()
            .next()
            .map_or(Self::Nothing(()), Self::Bare)
    }
}
