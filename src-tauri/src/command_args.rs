//! What the page may hand to a command: the one door through which anything of the page's comes in.
//!
//! Each type names every argument of its commands. What does not fit one as a whole is refused by a code, as
//! everything else is, and nothing of it is repeated: it may hold a secret.

use authgauge_app::draft::PoolDraft;
use authgauge_app::view::{ChartRequest, ExportFormat, HistoryRequest, Place};
use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use authgauge_core::pool::PoolId;
use authgauge_core::settings::Settings;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use tauri::Runtime;
use tauri::ipc::{CommandArg, CommandItem, InvokeBody, InvokeError};

/// The longest text, in bytes: no person types more, and what is shorter is refused by what it is for.
const LONGEST_TEXT: usize = 64 * 1024;

/// The longest list: thresholds and a program's arguments are fewer.
const LONGEST_LIST: usize = 100;

/// All arguments of a command.
pub(crate) struct Given<T>(pub(crate) T);

/// No arguments at all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// Which pool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfPool {
    pub(crate) pool: PoolId,
}

/// Which chart.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfChart {
    #[serde(deserialize_with = "whole")]
    pub(crate) request: ChartRequest,
}

/// Which benefit's history.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfHistory {
    #[serde(deserialize_with = "whole")]
    pub(crate) request: HistoryRequest,
}

/// An access key as it was typed, its secret sealed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypedKey {
    pub(crate) id: String,
    pub(crate) secret: String,
}

/// A pool to try the key in hand on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfDraft {
    #[serde(deserialize_with = "whole")]
    pub(crate) draft: PoolDraft,
}

/// A pool to add.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct NewPool {
    #[serde(deserialize_with = "whole")]
    pub(crate) draft: PoolDraft,
    pub(crate) session_only: bool,
}

/// The key in hand for a pool that is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct NewKey {
    pub(crate) pool: PoolId,
    pub(crate) session_only: bool,
}

/// Another name for a pool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewName {
    pub(crate) pool: PoolId,
    pub(crate) name: String,
}

/// Another place for a pool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPlace {
    pub(crate) pool: PoolId,
    pub(crate) to: usize,
}

/// A pool to remove.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Removal {
    pub(crate) pool: PoolId,
    pub(crate) leave_key: bool,
}

/// Which alert, and for how many hours it is put off; 0 wakes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snooze {
    pub(crate) alert: u32,
    pub(crate) hours: u16,
}

/// What of a pool is listed and not told, or told again. No benefit is the whole pool.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mute {
    pub(crate) pool: PoolId,
    #[serde(deserialize_with = "given")]
    pub(crate) benefit: Option<String>,
    pub(crate) muted: bool,
}

/// From how many percent used the owner is told. None at all is as the pool, or as the settings, have it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewThresholds {
    pub(crate) pool: PoolId,
    #[serde(deserialize_with = "given")]
    pub(crate) benefit: Option<String>,
    #[serde(deserialize_with = "given")]
    pub(crate) thresholds: Option<Vec<u8>>,
}

/// All settings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSettings {
    #[serde(deserialize_with = "whole")]
    pub(crate) settings: Settings,
}

/// The answer to the question what becomes of Authgauge as its window closes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Closing {
    pub(crate) keep: bool,
    pub(crate) always: bool,
}

/// Where the page is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfPlace {
    #[serde(deserialize_with = "whole")]
    pub(crate) place: Place,
}

/// What to export.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Export {
    #[serde(deserialize_with = "whole")]
    pub(crate) request: ChartRequest,
    pub(crate) format: ExportFormat,
}

impl<'a, T: DeserializeOwned, R: Runtime> CommandArg<'a, R> for Given<T> {
    fn from_command(command: CommandItem<'a, R>) -> Result<Self, InvokeError> {
        read(command.message.payload())
            .map(Self)
            .map_err(InvokeError::from)
    }
}

fn read<T: DeserializeOwned>(payload: &InvokeBody) -> Result<T, Failure> {
    let refused = || Failure::from(ErrorCode::ArgumentsInvalid);
    let InvokeBody::Json(given @ Value::Object(_)) = payload else {
        return Err(refused());
    };
    if !is_plain(given) {
        return Err(refused());
    }
    // What serde says of it would repeat what was given.
    T::deserialize(given).map_err(|_| refused())
}

/// No list but one of numbers or texts, for serde would take one for a structure too; nor a text that nobody types.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Array(items) => {
            let is_single = |item: &Value| item.is_number() || item.is_string();
            items.len() <= LONGEST_LIST
                && items.iter().all(|item| is_single(item) && is_plain(item))
        }
        Value::String(text) => text.len() <= LONGEST_TEXT,
        Value::Object(fields) => fields.values().all(is_plain),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Null is an argument; one that is left out is none.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(given: D) -> Result<T, D::Error> {
    T::deserialize(given)
}

