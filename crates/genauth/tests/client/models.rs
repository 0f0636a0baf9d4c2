//! Models are stored by others, and must come back as they were.

use genauth::{Allowance, Benefit, MauHistory, MauPeriod, Plan, Quantity, SignIn};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

use crate::common::day;

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

#[test]
fn models_come_back_from_storage() {
    let quantities = [
        Quantity::Known("7.9".parse().unwrap()),
        Quantity::Known("79228162514264337593543950335".parse().unwrap()),
        Quantity::NotReported(None),
        Quantity::NotReported(Some("-1".to_owned())),
    ];
    let allowances = [
        Allowance::Limited("0".parse().unwrap()),
        Allowance::Unlimited,
        Allowance::NotReported(None),
        Allowance::NotReported(Some("限\"".to_owned())),
    ];
    for (used, total) in quantities.into_iter().zip(allowances) {
        let (code, name) = ("A".to_owned(), "社交".to_owned());
        let (start, end) = (day("2022-02-01"), day("2022-03-01"));
        let plan = Plan {
            code: Some(code.clone()),
            name: None,
            name_en: None,
            edition: Some("Free".to_owned()),
            scene: None,
            ends_at: Some(start.and_hms_opt(23, 59, 59).unwrap()),
            overdue_days: used.clone(),
            mau: used.clone(),
        };
        let period = MauPeriod {
            start,
            end,
            used: used.clone(),
            total: total.clone(),
        };
        comes_back(&Benefit {
            code,
            name,
            used,
            total,
            trial: true,
        });
        comes_back(&MauHistory {
            periods: vec![period],
            unreadable: 3,
        });
        comes_back(&plan);
    }
    comes_back(&MauHistory::default());
}

#[test]
fn stored_texts_stay_what_they_are() {
    assert_eq!(serde_json::to_value(SignIn::Token).unwrap(), json!("token"));
    assert_eq!(
        serde_json::to_value(Allowance::Unlimited).unwrap(),
        json!("unlimited")
    );
    let known = Quantity::Known("7.9".parse().unwrap());
    assert_eq!(
        serde_json::to_value(known).unwrap(),
        json!({"known": "7.9"})
    );
    let not_reported = Allowance::NotReported(None);
    assert_eq!(
        serde_json::to_value(not_reported).unwrap(),
        json!({"not_reported": null})
    );
}
