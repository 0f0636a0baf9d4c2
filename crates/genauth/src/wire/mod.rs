//! Lenient parsing of JSON: accepts an object where an array is declared, numbers as text, and null, missing or
//! unknown fields.

mod date;
mod mau;
mod number;
mod plan;
mod usage;

#[cfg(feature = "client")]
pub(crate) use number::whole_number;
use serde_json::{Map, Value};

use crate::{Error, ErrorKind, plain_text};

/// The longest text kept, in characters.
const MAX_TEXT: usize = 200;

/// The trimmed text of a field, cut to [`MAX_TEXT`]. `None` if it is empty.
pub(crate) fn text(value: &Value) -> Option<String> {
    trimmed(value).map(|text| cut(&text, MAX_TEXT))
}

/// The trimmed [`plain_text`] of a string or number, at any length.
pub(crate) fn trimmed(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => plain_text(text).trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The first `characters` of a text.
pub(crate) fn cut(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

/// More items than any pool has: ten years of days, with a margin.
const MAX_ITEMS: usize = 5_000;

/// The items of a named collection in a response's `data`.
fn collection(data: Value, name: &str, most: usize) -> Result<Vec<Value>, Error> {
    match data {
        Value::Null => Ok(Vec::new()),
        Value::Object(mut data) => items(data.remove(name).unwrap_or_default(), most),
        _ => Err(ErrorKind::AnswerNotUnderstood.into()),
    }
}

/// The items of an array. A bare object is one item; null and an empty object are none.
fn items(value: Value, most: usize) -> Result<Vec<Value>, Error> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Object(item) if item.is_empty() => Ok(Vec::new()),
        Value::Object(item) => Ok(vec![Value::Object(item)]),
        Value::Array(items) if items.len() <= most => Ok(items),
        _ => Err(ErrorKind::AnswerNotUnderstood.into()),
    }
}

fn text_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(text)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::proptest_config::proptest_config;
    use crate::{Benefit, MauHistory, Plan};

    const NAMES: [&str; 12] = [
        "usages",
        "records",
        "amount",
        "current",
        "experience",
        "modelCode",
        "modelName",
        "periodStartTime",
        "periodEndTime",
        "endTime",
        "goodsPackage",
        "access_token",
    ];

    /// JSON of any shape with the field names this crate reads.
    fn any_data() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "\\PC{0,12}|[0-9:,.TZ -]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 64, 8, |inner| {
            let named = (prop::sample::select(&NAMES[..]), inner.clone());
            let object = vec(named, 0..8).prop_map(|fields| {
                fields
                    .into_iter()
                    .map(|(name, v)| (name.to_owned(), v))
                    .collect()
            });
            prop_oneof![
                vec(inner, 0..6).prop_map(Value::Array),
                object.prop_map(Value::Object)
            ]
        })
    }

    #[test]
    fn more_than_max_items_are_not_understood() {
        let records = |count| json!({"records": vec![json!({}); count]});
        assert!(MauHistory::from_data(records(MAX_ITEMS)).is_ok());
        let refused = MauHistory::from_data(records(MAX_ITEMS + 1)).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::AnswerNotUnderstood);
    }

    #[test]
    fn more_benefits_than_are_shown_are_read() {
        let usages = |count| json!({"usages": vec![json!({"modelCode": "A"}); count]});
        let read = Benefit::from_usage_data(usages(MAX_ITEMS + 1)).unwrap();
        assert_eq!(read.len(), MAX_ITEMS + 1);
        assert!(Benefit::from_usage_data(usages(50_001)).is_err());
    }

    proptest! {
        #![proptest_config(proptest_config(1_000, "JSON documents of any shape"))]
        #[test]
        fn any_json_shape_keeps_the_count_of_records(data in any_data()) {
            let _ = (Benefit::from_usage_data(data.clone()), Plan::from_data(data.clone()));
            let Ok(history) = MauHistory::from_data(json!({"records": [data.clone(), data]})) else {
                return Err(TestCaseError::fail("an array of records is always read"));
            };
            prop_assert!(history.unreadable == 2 || history.periods.len() == 1);
            prop_assert!(history.periods.iter().all(|period| period.start <= period.end));
        }
    }
}
