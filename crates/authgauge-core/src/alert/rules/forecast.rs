use chrono::NaiveDate;

use super::{AlertKind, Evaluation, Found};
use crate::outlook::Outlook;

/// For each step: the days until the median at which it is reached, and up to which it is held. It is also held while
/// the total may be used up within the former. The difference absorbs the daily variation of forecasts.
const STEPS: [(u16, i64); 2] = [(14, 21), (3, 8)];

/// Step 1 is also reached if the total may be used up within the former days, and the median is within the latter: the
/// alert for a month that fills fast would be late otherwise.
const EARLY: (i64, u16) = (7, 18);

/// Evaluates how soon the total will probably be used up: step 1 within 14 days, step 2 within 3. None if the figures
/// are not reported.
///
/// A total that is used up is no step: the threshold rule reports it. It holds every step, as does a missing forecast.
pub fn forecast(outlook: &Outlook, today: NaiveDate, period: &str) -> Option<Found> {
    let none = |held| Some((Evaluation::new(0, held, period), None));
    match outlook {
        Outlook::NotTold => None,
        Outlook::Full | Outlook::TooLittleHistory { .. } => none(u8::MAX),
        Outlook::NotAtThisPace | Outlook::NoLimit => none(0),
        Outlook::FullOn { first, likely, .. } => {
            let until = |day: NaiveDate| (day - today).num_days();
            let (earliest, days) = (until(*first), likely.map_or(i64::MAX, until));
            let is_early = earliest <= EARLY.0 && days <= i64::from(EARLY.1);
            let reached = count(|(within, _)| days <= i64::from(within)).max(u8::from(is_early));
            let held = count(|(within, held)| days <= held || earliest <= i64::from(within));
            let step = usize::from(reached).checked_sub(1);
            let step = step.and_then(|index| STEPS.get(index));
            let kind = step.map(|(within, _)| AlertKind::Forecast {
                first: *first,
                likely: *likely,
                within_days: if days <= i64::from(*within) {
                    *within
                } else {
                    EARLY.1
                },
            });
            Some((Evaluation::new(reached, held, period), kind))
        }
    }
}

fn count(is_reached: impl Fn((u16, i64)) -> bool) -> u8 {
    let reached = STEPS.iter().filter(|step| is_reached(**step)).count();
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
            first: likely.map_or(day("2026-12-20"), day),
            likely: likely.map(day),
            last: None,
            percent: 60,
        }
    }

    #[test]
    fn steps_are_reached_14_and_3_days_ahead() {
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
            let expected = within.map(|within_days| AlertKind::Forecast {
                first: day(likely),
                likely: Some(day(likely)),
                within_days,
            });
            assert_eq!(kind, expected, "{likely}");
        }
    }

    #[test]
    fn step_is_held_while_the_total_may_be_used_up_within_its_days() {
        for (first, held) in [("2026-12-05", 0), ("2026-12-04", 1), ("2026-11-23", 2)] {
            for likely in [Some("2026-12-30"), None] {
                let outlook = Outlook::FullOn {
                    first: day(first),
                    likely: likely.map(day),
                    last: None,
                    percent: 20,
                };
                let found = forecast(&outlook, day("2026-11-20"), "");
                let expected = (Evaluation::new(0, held, ""), None);
                assert_eq!(found, Some(expected), "{first}");
            }
        }
    }

    #[test]
    fn total_that_may_be_used_up_within_a_week_is_told_earlier() {
        for (first, likely, reached, within) in [
            ("2026-11-27", "2026-12-08", 1, Some(18)),
            ("2026-11-27", "2026-12-09", 0, None),
            ("2026-11-28", "2026-12-08", 0, None),
            ("2026-11-27", "2026-12-04", 1, Some(14)),
        ] {
            let outlook = Outlook::FullOn {
                first: day(first),
                likely: Some(day(likely)),
                last: None,
                percent: 60,
            };
            let (evaluation, kind) = forecast(&outlook, day("2026-11-20"), "").unwrap();
            assert_eq!(
                evaluation,
                Evaluation::new(reached, 1, ""),
                "{first} {likely}"
            );
            let told = kind.map(|kind| match kind {
                AlertKind::Forecast { within_days, .. } => within_days,
                _ => 0,
            });
            assert_eq!(told, within, "{first} {likely}");
        }
    }

    #[test]
    fn outlooks_without_a_date_hold_or_release_all_steps() {
        let found = |outlook: &Outlook| forecast(outlook, day("2026-11-20"), "p");
        assert_eq!(found(&Outlook::NotTold), None);
        let (days, needed) = (3, 14);
        for outlook in [Outlook::Full, Outlook::TooLittleHistory { days, needed }] {
            let held = Some((Evaluation::new(0, u8::MAX, "p"), None));
            assert_eq!(found(&outlook), held, "{outlook:?}");
        }
        let no_step = Some((Evaluation::new(0, 0, "p"), None));
        for outlook in [Outlook::NotAtThisPace, Outlook::NoLimit, full_on(None)] {
            assert_eq!(found(&outlook), no_step, "{outlook:?}");
        }
    }
}
