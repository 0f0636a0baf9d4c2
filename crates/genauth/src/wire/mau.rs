//! `get-mau-period-usage-history`.

use serde_json::Value;

use super::date::{day, end_day};
use super::number::{allowance, quantity, raw};
use super::{MAX_ITEMS, MAX_TEXT, collection, cut};
use crate::{Error, MauHistory, MauPeriod, plain_text};

impl MauHistory {
    /// Reads the `data` of a `get-mau-period-usage-history` response: the periods sorted by start and end,
    /// exact duplicates once.
    ///
    /// # Errors
    /// [`ErrorKind::AnswerNotUnderstood`](crate::ErrorKind) if it holds no list of periods.
    pub fn from_data(data: Value) -> Result<Self, Error> {
        let records = collection(data, "records", MAX_ITEMS)?;
        let mut periods: Vec<MauPeriod> = records.iter().filter_map(period).collect();
        let unreadable = records.iter().filter(|record| period(record).is_none());
        let unreadable_dates = unreadable.filter_map(dates).min();
        let unreadable = records.len() - periods.len();
        periods.sort();
        periods.dedup();
        Ok(Self {
            periods,
            unreadable,
            unreadable_dates,
        })
    }
}

/// `None` without two readable dates in order.
fn period(record: &Value) -> Option<MauPeriod> {
    let record = record.as_object()?;
    let start = day(record.get("periodStartTime"))?;
    let end = end_day(record.get("periodEndTime"))?;
    let used = quantity(record.get("current"));
    let total = allowance(record.get("amount"));
    (start <= end).then_some(MauPeriod {
        start,
        end,
        used,
        total,
    })
}

/// Start and end as the server sent them.
fn dates(record: &Value) -> Option<String> {
    let sent = ["periodStartTime", "periodEndTime"].map(|name| raw(record.get(name)));
    let sent = sent.into_iter().flatten();
    let sent: Vec<String> = sent.filter(|date| !date.is_empty()).collect();
    let text = plain_text(&sent.join(" – "));
    (!text.trim().is_empty()).then(|| cut(&text, MAX_TEXT))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ErrorKind;

    fn record(start: &str, end: &str, current: &str) -> Value {
        json!({"periodStartTime": start, "periodEndTime": end, "amount": "1000", "current": current})
    }

    #[test]
    fn periods_are_sorted_without_exact_duplicates() {
        let records = json!({"records": [
            record("20220301", "20220401", "2"),
            record("2022-02-01", "2022-03-01 00:00:00", "1"),
            record("20220201", "20220401", "9"),
            record("20220201", "20220301", " 1.0 "),
            record("20220201", "20220301", "3"),
        ]});
        let history = MauHistory::from_data(records).unwrap();
        let read: Vec<String> = history
            .periods
            .iter()
            .map(|p| format!("{}..{} {}", p.start, p.end, p.used.known().unwrap()))
            .collect();
        assert_eq!(
            read,
            [
                "2022-02-01..2022-03-01 1",
                "2022-02-01..2022-03-01 3",
                "2022-02-01..2022-04-01 9",
                "2022-03-01..2022-04-01 2",
            ]
        );
        assert_eq!(history.unreadable, 0);
    }

    #[test]
    fn end_in_the_last_minute_of_a_day_includes_that_day() {
        for end in [
            "2026-11-30 23:59",
            "2026-11-30 23:59:00",
            "2026-11-30 23:59:59",
            "2026-11-30T23:59:59.999",
            "2026-11-30T15:59:59Z",
            "2026-12-01 00:00:00",
            "2026-11-30T24:00:00",
            "20261201",
        ] {
            let records = json!({"records": [record("2026-11-01 00:00:00", end, "1")]});
            let history = MauHistory::from_data(records).unwrap();
            assert_eq!(history.periods[0].end.to_string(), "2026-12-01", "{end}");
        }
    }

    #[test]
    fn counts_records_without_usable_dates() {
        let records = json!({"records": [
            record("20220201", "20220301", "1"),
            record("", "20220301", "1"),
            record("20220201", "someday", "1"),
            record("20220301", "20220201", "1"),
            null,
            "x",
            {},
        ]});
        let history = MauHistory::from_data(records).unwrap();
        assert_eq!((history.periods.len(), history.unreadable), (1, 6));
        let shown = history.unreadable_dates.as_deref();
        assert_eq!(shown, Some("20220201 – someday"));
    }

    #[test]
    fn order_of_records_changes_nothing() {
        let records = [
            record("20261101", "20261201", "950"),
            record("20261101", "20261201", "100"),
            record("2026年11月1日", "2026/12/1", "100.0"),
            record("11/12/2026", "20270101", "7"),
            record("someday", "20270101", "7"),
        ];
        let read = |records: Vec<Value>| MauHistory::from_data(json!({"records": records}));
        let expected = read(records.to_vec()).unwrap();
        assert_eq!((expected.periods.len(), expected.unreadable), (2, 2));
        for turn in 0..records.len() {
            let mut turned = records.to_vec();
            turned.rotate_left(turn);
            assert_eq!(read(turned.clone()).unwrap(), expected);
            turned.reverse();
            assert_eq!(read(turned).unwrap(), expected);
        }
    }

    #[test]
    fn accepts_a_bare_record_null_and_missing_records() {
        let bare =
            MauHistory::from_data(json!({"records": record("20210901", "20220901", "0")})).unwrap();
        assert_eq!(bare.periods.len(), 1);
        for data in [
            json!(null),
            json!({}),
            json!({"records": null}),
            json!({"records": []}),
        ] {
            assert_eq!(MauHistory::from_data(data).unwrap(), MauHistory::default());
        }
        let other = MauHistory::from_data(json!({"records": "x"})).unwrap_err();
        assert_eq!(other.kind, ErrorKind::AnswerNotUnderstood);
    }
}
