//! `get-current-package-info`.

use serde_json::{Map, Value};

use super::date::end_time;
use super::number::quantity;
use super::{MAX_ITEMS, items, text_of};
use crate::{Error, ErrorKind, Plan};

impl Plan {
    /// Reads the `data` of a `get-current-package-info` response. Every field is optional.
    ///
    /// # Errors
    /// [`ErrorKind::AnswerNotUnderstood`] if it is neither an object nor null.
    pub fn from_data(data: Value) -> Result<Self, Error> {
        let package = match data {
            Value::Null => Map::new(),
            Value::Object(package) => package,
            _ => return Err(ErrorKind::AnswerNotUnderstood.into()),
        };
        let goods = goods_package(&package);
        Ok(Self {
            code: text_of(&package, "code").or_else(|| text_of(&goods, "code")),
            name: text_of(&goods, "name"),
            name_en: text_of(&goods, "nameEn"),
            edition: text_of(&goods, "group"),
            scene: text_of(&goods, "sceneCode"),
            ends_at: end_time(package.get("endTime")),
            overdue_days: quantity(package.get("overdueDays")),
            mau: quantity(goods.get("amount")),
        })
    }
}

/// The `goodsPackage`; the first item where the server sends an array.
fn goods_package(package: &Map<String, Value>) -> Map<String, Value> {
    let goods = package.get("goodsPackage").cloned().unwrap_or_default();
    match items(goods, MAX_ITEMS)
        .unwrap_or_default()
        .into_iter()
        .next()
    {
        Some(Value::Object(goods)) => goods,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde_json::json;

    use super::*;
    use crate::{EndTime, Quantity};

    #[test]
    fn reads_the_published_sample() {
        let plan = Plan::from_data(json!({
            "code": "V4_B2C_Enterprise:1000",
            "endTime": "2022-09-09 00:00:00",
            "overdueDays": "0",
            "goodsPackage": {
                "name": "B2C 企业版", "nameEn": "B2C Enterprise", "unitPrice": "99.00",
                "code": "V4_B2C_Enterprise", "group": "Enterprise", "sceneCode": "B2C", "amount": "1000"
            }
        }))
        .unwrap();
        assert_eq!(plan.code.as_deref(), Some("V4_B2C_Enterprise:1000"));
        assert_eq!(plan.name.as_deref(), Some("B2C 企业版"));
        assert_eq!(plan.name_en.as_deref(), Some("B2C Enterprise"));
        assert_eq!(
            (plan.edition.as_deref(), plan.scene.as_deref()),
            (Some("Enterprise"), Some("B2C"))
        );
        assert_eq!(
            plan.ends_at.known().unwrap().to_string(),
            "2022-09-09 00:00:00"
        );
        assert_eq!(plan.overdue_days, Quantity::Known(Decimal::ZERO));
        assert_eq!(plan.mau, Quantity::Known(Decimal::from(1000)));
    }

    #[test]
    fn missing_fields_yield_none() {
        let not_reported = Quantity::NotReported(None);
        for data in [
            json!(null),
            json!({}),
            json!({"goodsPackage": null}),
            json!({"goodsPackage": "x"}),
        ] {
            let plan = Plan::from_data(data).unwrap();
            assert_eq!(
                (plan.code, plan.name, plan.ends_at),
                (None, None, EndTime::None)
            );
            assert_eq!(
                (plan.overdue_days, plan.mau),
                (not_reported.clone(), not_reported.clone())
            );
        }
        let odd =
            Plan::from_data(json!({"endTime": "永久", "goodsPackage": [{"amount": 500}]})).unwrap();
        assert_eq!(
            (odd.ends_at, odd.mau),
            (EndTime::None, Quantity::Known(Decimal::from(500)))
        );
        assert_eq!(
            Plan::from_data(json!("x")).unwrap_err().kind,
            ErrorKind::AnswerNotUnderstood
        );
    }
}
