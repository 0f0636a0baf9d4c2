//! Reading JSON that keeps to its schema only loosely: an object where an array is declared, numbers
//! as text or as numbers, fields that are null, missing, or more than expected.

mod date;
mod mau;
mod number;
mod plan;
mod usage;

use serde_json::{Map, Value};

#[cfg(feature = "client")]
pub(crate) use number::whole_number;

use crate::{Error, ErrorKind, plain_text};

/// How much of a text that was not understood is kept, in characters.
const MAX_TEXT: usize = 200;

/// The text of a field, without blanks around it, and not too long. Nothing if there is none.
pub(crate) fn text(value: &Value) -> Option<String> {
    trimmed(value).map(|text| cut(&text, MAX_TEXT))
}

/// The same at any length, as [`plain_text`]. Numbers are texts too.
pub(crate) fn trimmed(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => plain_text(text).trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The first so many characters of a text.
pub(crate) fn cut(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

/// More than any pool has: ten years of days, and some. What holds more is no answer of this API's.
const MOST_ITEMS: usize = 5_000;

/// What an answer's `data` holds under a name.
fn collection(data: Value, name: &str) -> Result<Vec<Value>, Error> {
    match data {
        Value::Null => Ok(Vec::new()),
        Value::Object(mut data) => items(data.remove(name).unwrap_or_default()),
        _ => Err(ErrorKind::AnswerNotUnderstood.into()),
    }
}

/// A bare object counts as an array of one; an empty one, null and missing as an array of none.
fn items(value: Value) -> Result<Vec<Value>, Error> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Object(item) if item.is_empty() => Ok(Vec::new()),
        Value::Object(item) => Ok(vec![Value::Object(item)]),
        Value::Array(items) if items.len() <= MOST_ITEMS => Ok(items),
        _ => Err(ErrorKind::AnswerNotUnderstood.into()),
    }
}

fn text_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(text)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};
    use serde_json::json;

    use super::*;
    use crate::{Benefit, MauHistory, Plan, proptest_config::proptest_config};

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

    /// JSON of any shape, under the names that mean something here.
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
    fn more_items_than_any_pool_has_are_not_understood() {
        let usages = |count| json!({"usages": vec![json!({"modelCode": "A"}); count]});
        assert_eq!(
            Benefit::from_usage_data(usages(MOST_ITEMS)).map(|read| read.len()),
            Ok(MOST_ITEMS)
        );
        let refused = Benefit::from_usage_data(usages(MOST_ITEMS + 1)).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::AnswerNotUnderstood);
    }

    proptest! {
        #![proptest_config(proptest_config(1_000, "data of any shape"))]
        #[test]
        fn no_shape_makes_a_panic_or_loses_a_record(data in any_data()) {
            let _ = (Benefit::from_usage_data(data.clone()), Plan::from_data(data.clone()));
            let Ok(history) = MauHistory::from_data(json!({"records": [data.clone(), data]})) else {
                return Err(TestCaseError::fail("an array of records is always one"));
            };
            prop_assert!(history.unreadable == 2 || history.periods.len() == 1);
            prop_assert!(history.periods.iter().all(|period| period.start <= period.end));
        }
    }
}
