//! A benefit that fills each month.

use chrono::{Datelike, Days, NaiveDate};
use genauth::{Allowance, Quantity};

use crate::alert::{AlertState, Delivery, rules};
use crate::forecast::{Cycle, DayEnd, Forecast};
use crate::outlook::Outlook;

const TOTAL: u32 = 900;

/// 60 a day since the 1st of the month: full on the 15th.
fn reading(day: NaiveDate) -> DayEnd {
    DayEnd::whole(day, f64::from(60 * day.day()))
}

#[test]
fn each_month_is_told_days_before_it_is_full() {
    let first: NaiveDate = "2026-01-01".parse().unwrap();
    let days: Vec<DayEnd> = first.iter_days().take(212).map(reading).collect();
    let (mut state, mut told) = (None, Vec::new());
    for last in 60..days.len() {
        let known = &days[..=last];
        let (today, used) = (known[last].day, known[last].used);
        let forecast = Forecast::of(known, &Cycle::Unknown).unwrap();
        let cycle = forecast.basis().cycle.as_ref().unwrap().start.to_string();
        let used = Quantity::Known((used as i64).into());
        let outlook = Outlook::of(
            &used,
            &Allowance::Limited(TOTAL.into()),
            Some(&forecast),
            100,
        );
        let (evaluation, _) = rules::forecast(&outlook, today, &cycle).unwrap();
        let (next, delivery) = AlertState::after(state.as_ref(), &evaluation);
        if delivery != Delivery::None && next.delivered.0 == 1 {
            told.push(today);
        }
        state = Some(next);
    }
    for month in 4..=7 {
        let full = NaiveDate::from_ymd_opt(2026, month, 15).unwrap();
        let in_time = full - Days::new(14)..=full - Days::new(10);
        let of_month = told.iter().filter(|day| day.month() == month);
        assert_eq!(
            of_month.filter(|day| in_time.contains(day)).count(),
            1,
            "{told:?}"
        );
    }
}
