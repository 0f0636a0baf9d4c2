//! Serialized models, which other programs store.

use genauth::{Allowance, Benefit, EndTime, MauHistory, MauPeriod, Plan, Quantity, SignIn};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::common::day;

fn check_round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

#[test]
fn models_round_trip_through_json() {
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
    let last_second = "2022-02-01T23:59:59".parse().unwrap();
    let raw = "11/12/2026".to_owned();
    let ends = [
        EndTime::At(last_second),
        EndTime::None,
        EndTime::NotUnderstood { raw },
        EndTime::None,
    ];
    for ((used, total), ends_at) in quantities.into_iter().zip(allowances).zip(ends) {
        let (code, name) = ("A".to_owned(), "社交".to_owned());
        let (start, end) = (day("2022-02-01"), day("2022-03-01"));
        let plan = Plan {
            code: Some(code.clone()),
            name: None,
            name_en: None,
            edition: Some("Free".to_owned()),
            scene: None,
            ends_at: ends_at.clone(),
            overdue_days: used.clone(),
            mau: used.clone(),
        };
        let period = MauPeriod {
            start,
            end,
            used: used.clone(),
            total: total.clone(),
        };
        check_round_trip(&Benefit {
            code,
            name,
            used,
            total,
            trial: true,
        });
        check_round_trip(&MauHistory {
            periods: vec![period],
            unreadable: 3,
            unreadable_dates: Some("0 – x".to_owned()),
        });
        check_round_trip(&plan);
    }
    check_round_trip(&MauHistory::default());
}

#[test]
fn serialized_form_is_stable() {
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