/// What was understood is all that was given, and the other way round: a setting that is left out would
/// otherwise go back to its default without a word.
fn whole<'de, D: Deserializer<'de>, T: DeserializeOwned + Serialize>(
    given: D,
) -> Result<T, D::Error> {
    let given = Value::deserialize(given)?;
    let understood = T::deserialize(&given).map_err(D::Error::custom)?;
    let whole = serde_json::to_value(&understood).map_err(D::Error::custom)?;
    if whole == given {
        Ok(understood)
    } else {
        Err(D::Error::custom("not all of it, or more"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code<T: DeserializeOwned>(payload: impl Into<InvokeBody>) -> Option<ErrorCode> {
        let failure = read::<T>(&payload.into()).err()?;
        assert!(failure.params.is_empty(), "nothing of it is repeated");
        Some(failure.code)
    }

    #[test]
    fn what_is_no_set_of_the_arguments_is_refused_by_a_code() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        for given in [
            json!(null),
            json!("text"),
            json!(7),
            json!([]),
            json!(["id", "name"]),
            json!({}),
            json!({ "pool": "id" }),
            json!({ "pool": "id", "name": null }),
            json!({ "pool": { "0": "id" }, "name": "n" }),
            json!({ "pool": ["id"], "name": "n" }),
            json!({ "pool": "id", "name": "n", "more": 1 }),
            json!({ "pool": "id", "name": long }),
        ] {
            let refused = code::<NewName>(given.clone());
            assert_eq!(refused, Some(ErrorCode::ArgumentsInvalid), "{given}");
        }
        let bytes = code::<NewName>(vec![1, 2, 3]);
        assert_eq!(bytes, Some(ErrorCode::ArgumentsInvalid));
        assert_eq!(code::<NewName>(json!({ "pool": "id", "name": "n" })), None);
    }

    #[test]
    fn no_arguments_means_none() {
        assert_eq!(code::<Nothing>(json!({})), None);
        for given in [json!([]), json!(null), json!({ "pool": "id" })] {
            assert_eq!(code::<Nothing>(given), Some(ErrorCode::ArgumentsInvalid));
        }
    }

    /// The object with one part too many, and without each of its parts, on every level.
    fn bent(object: &Value) -> Vec<Value> {
        let fields = object.as_object().unwrap();
        let mut more = fields.clone();
        more.insert("more".to_owned(), json!(1));
        let mut all = vec![Value::Object(more)];
        for (name, value) in fields {
            let mut less = fields.clone();
            less.remove(name);
            all.push(Value::Object(less));
            let inner = value.is_object().then(|| bent(value));
            for wrong in inner.unwrap_or_default() {
                let mut with = fields.clone();
                with.insert(name.clone(), wrong);
                all.push(Value::Object(with));
            }
        }
        all
    }

    fn assert_whole_only<T: DeserializeOwned>(right: Value) {
        for wrong in bent(&right) {
            let refused = code::<T>(wrong.clone());
            assert_eq!(refused, Some(ErrorCode::ArgumentsInvalid), "{wrong}");
        }
        assert_eq!(code::<T>(right), None);
    }

    #[test]
    fn what_is_within_an_argument_is_all_of_it_too() {
        let draft = json!({
            "name": "n", "service": "private", "host": null, "sign_in": "token", "ca_file": null,
        });
        assert_whole_only::<OfDraft>(json!({ "draft": draft }));
        assert_whole_only::<NewPool>(json!({ "draft": draft, "sessionOnly": true }));
        for range in [
            json!({ "kind": "months", "count": 12 }),
            json!({ "kind": "days", "from": "2026-01-01", "to": "2026-02-01" }),
        ] {
            let request = json!({
                "pool": "id", "range": range, "theme": "light", "language": "en", "width": 800, "height": 300,
            });
            assert_whole_only::<OfChart>(json!({ "request": request }));
            assert_whole_only::<Export>(json!({ "request": request, "format": "csv" }));
        }
        let place = json!({ "screen": "pool", "pool": "id", "benefit": null });
        assert_whole_only::<OfPlace>(json!({ "place": place }));
        assert_whole_only::<Closing>(json!({ "keep": true, "always": false }));
        assert_whole_only::<Snooze>(json!({ "alert": 1, "hours": 24 }));
        assert_whole_only::<Mute>(json!({ "pool": "id", "benefit": null, "muted": true }));
        for thresholds in [json!(null), json!([]), json!([80, 90])] {
            let rule = json!({ "pool": "id", "benefit": "A", "thresholds": thresholds });
            assert_whole_only::<NewThresholds>(rule);
        }
        let request = json!({
            "pool": "id", "code": "Seats", "days": 90, "theme": "dark", "language": "zh", "width": 800, "height": 300,
        });
        assert_whole_only::<OfHistory>(json!({ "request": request }));
        let settings = serde_json::to_value(Settings::default()).unwrap();
        assert_whole_only::<NewSettings>(json!({ "settings": settings }));
    }

    #[test]
    fn settings_come_as_a_whole() {
        let whole = serde_json::to_value(Settings::default()).unwrap();
        let given = |settings: &Value| code::<NewSettings>(json!({ "settings": settings }));
        assert_eq!(given(&whole), None);
        let mut less = whole.clone();
        less.as_object_mut().unwrap().remove("theme");
        let mut more = whole.clone();
        more["more"] = json!(1);
        // Serde would take a list for a structure, field by field.
        let list = json!(["system", "system", 80, 90, 15]);
        let lists = json!({ "alert_percents": [["80"]], "near_percent": 80 });
        for settings in [json!({}), less, more, list, lists] {
            assert_eq!(given(&settings), Some(ErrorCode::ArgumentsInvalid));
        }
    }
}
