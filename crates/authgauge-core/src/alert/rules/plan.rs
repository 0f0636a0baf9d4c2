use chrono::{NaiveDate, NaiveDateTime};

use super::Found;
use crate::alert::{AlertKind, Evaluation};

/// Days before the end of a plan on which it is told: steps 1 to 5. Step 6 is the end itself.
const PLAN: [i64; 5] = [30, 7, 3, 1, 0];

/// Days before the end of a plan on which trials are told: steps 1 and 2.
const TRIAL: [i64; 2] = [14, 2];

/// The clock has really gone back if the end is so many days farther off than a step says: somebody set it,
/// and what was told by the wrong one will be told again in its time.
const SET_BACK: i64 = 2;

/// How soon the plan ends. The moments are of the vendor's time.
pub fn plan_end(ends_at: NaiveDateTime, now: NaiveDateTime) -> Found {
    let end = End::of(ends_at, now);
    let kind = match end.reached(&PLAN) {
        0 => None,
        _ if end.is_over() => Some(AlertKind::PlanEnded { on: end.on }),
        _ => Some(AlertKind::PlanEnds {
            on: end.on,
            days: end.days(),
        }),
    };
    (end.evaluation(&PLAN), kind)
}

/// How soon the plan ends, with so many benefits on trial.
pub fn trial(count: usize, ends_at: NaiveDateTime, now: NaiveDateTime) -> Found {
    let end = End::of(ends_at, now);
    if count == 0 {
        return (Evaluation::new(0, 0, end.period()), None);
    }
    // A plan that is over says so itself.
    let is_told = end.reached(&TRIAL) > 0 && !end.is_over();
    let kind = is_told.then(|| AlertKind::TrialAtRisk {
        on: end.on,
        days: end.days(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
    });
    let evaluation = match kind {
        Some(_) => end.evaluation(&TRIAL),
        None => Evaluation::new(0, end.held(&TRIAL), end.period()),
    };
    (evaluation, kind)
}

struct End {
    on: NaiveDate,
    /// Below 0 once it is over, even on the day itself.
    left: i64,
}

impl End {
    fn of(ends_at: NaiveDateTime, now: NaiveDateTime) -> Self {
        let on = ends_at.date();
        let left = (on - now.date()).num_days();
        // A plan that ends at midnight is over as that day begins.
        let left = if ends_at <= now { left.min(-1) } else { left };
        Self { on, left }
    }

    fn is_over(&self) -> bool {
        self.left < 0
    }

    fn days(&self) -> u32 {
        u32::try_from(self.left).unwrap_or(0)
    }

    fn period(&self) -> String {
        self.on.to_string()
    }

    fn reached(&self, steps: &[i64]) -> u8 {
        self.step(steps, 0)
    }

    fn held(&self, steps: &[i64]) -> u8 {
        self.step(steps, SET_BACK)
    }

    fn evaluation(&self, steps: &[i64]) -> Evaluation {
        Evaluation::new(self.reached(steps), self.held(steps), self.period())
    }

    fn step(&self, steps: &[i64], slack: i64) -> u8 {
        let lines = steps.iter().copied().chain([-1]);
        let reached = lines.filter(|line| self.left <= line + slack).count();
        u8::try_from(reached).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: &str = "2026-11-21T12:00:00";

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_end_of_a_plan_has_six_steps() {
        for (ends_at, reached, held) in [
            ("2026-12-24T00:00:00", 0, 0),
            ("2026-12-23T00:00:00", 0, 1),
            ("2026-12-21T00:00:00", 1, 1),
            ("2026-11-30T00:00:00", 1, 2),
            ("2026-11-28T00:00:00", 2, 2),
            ("2026-11-26T00:00:00", 2, 3),
            ("2026-11-24T00:00:00", 3, 4),
            ("2026-11-23T00:00:00", 3, 5),
            ("2026-11-22T00:00:00", 4, 6),
            ("2026-11-21T23:59:59", 5, 6),
            ("2026-11-21T12:00:00", 6, 6),
            ("2026-11-21T00:00:00", 6, 6),
            ("2025-11-21T00:00:00", 6, 6),
        ] {
            let (evaluation, kind) = plan_end(at(ends_at), at(NOON));
            let on = at(ends_at).date();
            assert_eq!(
                evaluation,
                Evaluation::new(reached, held, on.to_string()),
                "{ends_at}"
            );
            let days = u32::try_from((on - at(NOON).date()).num_days()).unwrap_or(0);
            let told = match reached {
                0 => None,
                6 => Some(AlertKind::PlanEnded { on }),
                _ => Some(AlertKind::PlanEnds { on, days }),
            };
            assert_eq!(kind, told, "{ends_at}");
        }
    }

    #[test]
    fn trials_are_told_two_weeks_and_two_days_before_the_end_of_the_plan() {
        for (ends_at, count, reached, held) in [
            ("2026-12-06T00:00:00", 3, 0, 1),
            ("2026-12-05T00:00:00", 3, 1, 1),
            ("2026-12-05T00:00:00", 0, 0, 0),
            ("2026-11-24T00:00:00", 3, 1, 2),
            ("2026-11-23T00:00:00", 3, 2, 2),
            ("2026-11-21T12:00:00", 3, 0, 3),
        ] {
            let (evaluation, kind) = trial(count, at(ends_at), at(NOON));
            let on = at(ends_at).date();
            assert_eq!(
                evaluation,
                Evaluation::new(reached, held, on.to_string()),
                "{ends_at}"
            );
            let days = u32::try_from((on - at(NOON).date()).num_days()).unwrap();
            let told = AlertKind::TrialAtRisk { on, days, count: 3 };
            assert_eq!(kind, (reached > 0).then_some(told), "{ends_at}");
        }
    }
}
