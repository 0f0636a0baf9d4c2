use chrono::NaiveDate;

use super::Found;
use crate::alert::{AlertKind, Evaluation};
use crate::outlook::Outlook;

/// Days within which it is likely to be full, ascending in urgency, and the day beyond which it is likely
/// enough not to be: forecasts wander by a few days each day.
const SOON: [(u16, i64); 2] = [(14, 21), (3, 8)];

/// How soon it is more likely full than not. Nothing where the figures are not known: then it is as it was.
///
/// Step 1 is within 14 days, step 2 within 3. Being full is no step of this one, since a threshold tells it.
/// A first forecast after too little history is news.
pub fn forecast(outlook: &Outlook, today: NaiveDate, period: &str) -> Option<Found> {
    let none = |held| Some((Evaluation::new(0, held, period), None));
    match outlook {
        Outlook::NotTold => None,
        Outlook::Full | Outlook::TooLittleHistory { .. } => none(u8::MAX),
        Outlook::NotAtThisPace | Outlook::NoLimit | Outlook::FullOn { likely: None, .. } => none(0),
        Outlook::FullOn {
            first,
            likely: Some(likely),
            ..
        } => {
            let days = (*likely - today).num_days();
            let reached = step(|(within, _)| days <= i64::from(within));
            let held = step(|(_, still)| days <= still);
            let within = usize::from(reached).checked_sub(1);
            let within = within.and_then(|place| SOON.get(place));
            let kind = within.map(|(within_days, _)| AlertKind::Forecast {
                first: *first,
                likely: Some(*likely),
                within_days: *within_days,
            });
            Some((Evaluation::new(reached, held, period), kind))
        }
    }
}

fn step(is_reached: impl Fn((u16, i64)) -> bool) -> u8 {
    let reached = SOON.iter().filter(|soon| is_reached(**soon)).count();
    u8::try_from(reached).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn full_on(likely: Option<&str>) -> Outlook {
        Outlook::FullOn {
            first: day("2026-11-20"),
            likely: likely.map(day),
            last: None,
            percent: 60,
        }
    }

    #[test]
    fn two_weeks_ahead_and_once_more_three_days_ahead() {
        for (likely, reached, held, within) in [
            ("2026-12-12", 0, 0, None),
            ("2026-12-11", 0, 1, None),
            ("2026-12-05", 0, 1, None),
            ("2026-12-04", 1, 1, Some(14)),
            ("2026-11-28", 1, 2, Some(14)),
            ("2026-11-24", 1, 2, Some(14)),
            ("2026-11-23", 2, 2, Some(3)),
            ("2026-11-19", 2, 2, Some(3)),
        ] {
            let (evaluation, kind) =
                forecast(&full_on(Some(likely)), day("2026-11-20"), "").unwrap();
            assert_eq!(evaluation, Evaluation::new(reached, held, ""), "{likely}");
            let told = within.map(|within_days| AlertKind::Forecast {
                first: day("2026-11-20"),
                likely: Some(day(likely)),
                within_days,
            });
            assert_eq!(kind, told, "{likely}");
        }
    }

    #[test]
    fn what_is_full_or_unsure_holds_what_was_told_and_what_is_not_known_changes_nothing() {
        let found = |outlook: &Outlook| forecast(outlook, day("2026-11-20"), "p");
        assert_eq!(found(&Outlook::NotTold), None);
        let (days, needed) = (3, 14);
        for outlook in [Outlook::Full, Outlook::TooLittleHistory { days, needed }] {
            let held = Some((Evaluation::new(0, u8::MAX, "p"), None));
            assert_eq!(found(&outlook), held, "{outlook:?}");
        }
        let nothing = Some((Evaluation::new(0, 0, "p"), None));
        for outlook in [Outlook::NotAtThisPace, Outlook::NoLimit, full_on(None)] {
            assert_eq!(found(&outlook), nothing, "{outlook:?}");
        }
    }
}
