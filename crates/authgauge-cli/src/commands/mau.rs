use std::ops::RangeInclusive;

use authgauge_api::document::{Age, Document, PoolMau};
use authgauge_app::PoolSnapshot;
use authgauge_core::calendar::vendor_day;
use authgauge_core::error::ErrorCode;
use chrono::{Months, NaiveDate};

use super::errors;
use crate::args::Selection;
use crate::exit::Exit;
use crate::output::Output;
use crate::problem::Problem;
use crate::session::Session;
use crate::table::{Lines, colored, number, text};
use crate::text::{Words, words};

/// Shows the monthly active users of each period.
pub(super) fn run(
    session: &Session,
    selection: &Selection,
    asked: (Option<NaiveDate>, Option<NaiveDate>),
    output: Output,
) -> Result<Exit, Problem> {
    let document = document(session, selection, asked)?;
    let words = words(session.language);
    Ok(output.print(&document, |document| table(document, words)))
}

/// The document of this command.
pub(crate) fn document(
    session: &Session,
    selection: &Selection,
    asked: (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<Document<PoolMau>, Problem> {
    let days = days(asked, session.age)?;
    let snapshot = session.snapshot_with_forecasts(selection)?;
    let pool = |pool: &PoolSnapshot| {
        let id = &pool.pool.id;
        let periods = session.application.mau_periods(id, days.clone())?;
        Ok(PoolMau::of(pool, &periods, session.age))
    };
    let pools = snapshot
        .pools
        .iter()
        .map(pool)
        .collect::<Result<_, Problem>>()?;
    Ok(Document::new(session.age.now, pools).with_errors(errors(&snapshot)))
}

/// A year up to today, unless other days are asked for.
fn days(
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    age: Age,
) -> Result<RangeInclusive<NaiveDate>, Problem> {
    let to = to.unwrap_or_else(|| vendor_day(age.now));
    let year_ago = to.checked_sub_months(Months::new(12)).unwrap_or(to);
    let from = from.unwrap_or(year_ago);
    match from <= to {
        true => Ok(from..=to),
        false => Err(ErrorCode::DateRangeInvalid.into()),
    }
}

fn table(document: &Document<PoolMau>, words: &Words) -> String {
    let header = [
        words.pool,
        words.period,
        words.used,
        words.limit,
        words.percent,
        words.full,
        words.figures,
    ];
    let mut lines = Lines::new(&header);
    for entry in &document.pools {
        for period in entry.periods.iter().flatten() {
            let running = entry.level.filter(|_| period.running);
            let percent = entry.percent.filter(|_| period.running);
            let outlook = entry.outlook.as_ref().filter(|_| period.running);
            let mut days = format!("{} – {}", period.first_day, period.last_day);
            if period.running {
                days = format!("{days} ({})", words.running);
            }
            lines.add(vec![
                text(&entry.pool.name),
                text(&days),
                number(words.amount(&period.used.amount)),
                number(words.amount(&period.limit.amount)),
                colored(
                    percent.map_or_else(String::new, |percent| format!("{percent}%")),
                    running,
                ),
                text(&outlook.map_or_else(String::new, |outlook| words.outlook(outlook))),
                text(&words.age(&period.used.reading, document.at)),
            ]);
        }
    }
    let left_out = document.pools.iter().filter(|entry| entry.unreadable > 0);
    let left_out =
        left_out.map(|entry| words.periods_not_understood(&entry.pool.name, entry.unreadable));
    let parts: Vec<_> = std::iter::once(lines.or(words.no_figures))
        .chain(left_out)
        .collect();
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use authgauge_core::reading::MaxAge;

    #[test]
    fn days_default_to_a_year_up_to_today_in_china() {
        let age = Age {
            now: "2026-11-28T16:30:00Z".parse().unwrap(),
            max: MaxAge::default(),
        };
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        let text = |asked| {
            let days = days(asked, age).unwrap();
            format!("{} {}", days.start(), days.end())
        };
        assert_eq!(text((None, None)), "2025-11-29 2026-11-29");
        assert_eq!(text((None, day("2026-03-31"))), "2025-03-31 2026-03-31");
        let backwards = (day("2026-03-31"), day("2026-03-30"));
        assert!(days(backwards, age).is_err());
    }
}
