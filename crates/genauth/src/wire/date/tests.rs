use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone as _};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::proptest_config::proptest_config;

/// What is read: a time in China, no end, or nothing.
fn read(value: &Value) -> String {
    match end_time(Some(value)) {
        EndTime::At(at) => at.format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
        EndTime::NotUnderstood { .. } => "not understood".to_owned(),
        EndTime::None => "no end".to_owned(),
    }
}

const MIDNIGHT: &str = "2026-11-29T00:00:00";

/// Midnight of 29 November 2026 in China.
fn midnights() -> Vec<Value> {
    let texts = [
        "20261129",
        "20261129000000",
        "202611290000",
        "20261129T000000",
        "20261129T000000+0800",
        "20261129T000000.000+0800",
        "20261129000000000",
        "20261128240000",
        "20261128T2400",
        "20261128T160000Z",
        " 2026-11-29 ",
        "2026-11-29 00:00:00",
        "2026-11-29 00:00:00.000",
        "2026-11-29 00:00:00,000",
        "2026-11-29T00:00",
        "2026-11-29T00:00:00+08:00",
        "2026-11-29T00:00:00.000+0800",
        "2026-11-29T00:00:00+08:00[Asia/Shanghai]",
        "2026-11-28T16:00:00Z",
        "2026-11-28T16:00:00.000Z",
        "2026-11-28t16:00:00z",
        "2026-11-28 16:00:00 UTC",
        "2026-11-28 16:00:00 +0000",
        "2026-11-28 16:00:00 +0000 UTC",
        "2026-11-29 00:00:00 +0800 CST",
        "2026-11-28 11:00:00.000 -0500 EST",
        "2026-11-28T11:00:00-05:00",
        "2026-11-28T21:45:00+05:45",
        "2026-11-29 00:00:00 GMT+8",
        "2026-11-28 24:00:00",
        "2026-W48-7",
        "2026W487",
        "2026-W48-7T00:00:00+08:00",
        "2026-333",
        "2026-11-29 12:00:00 AM",
        "2026/11/29",
        "2026/11/29 00:00:00",
        "2026.11.29",
        "2026年11月29日",
        "2026 年 11 月 29 日 0 时 0 分",
        "2026年11月29日 00:00:00",
        "2026年11月29日0点0分0秒",
        "2026年11月29日0时",
        "2026年11月28日24时",
        "2026年11月28日24时0分",
        "２０２６－１１－２９　００：００：００",
        "11/29/2026",
        "11/29/2026 12:00:00 AM",
        "29/11/2026 0:00:00",
        "29.11.2026",
        "29 Nov 2026",
        "29-Nov-2026",
        "November 29, 2026",
        "2026 Nov 29",
        "Sat, 28 Nov 2026 16:00:00 GMT",
        "Sun, 29 Nov 2026 00:00:00 +0800",
        "Sun Nov 29 2026 00:00:00 GMT+0800 (China Standard Time)",
        "Sat Nov 28 16:00:00 UTC 2026",
        "Sun Nov 29 00:00:00 +0800 2026",
        "1795881600",
        "1795881600000",
        "1795881600000000",
        "1795881600000000000",
        "1795881600.000",
    ];
    let numbers = [
        json!(20261129),
        json!(1795881600),
        json!(1795881600000_i64),
        json!(1795881600000.0),
    ];
    texts.into_iter().map(Value::from).chain(numbers).collect()
}

/// What stands for "no end".
fn placeholders() -> Vec<Value> {
    let texts = [
        "",
        " ",
        "-",
        "--",
        "—",
        "0",
        "00000000",
        "-1",
        "-62135596800000",
        "永久",
        "长期",
        "长期有效",
        "永不过期",
        "无",
        "永不到期",
        "不过期",
        "终身",
        "Never",
        "Never expires",
        "forever",
        "undefined",
        "null",
        "N/A",
        "不限",
        "Unlimited",
        "1970-01-01",
        "1970-01-01 00:00:00",
        "1970-01-01 08:00:00",
        "1969-12-31T16:00:00-08:00",
        "1970/01/01",
        "01/01/1970",
        "1970年1月1日",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "28800",
        "28800000",
        "0001-01-01 00:00:00",
        "0001-01-01T00:00:00Z",
        "1/1/0001 12:00:00 AM",
        "00010101",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "0000/00/00",
        "1899-12-30 00:00:00",
        "1900-01-01",
        "2000-01-01",
        "2037-12-31 23:59:59",
        "2038-01-01",
        "2038-01-18 22:14:07-05:00",
        "2049-12-31 23:59:59",
        "2038-01-19 03:14:07",
        "2038-01-19T03:14:07Z",
        "2038-01-19",
        "2038-01-19 00:00:00",
        "2079-06-06",
        "2079-06-06 23:59:00",
        "2099-12-31",
        "2099-12-31 23:59:59",
        "2999-12-31",
        "9999-12-31",
        "9999-12-31 23:59:59",
        "9999-12-31T23:59:59.9999999Z",
        "99991231",
        "9999-99-99",
        "31.12.9999",
        "32503680000",
        "32503651200000",
        "64060588800",
        "253402300799",
        "253402271999000",
        "4102444800",
        "9223372036854775807",
        "+292278994-08-17T07:12:55.807Z",
        "-0001-11-30 00:00:00",
    ];
    let others = [
        json!(null),
        json!(0),
        json!(-1),
        json!(-28800),
        json!(i64::MAX),
    ];
    texts.into_iter().map(Value::from).chain(others).collect()
}

