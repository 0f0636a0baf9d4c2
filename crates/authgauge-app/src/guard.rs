//! Asks the guard's question about a pool.

use authgauge_core::alert::AlertSubject;
use authgauge_core::calendar::vendor_day;
use authgauge_core::guard::{Answer, Doubt, Facts, Question, Refusal};
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool_condition::PoolCondition;
use authgauge_core::reading::MaxAge;

use crate::charts::MauPeriods;
use crate::snapshot::{BenefitStatus, PoolSnapshot, is_mau};

/// An answer about a pool or a part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct GuardResult {
    /// The pool as a whole, or an allowance.
    pub subject: AlertSubject,
    /// The answer.
    pub answer: Answer,
}

/// Asks about one pool.
pub struct Guard<'a> {
    /// What must hold.
    pub question: &'a Question,
    /// The codes of the benefits it is about, `MAU` for the running MAU period. Empty: all, or without a condition the
    /// pool as a whole.
    pub benefits: &'a [String],
    /// The age from which figures tell nothing.
    pub max_age: MaxAge,
}

impl Guard<'_> {
    /// The answers about a pool.
    pub fn ask(&self, pool: &PoolSnapshot, mau: &MauPeriods) -> Vec<GuardResult> {
        if let Some(doubt) = self.doubt(pool) {
            return vec![GuardResult {
                subject: AlertSubject::Pool,
                answer: Answer::Unknown(doubt),
            }];
        }
        let asked = Asked {
            guard: self,
            pool,
            mau,
        };
        match self.benefits {
            [] if self.question.is_general() => vec![asked.of_pool()],
            [] => asked.of_all(),
            codes => codes.iter().flat_map(|code| asked.of_code(code)).collect(),
        }
    }

    /// Why nothing about the pool can be told.
    fn doubt(&self, pool: &PoolSnapshot) -> Option<Doubt> {
        if let Some(failure) = &pool.usage_failure {
            return Some(Doubt::Failed(failure.clone()));
        }
        match &pool.usage {
            None => Some(Doubt::NotRead),
            Some(usage) => {
                let stale = self.max_age.is_exceeded(usage.taken_at, pool.now);
                stale.then_some(Doubt::Stale)
            }
        }
    }
}

struct Asked<'a> {
    guard: &'a Guard<'a>,
    pool: &'a PoolSnapshot,
    mau: &'a MauPeriods,
}

impl Asked<'_> {
    /// By the condition of the pool with all its benefits: what the owner hid from the window still runs out.
    fn of_pool(&self) -> GuardResult {
        let pool = self.pool.clone().with_all_listed();
        let level = pool.condition().as_ref().map(PoolCondition::level);
        let answer = match level {
            None | Some(Level::NotReported) => Answer::Unknown(Doubt::NotReported),
            Some(level @ (Level::Critical | Level::Over)) => Answer::No(Refusal::Level { level }),
            Some(_) => Answer::Yes,
        };
        GuardResult {
            subject: AlertSubject::Pool,
            answer,
        }
    }

    /// Everything that the plan includes.
    fn of_all(&self) -> Vec<GuardResult> {
        let benefits = self.pool.benefits();
        let included = benefits
            .iter()
            .filter(|status| status.level != Level::NotIncluded);
        let reports_mau = benefits.iter().any(|status| is_mau(&status.benefit));
        let mau = self.of_mau().filter(|_| !reports_mau);
        included
            .map(|status| self.of_benefit(status))
            .chain(mau)
            .collect()
    }

    /// A benefit of this code; of several with one code each.
    fn of_code(&self, code: &str) -> Vec<GuardResult> {
        let named: Vec<_> = self
            .pool
            .benefits()
            .iter()
            .filter(|status| status.benefit.code.eq_ignore_ascii_case(code))
            .map(|status| self.of_benefit(status))
            .collect();
        if !named.is_empty() {
            return named;
        }
        let mau = code.eq_ignore_ascii_case("MAU").then(|| self.of_mau());
        vec![mau.flatten().unwrap_or_else(|| GuardResult {
            subject: AlertSubject::Benefit {
                code: code.to_owned(),
                name: code.to_owned(),
            },
            answer: Answer::Unknown(Doubt::NotReported),
        })]
    }

    fn of_benefit(&self, status: &BenefitStatus) -> GuardResult {
        let benefit = &status.benefit;
        let facts = Facts {
            used: &benefit.used,
            total: &benefit.total,
            level: status.level,
            outlook: &status.outlook,
            // The usage as a whole is not.
            stale: false,
        };
        GuardResult {
            subject: AlertSubject::Benefit {
                code: benefit.code.clone(),
                name: benefit.name.clone(),
            },
            answer: self.answer(facts),
        }
    }

    fn of_mau(&self) -> Option<GuardResult> {
        let (running, reading) = self.mau.running.as_ref().zip(self.mau.reading)?;
        let outlook = self.pool.mau_outlook.as_ref();
        let not_told = Outlook::NotTold;
        let facts = Facts {
            used: &running.used,
            total: &running.total,
            level: self
                .pool
                .mau_use
                .map_or(Level::NotReported, |status| status.level),
            outlook: outlook.unwrap_or(&not_told),
            stale: self
                .guard
                .max_age
                .is_exceeded(reading.taken_at, self.pool.now),
        };
        Some(GuardResult {
            subject: AlertSubject::Mau,
            answer: self.answer(facts),
        })
    }

    fn answer(&self, facts: Facts<'_>) -> Answer {
        self.guard.question.answer(facts, vendor_day(self.pool.now))
    }
}
