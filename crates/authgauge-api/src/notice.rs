use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use genauth::Plan;
use serde::{Deserialize, Serialize};

use authgauge_app::keychain::KeyPlace;
use authgauge_app::{BenefitStatus, PoolSnapshot};
use authgauge_core::calendar::{of_vendor_time, vendor_time};
use authgauge_core::error::Failure;
use authgauge_core::level::Level;
use authgauge_core::pool_condition::PoolCondition;

use super::privacy;

/// A plan that ends within this many days is worth a notice.
const PLAN_END_DAYS: i64 = 30;

/// Figures of this age are worth a notice.
const OLD: Duration = Duration::hours(24);

/// A clock that is off by this much is worth a notice: from 15 minutes on servers may refuse signatures.
const CLOCK_OFF: Duration = Duration::minutes(5);

/// Something that needs the owner's attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The last refresh failed.
    Failed {
        /// Why.
        failure: Failure,
        /// When the figures on screen were taken, if there are any.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        kept_from: Option<DateTime<Utc>>,
    },
    /// The plan has ended.
    PlanEnded {
        /// The day in the vendor's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// The moment, which may be on another day of the owner's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        at: DateTime<Utc>,
    },
    /// The plan ends within 30 days.
    PlanEnds {
        /// The day in the vendor's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// The moment, which may be on another day of the owner's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        at: DateTime<Utc>,
    },
    /// Benefits are on trial: when it ends without an upgrade, end users can't sign in. The API has no end date
    /// of a trial.
    Trial {
        /// How many benefits.
        count: u32,
    },
    /// Benefits, or the MAU of the running period, are over their limit.
    OverLimit {
        /// How many.
        count: u32,
        /// The name of the worst; None for the MAU.
        name: Option<String>,
    },
    /// The server reports more benefits than are read.
    BenefitsOmitted {
        /// How many were read.
        read: u32,
        /// How many were not.
        omitted: u32,
    },
    /// The figures are old, and no failure explains it.
    FiguresOld {
        /// When they were taken.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        taken_at: DateTime<Utc>,
    },
    /// This machine's clock is wrong: signatures use the server's time, ages the machine's.
    ClockOff {
        /// Local time minus server time in milliseconds.
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        ahead_ms: i64,
    },
    /// The access key is held in memory only: the keychain refused it.
    KeyForSessionOnly,
}

impl Notice {
    /// Without what a server says.
    pub(super) fn hidden(self) -> Self {
        match self {
            Self::Failed { failure, kept_from } => Self::Failed {
                failure: privacy::failure(failure),
                kept_from,
            },
            other => other,
        }
    }
}

