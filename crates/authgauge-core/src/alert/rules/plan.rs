use chrono::{NaiveDate, NaiveDateTime};

use super::{AlertKind, Evaluation, Found};

/// Days before the plan's end at which steps 1 to 5 are reached. Step 6 is the end.
const PLAN: [i64; 5] = [30, 7, 3, 1, 0];

/// Days before the plan's end at which steps 1 and 2 of trials are reached.
const TRIAL: [i64; 2] = [14, 2];

/// Hysteresis in days. A step further away is released: a clock that was ahead has been set back.
const HYSTERESIS: i64 = 2;

/// Evaluates how soon the plan ends. Times are the vendor's.
pub fn plan_end(ends_at: NaiveDateTime, now: NaiveDateTime) -> Found {
    let end = PlanEnd::of(ends_at, now);
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

/// Evaluates how soon the plan ends while `count` benefits are on trial. Nothing is reported once it has ended: the
/// plan's own rule reports that.
pub fn trial(count: usize, ends_at: NaiveDateTime, now: NaiveDateTime) -> Found {
    let end = PlanEnd::of(ends_at, now);
    if count == 0 {
        return (Evaluation::new(0, 0, end.period()), None);
    }
    if end.reached(&TRIAL) == 0 || end.is_over() {
        let evaluation = Evaluation::new(0, end.held(&TRIAL), end.period());
        return (evaluation, None);
    }
    let kind = AlertKind::TrialAtRisk {
        on: end.on,
        days: end.days(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
    };
    (end.evaluation(&TRIAL), Some(kind))
}

struct PlanEnd {
    on: NaiveDate,
    /// Negative once the plan has ended, even on its last day.
    days_left: i64,
}

impl PlanEnd {
    fn of(ends_at: NaiveDateTime, now: NaiveDateTime) -> Self {
        let on = ends_at.date();
        let days = (on - now.date()).num_days();
        let days_left = if ends_at <= now { days.min(-1) } else { days };
        Self { on, days_left }
    }

    fn is_over(&self) -> bool {
        self.days_left < 0
    }

    fn days(&self) -> u32 {
        u32::try_from(self.days_left).unwrap_or(0)
    }

    fn period(&self) -> String {
        self.on.to_string()
    }

    fn reached(&self, steps: &[i64]) -> u8 {
        self.step(steps, 0)
    }

    fn held(&self, steps: &[i64]) -> u8 {
        self.step(steps, HYSTERESIS)
    }

    fn evaluation(&self, steps: &[i64]) -> Evaluation {
        Evaluation::new(self.reached(steps), self.held(steps), self.period())
    }

    fn step(&self, steps: &[i64], hysteresis: i64) -> u8 {
        let limits = steps.iter().copied().chain([-1]);
        let reached = limits.filter(|limit| self.days_left <= limit + hysteresis);
        u8::try_from(reached.count()).unwrap_or(u8::MAX)
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
    fn plan_end_has_six_steps() {
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
            let expected = match reached {
                0 => None,
                6 => Some(AlertKind::PlanEnded { on }),
                _ => Some(AlertKind::PlanEnds { on, days }),
            };
            assert_eq!(kind, expected, "{ends_at}");
        }
    }

    #[test]
    fn trial_steps_are_reached_14_and_2_days_before_the_end() {
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
            let expected = AlertKind::TrialAtRisk { on, days, count: 3 };
            assert_eq!(kind, (reached > 0).then_some(expected), "{ends_at}");
        }
    }
}
