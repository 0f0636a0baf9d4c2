//! The values that group policy writes.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use windows_registry::{Key, LOCAL_MACHINE, Type};

use super::{Policies, PolicyReason};

const KEY: &str = r"SOFTWARE\Policies\Authgauge";

/// Values that group policy keeps as numbers and are switches.
const SWITCHES: [&str; 5] = [
    "AllowPrograms",
    "AllowAssistants",
    "AllowMetricsListener",
    "StartAtLogin",
    "HideFigures",
];

/// Group policy writes lists of numbers as lists of texts.
const NUMBERS: &str = "AlertPercents";

pub(super) fn read(now: DateTime<Utc>) -> Policies {
    let mut policies = Policies::default();
    if let Ok(key) = LOCAL_MACHINE.open(KEY) {
        policies.add(format!(r"HKEY_LOCAL_MACHINE\{KEY}"), values(&key), now);
    }
    policies
}

fn values(key: &Key) -> Result<Map<String, Value>, PolicyReason> {
    let values = key.values().map_err(|_| PolicyReason::Unreadable)?;
    values
        .map(|(name, value)| {
            let value = match value.ty() {
                Type::U32 | Type::U64 => u64::try_from(value).ok().map(|number| {
                    match SWITCHES.contains(&name.as_str()) && number <= 1 {
                        true => Value::from(number == 1),
                        false => Value::from(number),
                    }
                }),
                Type::MultiString => Vec::<String>::try_from(value)
                    .ok()
                    .map(|texts| list(&name, texts)),
                _ => String::try_from(value).ok().map(Value::from),
            };
            Ok((name, value.ok_or(PolicyReason::Unreadable)?))
        })
        .collect()
}

fn list(name: &str, texts: Vec<String>) -> Value {
    let item = |text: String| match text.trim().parse::<u8>() {
        Ok(number) if name == NUMBERS => Value::from(number),
        _ => Value::from(text),
    };
    // An empty list of the registry may have one empty text.
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.map(item).collect()
}
