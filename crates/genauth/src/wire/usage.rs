//! `get-usage-info`.

use serde_json::{Map, Value};

use super::number::{allowance, quantity};
use super::{collection, text_of};
use crate::{Benefit, Error};

/// The most benefits of a response. Callers may keep fewer, and say so.
const MAX_BENEFITS: usize = 50_000;

impl Benefit {
    /// Reads the `data` of a `get-usage-info` response: the benefits in the server's order.
    ///
    /// # Errors
    /// [`ErrorKind::AnswerNotUnderstood`](crate::ErrorKind) if it holds no list of benefits.
    pub fn from_usage_data(data: Value) -> Result<Vec<Self>, Error> {
        let usages = collection(data, "usages", MAX_BENEFITS)?;
        Ok(usages
            .iter()
            .filter_map(Value::as_object)
            .map(benefit)
            .collect())
    }
}

fn benefit(usage: &Map<String, Value>) -> Benefit {
    let (code, name) = code_and_name(text_of(usage, "modelCode"), text_of(usage, "modelName"));
    Benefit {
        code,
        name,
        used: quantity(usage.get("current")),
        total: allowance(usage.get("amount")),
        trial: is_true(usage.get("experience")),
    }
}

/// Splits `modelName`, which has the form `code：label`. A colon after anything but the code belongs to the label.
fn code_and_name(code: Option<String>, name: Option<String>) -> (String, String) {
    let (prefix, label) = match name
        .as_deref()
        .and_then(|name| name.split_once(['：', ':']))
    {
        Some((prefix, label)) => (Some(prefix.trim()), label.trim()),
        None => (None, ""),
    };
    let code = code.or_else(|| prefix.filter(|prefix| is_code(prefix)).map(str::to_owned));
    let code = code.unwrap_or_default();
    let has_code_prefix = prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(&code));
    let label = if has_code_prefix {
        Some(label.to_owned())
    } else {
        name
    };
    let name = label
        .filter(|label| !label.is_empty())
        .unwrap_or_else(|| code.clone());
    (code, name)
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
}

fn is_true(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(value)) => *value,
        Some(Value::String(text)) => {
            matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "1")
        }
        Some(Value::Number(number)) => number.as_f64() == Some(1.0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Allowance, ErrorKind, Quantity};

    fn names(code: Value, name: Value) -> (String, String) {
        let usages = json!({"usages": {"modelCode": code, "modelName": name}});
        let benefit = Benefit::from_usage_data(usages).unwrap().remove(0);
        (benefit.code, benefit.name)
    }

    #[test]
    fn label_follows_the_code() {
        for (code, name, expected) in [
            (json!("A"), json!("A：社交账号"), ("A", "社交账号")),
            (
                json!("A"),
                json!("a: social accounts"),
                ("A", "social accounts"),
            ),
            (json!("A"), json!("A:x：y"), ("A", "x：y")),
            (json!("A"), json!("A"), ("A", "A")),
            (json!("A"), json!("A："), ("A", "A")),
            (json!("A"), json!("Storage: SSD"), ("A", "Storage: SSD")),
            (json!("A"), json!(null), ("A", "A")),
            (json!("A"), json!("  "), ("A", "A")),
            (json!(7), json!("7：x"), ("7", "x")),
            (json!(null), json!("A_1：x"), ("A_1", "x")),
            (json!(null), json!("some words: x"), ("", "some words: x")),
            (json!(null), json!("x"), ("", "x")),
            (json!(null), json!("：x"), ("", "x")),
            (json!(null), json!(null), ("", "")),
        ] {
            let (read_code, read_name) = names(code.clone(), name.clone());
            assert_eq!(
                (read_code.as_str(), read_name.as_str()),
                expected,
                "{code} {name}"
            );
        }
    }

    #[test]
    fn trial_is_read_from_bool_text_or_number() {
        for (value, trial) in [
            (json!(true), true),
            (json!("true"), true),
            (json!("TRUE "), true),
            (json!(1), true),
            (json!("1"), true),
            (json!(false), false),
            (json!("false"), false),
            (json!(0), false),
            (json!("0"), false),
            (json!(null), false),
            (json!([]), false),
            (json!("yes?"), false),
        ] {
            assert_eq!(is_true(Some(&value)), trial, "{value}");
        }
        assert!(!is_true(None));
    }

    #[test]
    fn benefit_without_known_fields_is_kept() {
        let benefits =
            Benefit::from_usage_data(json!({"usages": [{"instanceNo": "i-1"}, null, "x"]}))
                .unwrap();
        let nothing = Benefit {
            code: String::new(),
            name: String::new(),
            used: Quantity::NotReported(None),
            total: Allowance::NotReported(None),
            trial: false,
        };
        assert_eq!(benefits, [nothing]);
    }

    #[test]
    fn missing_usages_yield_an_empty_list() {
        for data in [
            json!(null),
            json!({}),
            json!({"usages": null}),
            json!({"usages": {}}),
            json!({"usages": []}),
        ] {
            assert_eq!(Benefit::from_usage_data(data).unwrap(), []);
        }
    }

    #[test]
    fn other_json_shapes_are_not_understood() {
        for data in [
            json!("x"),
            json!([]),
            json!(7),
            json!({"usages": "x"}),
            json!({"usages": 7}),
        ] {
            assert_eq!(
                Benefit::from_usage_data(data).unwrap_err().kind,
                ErrorKind::AnswerNotUnderstood
            );
        }
    }
}