/// A pool's notices, most urgent first.
pub(super) fn notices(snapshot: &PoolSnapshot) -> Vec<Notice> {
    let now = snapshot.now;
    // The age of a reading by a clock that was ahead is not known, but it is not in the future.
    let taken_at = snapshot.usage.as_ref().map(|usage| usage.taken_at.min(now));
    let failed = snapshot
        .usage_failure
        .clone()
        .map(|failure| Notice::Failed {
            failure,
            kept_from: taken_at,
        });
    let old = taken_at
        .filter(|_| failed.is_none() && is_old(snapshot))
        .map(|taken_at| Notice::FiguresOld { taken_at });
    let plan = snapshot.plan.as_ref();
    let plan_end = plan.and_then(|plan| plan_end(&plan.value, vendor_time(now)));
    let clock = clock_off(snapshot).filter(|_| failed.is_none());
    let session_only =
        (snapshot.key == KeyPlace::Session && !snapshot.demo).then_some(Notice::KeyForSessionOnly);
    let benefits = snapshot.benefits();
    [
        failed,
        plan_end,
        trial(benefits),
        over(snapshot),
        omitted(snapshot),
        clock,
        old,
        session_only,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn omitted(snapshot: &PoolSnapshot) -> Option<Notice> {
    let omitted = u32::try_from(snapshot.omitted_benefits).unwrap_or(u32::MAX);
    let read = u32::try_from(snapshot.benefits().len()).unwrap_or(u32::MAX);
    (omitted > 0).then_some(Notice::BenefitsOmitted { read, omitted })
}

/// More than a day from now, in the past or, if a clock was wrong, in the future.
fn is_old(snapshot: &PoolSnapshot) -> bool {
    let usage = snapshot.usage.as_ref();
    usage.is_some_and(|usage| (snapshot.now - usage.taken_at).abs() > OLD)
}

fn clock_off(snapshot: &PoolSnapshot) -> Option<Notice> {
    let ahead_ms = snapshot.clock_ahead_ms?;
    (Duration::milliseconds(ahead_ms).abs() >= CLOCK_OFF).then_some(Notice::ClockOff { ahead_ms })
}

fn plan_end(plan: &Plan, now: NaiveDateTime) -> Option<Notice> {
    let ends_at = plan.ends_at.known()?;
    let (on, at) = (ends_at.date(), of_vendor_time(ends_at)?);
    match (on - now.date()).num_days() {
        // A plan that ends at midnight has ended when that day begins.
        _ if ends_at <= now => Some(Notice::PlanEnded { on, at }),
        ..=PLAN_END_DAYS => Some(Notice::PlanEnds { on, at }),
        _ => None,
    }
}

fn trial(benefits: &[BenefitStatus]) -> Option<Notice> {
    let trials = benefits.iter().filter(|status| status.benefit.trial);
    let count = u32::try_from(trials.count()).unwrap_or(u32::MAX);
    (count > 0).then_some(Notice::Trial { count })
}

fn over(snapshot: &PoolSnapshot) -> Option<Notice> {
    let over: Vec<_> = snapshot
        .uses()
        .filter(|it| it.level() == Level::Over)
        .collect();
    let count = u32::try_from(over.len()).unwrap_or(u32::MAX);
    let name = match PoolCondition::worst(over)? {
        PoolCondition::Benefit { name, .. } => Some(name),
        _ => None,
    };
    Some(Notice::OverLimit { count, name })
}

#[cfg(test)]
mod tests {
    use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
    use authgauge_core::reading::{Reading, Source};
    use authgauge_core::settings::Settings;
    use genauth::{Allowance, Benefit, EndTime, Host, Quantity};

    use super::*;
    use authgauge_core::error::ErrorCode;

    const NOW: &str = "2026-11-21T04:00:00Z";

    fn pool(plan_end: Option<&str>, benefits: &[(&str, &str, &str, bool)]) -> PoolSnapshot {
        let taken_at = NOW.parse().unwrap();
        let thresholds = Settings::default().thresholds();
        let status = |&(code, used, total, trial): &(&str, &str, &str, bool)| {
            let benefit = Benefit {
                code: code.to_owned(),
                name: code.to_owned(),
                used: Quantity::Known(used.parse().unwrap()),
                total: Allowance::Limited(total.parse().unwrap()),
                trial,
            };
            BenefitStatus::new(&benefit, thresholds)
        };
        let not_reported = || Quantity::NotReported(None);
        let plan = Plan {
            code: None,
            name: None,
            name_en: None,
            edition: None,
            scene: None,
            ends_at: plan_end.map_or(EndTime::None, |end| EndTime::At(end.parse().unwrap())),
            overdue_days: not_reported(),
            mau: not_reported(),
        };
        PoolSnapshot {
            revision: 0,
            now: taken_at,
            pool: Pool {
                id: PoolId::random(),
                name: "Acme".to_owned(),
                service: Service::GenAuth,
                host: Host::parse("api.genauth.ai").unwrap(),
                sign_in: SignInWay::Automatic,
                ca_pem: None,
            },
            alias: None,
            key: KeyPlace::Keychain,
            usage: Some(Reading {
                value: benefits.iter().map(status).collect(),
                taken_at,
                source: Source::Live,
            }),
            omitted_benefits: 0,
            plan: Some(Reading {
                value: plan,
                taken_at,
                source: Source::Live,
            }),
            mau_use: None,
            mau_outlook: None,
            mau: None,
            mau_revision: 0,
            usage_failure: None,
            clock_ahead_ms: None,
            refreshing: false,
            demo: false,
        }
    }

    fn notices_at(snapshot: &PoolSnapshot, now: &str) -> Vec<Notice> {
        let now = now.parse().unwrap();
        notices(&PoolSnapshot {
            now,
            ..snapshot.clone()
        })
    }

    fn end_of_plan(ends_at: &str) -> Option<Notice> {
        notices_at(&pool(Some(ends_at), &[]), NOW).pop()
    }

    #[test]
    fn a_plan_end_is_a_notice_from_thirty_days_before() {
        // It is noon of 21 November in China.
        for (ends_at, is_over, at) in [
            ("2026-12-21T00:00:00", false, "2026-12-20T16:00:00Z"),
            ("2026-11-22T00:00:00", false, "2026-11-21T16:00:00Z"),
            ("2026-11-21T23:59:59", false, "2026-11-21T15:59:59Z"),
            ("2026-11-21T12:00:00", true, "2026-11-21T04:00:00Z"),
            ("2026-11-21T00:00:00", true, "2026-11-20T16:00:00Z"),
            ("2026-11-18T00:00:00", true, "2026-11-17T16:00:00Z"),
        ] {
            let on = ends_at.parse::<NaiveDateTime>().unwrap().date();
            let at = at.parse().unwrap();
            let expected = match is_over {
                true => Notice::PlanEnded { on, at },
                false => Notice::PlanEnds { on, at },
            };
            assert_eq!(end_of_plan(ends_at), Some(expected));
        }
        assert_eq!(end_of_plan("2026-12-22T00:00:00"), None);
    }

    #[test]
    fn a_pool_without_issues_has_no_notice() {
        assert_eq!(notices_at(&pool(None, &[("A", "1", "10", false)]), NOW), []);
    }

    #[test]
    fn trials_and_overuse_are_counted_and_the_worst_is_named() {
        let benefits = [
            ("A", "11", "10", true),
            ("B", "2", "0", false),
            ("C", "30", "10", true),
            ("D", "0", "0", true),
        ];
        assert_eq!(
            notices_at(&pool(None, &benefits), NOW),
            [
                Notice::Trial { count: 3 },
                Notice::OverLimit {
                    count: 3,
                    name: Some("B".to_owned())
                },
            ]
        );
    }

    #[test]
    fn figures_are_old_after_a_day_and_a_failure_comes_first() {
        let mut pool = pool(None, &[("A", "11", "10", false)]);
        assert_eq!(notices_at(&pool, "2026-11-22T04:00:00Z").len(), 1);
        let next_day = "2026-11-22T04:00:01Z";
        let taken_at = NOW.parse().unwrap();
        assert_eq!(
            notices_at(&pool, next_day).pop(),
            Some(Notice::FiguresOld { taken_at })
        );

        let failure = authgauge_core::Failure::from(ErrorCode::Unreachable);
        pool.usage_failure = Some(failure.clone());
        let notices = notices_at(&pool, next_day);
        assert_eq!(
            notices[0],
            Notice::Failed {
                failure,
                kept_from: Some(taken_at)
            }
        );
        assert_eq!(notices.len(), 2);
    }
}
