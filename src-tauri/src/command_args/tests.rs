use authgauge_core::error::{ErrorCode, FailureParams};
use authgauge_core::tray_focus::TrayFocus;
use authgauge_core::unlisted_benefits::UnlistedBenefits;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tauri::ipc::InvokeBody;

use super::decode::{MAX_TEXT_LEN, decode};
use super::*;

fn code<T: DeserializeOwned>(payload: impl Into<InvokeBody>) -> Option<ErrorCode> {
    let failure = decode::<T>(&payload.into()).err()?;
    assert_eq!(
        *failure.params,
        FailureParams::default(),
        "the input is not repeated"
    );
    Some(failure.code)
}

#[test]
fn anything_but_the_exact_arguments_is_rejected() {
    let long = "x".repeat(MAX_TEXT_LEN + 1);
    for args in [
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
        let rejected = code::<RenameArgs>(args.clone());
        assert_eq!(rejected, Some(ErrorCode::ArgumentsInvalid), "{args}");
    }
    let bytes = code::<RenameArgs>(vec![1, 2, 3]);
    assert_eq!(bytes, Some(ErrorCode::ArgumentsInvalid));
    assert_eq!(
        code::<RenameArgs>(json!({ "pool": "id", "name": "n" })),
        None
    );
}

#[test]
fn a_command_without_arguments_accepts_none() {
    assert_eq!(code::<NoArgs>(json!({})), None);
    for args in [json!([]), json!(null), json!({ "pool": "id" })] {
        assert_eq!(code::<NoArgs>(args), Some(ErrorCode::ArgumentsInvalid));
    }
}

/// Variants of an object, at every level, with a field added or removed.
fn variants(object: &Value) -> Vec<Value> {
    let fields = object.as_object().unwrap();
    let mut more = fields.clone();
    more.insert("more".to_owned(), json!(1));
    let mut all = vec![Value::Object(more)];
    for (name, value) in fields {
        let mut less = fields.clone();
        less.remove(name);
        all.push(Value::Object(less));
        let inner = value.is_object().then(|| variants(value));
        for wrong in inner.unwrap_or_default() {
            let mut with = fields.clone();
            with.insert(name.clone(), wrong);
            all.push(Value::Object(with));
        }
    }
    all
}

fn assert_exact<T: DeserializeOwned>(right: Value) {
    for wrong in variants(&right) {
        let rejected = code::<T>(wrong.clone());
        assert_eq!(rejected, Some(ErrorCode::ArgumentsInvalid), "{wrong}");
    }
    assert_eq!(code::<T>(right), None);
}

#[test]
fn nested_arguments_are_exact() {
    let draft = json!({
        "name": "n", "service": "private", "host": null, "sign_in": "token", "ca_file": null,
    });
    let key = json!({ "id": "i", "sealed": "s" });
    assert_exact::<TestKeyArgs>(json!({ "draft": draft, "key": key }));
    let new = json!({ "draft": draft, "key": key, "sessionOnly": true });
    assert_exact::<AddPoolArgs>(new);
    let replaced = json!({ "pool": "id", "key": key, "sessionOnly": false });
    assert_exact::<ReplaceKeyArgs>(replaced);
    for range in [
        json!({ "kind": "months", "count": 12 }),
        json!({ "kind": "days", "from": "2026-01-01", "to": "2026-02-01" }),
    ] {
        let request = json!({
            "pool": "id", "range": range, "theme": "light", "language": "en", "width": 800, "height": 300,
        });
        assert_exact::<ChartArgs>(json!({ "request": request }));
        assert_exact::<ExportArgs>(json!({ "request": request, "format": "csv" }));
    }
    let place = json!({ "screen": "pool", "pool": "id", "benefit": null });
    assert_exact::<PlaceArgs>(json!({ "place": place }));
    assert_exact::<CloseArgs>(json!({ "keep": true, "always": false }));
    assert_exact::<SnoozeArgs>(json!({ "alert": 1, "hours": 24 }));
    assert_exact::<MuteArgs>(json!({ "pool": "id", "scope": "plan", "muted": true }));
    let amount = json!({ "of": "left", "value": "500" });
    for thresholds in [json!(null), json!([]), json!([80, 90])] {
        let rule =
            json!({ "pool": "id", "benefit": "A", "thresholds": thresholds, "amount": amount });
        assert_exact::<ThresholdsArgs>(rule);
    }
    let request = json!({
        "pool": "id", "code": "Seats", "days": 90, "theme": "dark", "language": "zh", "width": 800, "height": 300,
    });
    assert_exact::<HistoryArgs>(json!({ "request": request }));
    let settings = serde_json::to_value(Settings::default()).unwrap();
    assert_exact::<SettingsArgs>(json!({ "settings": settings }));
    let secret = json!({ "settings": settings, "hookSecret": "s" });
    assert_eq!(code::<SettingsArgs>(secret), None);
    assert_exact::<PreviewArgs>(json!({ "url": "https://", "format": "slack" }));
}

/// As the page sends them back after each change.
#[test]
fn every_kind_of_settings_is_taken() {
    let pool = PoolId::random();
    let codes = vec!["SMS".to_owned(), "Email".to_owned()];
    let followed = [
        TrayFocus::Worst,
        TrayFocus::Pool { pool: pool.clone() },
        TrayFocus::Benefit {
            pool: pool.clone(),
            code: "SMS".to_owned(),
        },
    ];
    for tray in followed {
        let settings = Settings {
            tray,
            unlisted: UnlistedBenefits::of(pool.clone(), codes.clone()),
            ..Settings::default()
        };
        let settings = serde_json::to_value(settings).unwrap();
        assert_eq!(
            code::<SettingsArgs>(json!({ "settings": settings })),
            None,
            "{settings}"
        );
    }
}

#[test]
fn settings_are_exact() {
    let all = serde_json::to_value(Settings::default()).unwrap();
    let decoded = |settings: &Value| code::<SettingsArgs>(json!({ "settings": settings }));
    assert_eq!(decoded(&all), None);
    let mut less = all.clone();
    less.as_object_mut().unwrap().remove("theme");
    let mut more = all.clone();
    more["more"] = json!(1);
    // Serde reads a list as a struct, field by field.
    let list = json!(["system", "system", 80, 90, 15]);
    let lists = json!({ "alert_percents": [["80"]], "near_percent": 80 });
    for settings in [json!({}), less, more, list, lists] {
        assert_eq!(decoded(&settings), Some(ErrorCode::ArgumentsInvalid));
    }
}
