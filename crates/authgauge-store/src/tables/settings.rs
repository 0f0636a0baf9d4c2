use rusqlite::{Connection, OptionalExtension as _};
use serde::Deserialize as _;
use serde_json::Value;

use authgauge_core::hook_choice::HookChoice;
use authgauge_core::settings::{Settings, ValidSettings};

use super::plain::from_value_of_any_length;
use super::to_json;

/// `None` if nothing was saved, or if it cannot be interpreted.
pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Option<ValidSettings>> {
    let query = "SELECT value FROM settings WHERE id = 1";
    let text = connection
        .query_row(query, [], |row| Ok(row.get::<_, String>(0).ok()))
        .optional()?;
    Ok(text
        .flatten()
        .and_then(|text| parse(serde_json::from_str(&text).ok()?)))
}

pub(crate) fn write(connection: &Connection, settings: &ValidSettings) -> rusqlite::Result<()> {
    let change = "INSERT INTO settings (id, value) VALUES (1, ?1)
        ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.execute(change, [to_json(settings)?])?;
    Ok(())
}

/// A hook that this version doesn't have, or that can't be called, is off; the other settings stay.
pub(crate) fn parse(mut value: Value) -> Option<ValidSettings> {
    let fields = value.as_object_mut()?;
    let is_known = |hook: &Value| HookChoice::deserialize(hook).is_ok();
    if !fields.get("hook").is_some_and(is_known) {
        fields.remove("hook");
    }
    let settings: Settings = from_value_of_any_length(value)?;
    settings.without_invalid_hook().validate().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_hook_that_is_no_longer_possible_is_off_and_the_other_settings_stay() {
        let hooks = [
            json!({ "kind": "command", "program": "/bin/sh", "arguments": ["-c", "x"] }),
            json!({ "kind": "webhook", "url": "https://hooks%2eexample.com/" }),
            json!({ "kind": "webhook" }),
            json!({ "kind": "pigeon" }),
            json!([]),
            json!(null),
        ];
        for hook in hooks {
            let mut stored = serde_json::to_value(Settings::default()).unwrap();
            stored["near_percent"] = json!(42);
            stored["hook"] = hook.clone();
            let settings = parse(stored).unwrap();
            assert_eq!(settings.hook, HookChoice::Off, "{hook}");
            assert_eq!(settings.near_percent, 42, "{hook}");
        }
    }
}
