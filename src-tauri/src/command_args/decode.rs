//! Strict deserialization of the page's arguments.

use authgauge_app::KeyStorage;
use authgauge_core::error::{ErrorCode, Failure};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use tauri::Runtime;
use tauri::ipc::{CommandArg, CommandItem, InvokeBody, InvokeError};

/// The longest text in bytes; each command has its own, shorter limits.
pub(super) const MAX_TEXT_LEN: usize = 64 * 1024;

/// The longest list.
const MAX_LIST_LEN: usize = 100;

/// All arguments of a command.
pub(crate) struct Args<T>(pub(crate) T);

impl<'a, T: DeserializeOwned, R: Runtime> CommandArg<'a, R> for Args<T> {
    fn from_command(command: CommandItem<'a, R>) -> Result<Self, InvokeError> {
        let args = decode(command.message.payload());
        args.map(Self).map_err(InvokeError::from)
    }
}

/// Decodes arguments.
///
/// # Errors
/// `arguments_invalid`, without serde's message, which would repeat the input.
pub(super) fn decode<T: DeserializeOwned>(payload: &InvokeBody) -> Result<T, Failure> {
    let args = match payload {
        InvokeBody::Json(args @ Value::Object(_)) if is_bounded(args) => T::deserialize(args).ok(),
        _ => None,
    };
    args.ok_or_else(|| ErrorCode::ArgumentsInvalid.into())
}

/// Whether texts and lists are short, and lists hold only numbers and texts: serde would read others as structs.
fn is_bounded(value: &Value) -> bool {
    match value {
        Value::Array(items) => {
            let is_scalar = |item: &Value| item.is_number() || item.is_string();
            items.len() <= MAX_LIST_LEN
                && items.iter().all(|item| is_scalar(item) && is_bounded(item))
        }
        Value::String(text) => text.len() <= MAX_TEXT_LEN,
        Value::Object(fields) => fields.values().all(is_bounded),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

pub(super) fn storage<'de, D: Deserializer<'de>>(value: D) -> Result<KeyStorage, D::Error> {
    Ok(match bool::deserialize(value)? {
        true => KeyStorage::Session,
        false => KeyStorage::Keychain,
    })
}

/// Rejects a missing field, also for an `Option`: serde's default would read it as null.
pub(super) fn required<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    value: D,
) -> Result<T, D::Error> {
    T::deserialize(value)
}

/// Rejects missing and unknown fields: a setting left out would silently get its default.
pub(super) fn exact<'de, D: Deserializer<'de>, T: DeserializeOwned + Serialize>(
    value: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(value)?;
    let decoded = T::deserialize(&value).map_err(D::Error::custom)?;
    match serde_json::to_value(&decoded).map_err(D::Error::custom)? == value {
        true => Ok(decoded),
        false => Err(D::Error::custom("a missing or unknown field")),
    }
}
