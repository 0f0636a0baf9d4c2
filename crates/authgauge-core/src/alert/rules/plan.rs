use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::{AlertKind, Evaluation, Found};
use crate::calendar::of_vendor_time;

/// For each step: the days before the plan's end at which it is reached, and up to which it is held. The last step is
/// the end.
///
/// An end that the server moves, as one that is always a week ahead, is no new plan: a step is raised again only after
/// the end was further away than a server's corrections, and nearer than the next month's renewal, take it.
const PLAN: [(i64, i64); 6] = [(30, 37), (7, 14), (3, 7), (1, 5), (0, 4), (-1, 4)];

/// The steps of trials.
const TRIAL: [(i64, i64); 2] = [(14, 21), (2, 6)];

/// Evaluates how soon the plan ends. Times are the vendor's.
pub fn plan_end(ends_at: NaiveDateTime, now: NaiveDateTime) -> Found {
    let end = PlanEnd::of(ends_at, now);
    let (on, ends_at, days) = (end.on, end.at, end.days());
    let kind = match end.reached(&PLAN) {
        0 => None,
        _ if end.is_over() => Some(AlertKind::PlanEnded { on, ends_at }),
        _ => Some(AlertKind::PlanEnds { on, days, ends_at }),
    };
    (end.evaluation(&PLAN), kind)
}

/// Evaluates how soon the plan ends while `count` benefits are on trial. Nothing is reported once it has ended: the
/// plan's own rule reports that.
pub fn trial(count: usize, ends_at: NaiveDateTime, now: NaiveDateTime) -> Found {
    let end = PlanEnd::of(ends_at, now);
    if count == 0 {
        return (Evaluation::new(0, 0, ""), None);
    }
    if end.reached(&TRIAL) == 0 || end.is_over() {
        return (Evaluation::new(0, end.held(&TRIAL), ""), None);
    }
    let kind = AlertKind::TrialAtRisk {
        on: end.on,
        days: end.days(),
        ends_at: end.at,
        count: u32::try_from(count).unwrap_or(u32::MAX),
    };
    (end.evaluation(&TRIAL), Some(kind))
}

struct PlanEnd {
    on: NaiveDate,
    at: Option<DateTime<Utc>>,
    /// Negative once the plan has ended, even on its last day.
    days_left: i64,
}

impl PlanEnd {
    fn of(ends_at: NaiveDateTime, now: NaiveDateTime) -> Self {
        let on = ends_at.date();
        let days = (on - now.date()).num_days();
        let days_left = if ends_at <= now { days.min(-1) } else { days };
        let at = of_vendor_time(ends_at);
        Self { on, at, days_left }
    }

    fn is_over(&self) -> bool {
        self.days_left < 0
    }

    fn days(&self) -> u32 {
        u32::try_from(self.days_left).unwrap_or(0)
    }

    fn reached(&self, steps: &[(i64, i64)]) -> u8 {
        count(steps, |(reached, _)| self.days_left <= reached)
    }

    fn held(&self, steps: &[(i64, i64)]) -> u8 {
        count(steps, |(_, held)| self.days_left <= held)
    }

    fn evaluation(&self, steps: &[(i64, i64)]) -> Evaluation {
        Evaluation::new(self.reached(steps), self.held(steps), "")
    }
}

fn count(steps: &[(i64, i64)], is_active: impl Fn((i64, i64)) -> bool) -> u8 {
    let active = steps.iter().filter(|step| is_active(**step));
    u8::try_from(active.count()).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: &str = "2026-11-21T12:00:00";

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn plan_end_has_six_steps() {
        for (ends_at, reached, held) in [
            ("2026-12-29T00:00:00", 0, 0),
            ("2026-12-28T00:00:00", 0, 1),
            ("2026-12-21T00:00:00", 1, 1),
            ("2026-12-05T00:00:00", 1, 2),
            ("2026-11-28T00:00:00", 2, 3),
            ("2026-11-26T00:00:00", 2, 4),
            ("2026-11-24T00:00:00", 3, 6),
            ("2026-11-23T00:00:00", 3, 6),
            ("2026-11-22T00:00:00", 4, 6),
            ("2026-11-21T23:59:59", 5, 6),
            ("2026-11-21T12:00:00", 6, 6),
            ("2026-11-21T00:00:00", 6, 6),
            ("2025-11-21T00:00:00", 6, 6),
        ] {
            let (evaluation, kind) = plan_end(at(ends_at), at(NOON));
            let on = at(ends_at).date();
            assert_eq!(evaluation, Evaluation::new(reached, held, ""), "{ends_at}");
            let days = u32::try_from((on - at(NOON).date()).num_days()).unwrap_or(0);
            let utc = of_vendor_time(at(ends_at));
            let expected = match reached {
                0 => None,
                6 => Some(AlertKind::PlanEnded { on, ends_at: utc }),
                _ => Some(AlertKind::PlanEnds {
                    on,
                    days,
                    ends_at: utc,
                }),
            };
            assert_eq!(kind, expected, "{ends_at}");
        }
    }

    #[test]
    fn trial_steps_are_reached_14_and_2_days_before_the_end() {
        for (ends_at, count, reached, held) in [
            ("2026-12-13T00:00:00", 3, 0, 0),
            ("2026-12-12T00:00:00", 3, 0, 1),
            ("2026-12-05T00:00:00", 3, 1, 1),
            ("2026-12-05T00:00:00", 0, 0, 0),
            ("2026-11-24T00:00:00", 3, 1, 2),
            ("2026-11-23T00:00:00", 3, 2, 2),
            ("2026-11-21T12:00:00", 3, 0, 2),
        ] {
            let (evaluation, kind) = trial(count, at(ends_at), at(NOON));
            let on = at(ends_at).date();
            assert_eq!(evaluation, Evaluation::new(reached, held, ""), "{ends_at}");
            let days = u32::try_from((on - at(NOON).date()).num_days()).unwrap();
            let expected = AlertKind::TrialAtRisk {
                on,
                days,
                ends_at: of_vendor_time(at(ends_at)),
                count: 3,
            };
            assert_eq!(kind, (reached > 0).then_some(expected), "{ends_at}");
        }
    }
}