/// What is no date, or could be several.
fn not_understood() -> Vec<Value> {
    let texts = [
        "11/12/2026",
        "11-12-2026",
        "01.02.2027",
        "29-11-26",
        "26/11/29",
        "11/29",
        "2026-11",
        "2026",
        "20221301",
        "20220230",
        "20261301000000",
        "202613010000",
        "2026-W48",
        "2026-W54-1",
        "2026-366",
        "2026-11-28 24:00:01",
        "2022090",
        "2026112900",
        "2026112923",
        "2022 9 9",
        "202209091",
        "2022-02-30 00:00:00",
        "2022-09-09 25:00:00",
        "2022-09-09T00:00:00+99:99",
        "Sun Nov 29 00:00:00 CST 2026",
        "2026-11-29 00:00:00 EST",
        "2026-11-29 00:00:00[Asia/Tokyo]",
        "29 Nov 26",
        "2026-13-01",
        "30",
        "123456",
        "someday",
        "2026-11-29 x",
        "１１／１２／２０２６",
        "2026-11-29/2026-12-29",
    ];
    let others = [
        json!(true),
        json!({}),
        json!([2026, 11, 29]),
        json!(7),
        json!(1.5),
    ];
    texts.into_iter().map(Value::from).chain(others).collect()
}

#[test]
fn plan_end_in_any_unambiguous_form_is_the_same_moment() {
    for value in midnights() {
        assert_eq!(read(&value), MIDNIGHT, "{value}");
        assert_eq!(day(Some(&value)), NaiveDate::from_ymd_opt(2026, 11, 29));
    }
    println!(
        "count: {} cases of dates the server may send",
        midnights().len()
    );
}

#[test]
fn no_plausible_end_is_no_end() {
    for value in placeholders() {
        assert_eq!(read(&value), "no end", "{value}");
    }
    assert_eq!(end_time(None), EndTime::None);
    println!(
        "count: {} cases of placeholders for no date",
        placeholders().len()
    );
}

/// JavaScript and SQLite read no second 60.
#[test]
fn leap_second_is_the_second_before_it() {
    for text in [
        "2026-12-31 23:59:60",
        "20261231235960",
        "2026-12-31T15:59:60Z",
        "2026-12-31T23:59:60.5+08:00",
    ] {
        assert_eq!(read(&json!(text)), "2026-12-31T23:59:59", "{text}");
    }
    let end = end_day(Some(&json!("2026-12-31 23:59:60")));
    assert_eq!(end, NaiveDate::from_ymd_opt(2027, 1, 1));
}

#[test]
fn ambiguous_dates_are_kept_as_text() {
    for value in not_understood() {
        let raw = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let expected = EndTime::NotUnderstood { raw };
        assert_eq!(end_time(Some(&value)), expected, "{value}");
        assert_eq!(day(Some(&value)), None);
    }
    let long = "x".repeat(1_000);
    assert_eq!(end_time(Some(&json!(long))).raw().map(str::len), Some(200));
    println!(
        "count: {} cases of dates that could be several, or none",
        not_understood().len()
    );
}

/// A second of a plausible year, and a zone's offset in quarter hours.
fn moments() -> impl Strategy<Value = (DateTime<FixedOffset>, bool)> {
    (
        1_262_400_000_i64..4_070_800_000,
        -48..=56_i32,
        any::<bool>(),
    )
        .prop_map(|(seconds, quarter, zulu)| {
            let offset = if zulu { 0 } else { quarter * 900 };
            let zone = FixedOffset::east_opt(offset).unwrap();
            (zone.timestamp_opt(seconds, 0).unwrap(), zulu)
        })
}

proptest! {
    #![proptest_config(proptest_config(2_000, "moments in any zone"))]
    #[test]
    fn any_zone_and_form_yields_the_time_in_china((at, zulu) in moments()) {
        let china = at.with_timezone(&FixedOffset::east_opt(CHINA).unwrap());
        let expected = EndTime::At(china.naive_local());
        let seconds = at.timestamp();
        let is_end_of_clock = in_china(china.naive_local()) == Meaning::Placeholder;
        // Some Unix times are `YYYYMMDDHH` as well.
        let is_hour = timestamp::compact(&format!("{seconds}00")).is_some();
        prop_assume!(!is_end_of_clock && !is_hour);
        let mut texts = vec![
            at.to_rfc3339(),
            at.to_rfc2822(),
            at.format("%Y/%m/%d %H:%M:%S%z").to_string(),
            at.format("%b %e, %Y %I:%M:%S %p %:z").to_string(),
            at.format("%Y%m%dT%H%M%S%z").to_string(),
            china.format("%Y年%-m月%-d日 %H时%M分%S秒").to_string(),
            china.format("%Y-%m-%d %H:%M:%S").to_string(),
            china.format("%Y%m%d%H%M%S").to_string(),
            seconds.to_string(),
            (seconds * 1_000).to_string(),
        ];
        if zulu {
            texts.push(at.format("%Y-%m-%dT%H:%M:%S.000Z").to_string());
        }
        for text in texts {
            prop_assert_eq!(end_time(Some(&json!(text))), expected.clone(), "{}", text);
        }
        let midnight = china.date_naive().and_time(NaiveTime::MIN);
        for form in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%m.%d", "%Y%m%d", "%-d %B %Y", "%Y年%m月%d日"] {
            let text = china.format(form).to_string();
            prop_assert_eq!(end_time(Some(&json!(text))), EndTime::At(midnight), "{}", text);
        }
    }

    #[test]
    fn any_text_is_a_plausible_date_or_none(text in "[-+0-9:/.,TZ 年月日]{0,24}|\\PC{0,16}") {
        if let Some(at) = end_time(Some(&json!(text))).known() {
            prop_assert!(PLAUSIBLE_YEARS.contains(&at.date().year()), "{}", at);
            prop_assert!(at.checked_sub_signed(TimeDelta::hours(8)).is_some());
        }
    }
}
