//! What is known of a pool, as the window shows it.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use genauth::{Benefit, Plan};

use super::state::Watched;
use crate::view::{
    BenefitCard, Figure, KeyPlace, Notice, PlanView, PoolSummary, PoolView, ReadingView,
};
use authgauge_core::calendar::vendor_time;
use authgauge_core::level::Level;
use authgauge_core::pool::Pool;
use authgauge_core::settings::Settings;

/// A plan that ends within this many days is worth a notice.
const ENDS_SOON: i64 = 30;

/// Figures of this age are worth a notice, however they came to be that old.
const OLD: Duration = Duration::hours(24);

/// A clock that is off by this much is worth a notice: from 15 minutes on servers may refuse its signatures.
const CLOCK_OFF: Duration = Duration::minutes(5);

impl Watched {
    /// The pool's line in the sidebar.
    pub(super) fn summary(&self, settings: &Settings) -> PoolSummary {
        let worst = self.worst(settings);
        PoolSummary {
            id: self.pool.id.clone(),
            name: self.pool.name.clone(),
            service: self.pool.service,
            host: self.pool.host.name().to_owned(),
            level: worst.as_ref().map(|card| card.level),
            percent: worst.and_then(|card| card.percent),
            failing: self.usage_failure.is_some(),
            refreshing: self.under_way().is_some(),
        }
    }

    /// The benefit with the worst level, and the most used of its total among those.
    pub(super) fn worst(&self, settings: &Settings) -> Option<BenefitCard> {
        let cards = self.cards(settings)?.into_iter();
        cards.max_by_key(|card| (card.level.severity(), card.percent))
    }

    /// The pool's screen.
    pub(super) fn view(&self, settings: &Settings, key: KeyPlace, now: DateTime<Utc>) -> PoolView {
        let cards = self.cards(settings);
        let notices = self.notices(cards.as_deref().unwrap_or_default(), now);
        let Pool {
            id,
            name,
            service,
            host,
            sign_in,
            ..
        } = self.pool.clone();
        PoolView {
            revision: 0,
            id,
            name,
            service,
            host: host.name().to_owned(),
            sign_in,
            key,
            has_console: service.console().is_some(),
            plan: self.plan.as_ref().map(|plan| PlanView::from(&plan.value)),
            reading: self.usage.as_ref().map(|usage| ReadingView {
                taken_at: usage.taken_at.min(now),
                source: usage.source,
            }),
            refreshing: self.under_way().is_some(),
            notices,
            cards,
            mau_revision: self.mau_revision,
            mau_outlook: self.mau_outlook(now),
        }
    }

    /// More than a day from now, be it ago or ahead: then a clock was off, and nobody knows the age.
    fn is_old(&self, now: DateTime<Utc>) -> bool {
        self.usage
            .as_ref()
            .is_some_and(|usage| (now - usage.taken_at).abs() > OLD)
    }

    fn clock_off(&self) -> Option<Notice> {
        let ahead_ms = self.clock_ahead_ms?;
        (Duration::milliseconds(ahead_ms).abs() >= CLOCK_OFF)
            .then_some(Notice::ClockOff { ahead_ms })
    }

    pub(super) fn cards(&self, settings: &Settings) -> Option<Vec<BenefitCard>> {
        let thresholds = settings.thresholds();
        let card =
            |benefit: &Benefit| self.with_course(BenefitCard::new(benefit, thresholds), benefit);
        Some(self.usage.as_ref()?.value.iter().map(card).collect())
    }

    fn notices(&self, cards: &[BenefitCard], now: DateTime<Utc>) -> Vec<Notice> {
        // By a clock that was ahead: how old it is cannot be told, but not younger than now.
        let taken_at = self.usage.as_ref().map(|usage| usage.taken_at.min(now));
        let failed = self.usage_failure.clone().map(|failure| Notice::Failed {
            failure,
            kept_from: taken_at,
        });
        let old = taken_at
            .filter(|_| failed.is_none() && self.is_old(now))
            .map(|taken_at| Notice::FiguresOld { taken_at });
        let plan_end = self
            .plan
            .as_ref()
            .and_then(|plan| plan_end(&plan.value, vendor_time(now)));
        let clock = self.clock_off().filter(|_| failed.is_none());
        [failed, plan_end, trial(cards), over(cards), clock, old]
            .into_iter()
            .flatten()
            .collect()
    }
}

impl From<&Plan> for PlanView {
    fn from(plan: &Plan) -> Self {
        Self {
            name: plan.name.clone(),
            name_en: plan.name_en.clone(),
            scene: plan.scene.clone(),
            edition: plan.edition.clone(),
            mau: Figure::from(&plan.mau),
            ends_on: plan.ends_at.map(|end| end.date()),
        }
    }
}

fn plan_end(plan: &Plan, now: NaiveDateTime) -> Option<Notice> {
    let ends_at = plan.ends_at?;
    let on = ends_at.date();
    let left = (on - now.date()).num_days();
    let days = u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX);
    match left {
        // A plan that ends at midnight is over as that day begins.
        _ if ends_at <= now => Some(Notice::PlanEnded { on, days }),
        ..=ENDS_SOON => Some(Notice::PlanEnds { on, days }),
        _ => None,
    }
}

fn trial(cards: &[BenefitCard]) -> Option<Notice> {
    let count = cards.iter().filter(|card| card.trial).count();
    (count > 0).then(|| Notice::Trial {
        count: u32::try_from(count).unwrap_or(u32::MAX),
    })
}

fn over(cards: &[BenefitCard]) -> Option<Notice> {
    let over: Vec<_> = cards
        .iter()
        .filter(|card| card.level == Level::Over)
        .collect();
    let worst = over.iter().max_by_key(|card| percent_or_most(card))?;
    Some(Notice::OverLimit {
        count: u32::try_from(over.len()).unwrap_or(u32::MAX),
        name: worst.name.clone(),
    })
}

/// Something used of a total of 0 has no percentage, and is the worst there is.
fn percent_or_most(card: &BenefitCard) -> u32 {
    card.percent.unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use genauth::{Allowance, Host, Quantity};

    use super::*;
    use authgauge_core::error::ErrorCode;
    use authgauge_core::pool::{PoolId, Service, SignInWay};
    use authgauge_core::reading::{Reading, Source};

    const NOW: &str = "2026-11-21T04:00:00Z";

    fn watched(plan_end: Option<&str>, benefits: &[(&str, &str, &str, bool)]) -> Watched {
        let taken_at = NOW.parse().unwrap();
        let benefit = |&(code, used, total, trial): &(&str, &str, &str, bool)| Benefit {
            code: code.to_owned(),
            name: code.to_owned(),
            used: Quantity::Known(used.parse().unwrap()),
            total: Allowance::Limited(total.parse().unwrap()),
            trial,
        };
        let mut watched = Watched::new(Pool {
            id: PoolId::random(),
            name: "Acme".to_owned(),
            service: Service::GenAuth,
            host: Host::parse("api.genauth.ai").unwrap(),
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        });
        let value = benefits.iter().map(benefit).collect();
        watched.usage = Some(Reading {
            value,
            taken_at,
            source: Source::Live,
        });
        let nothing = || Quantity::NotReported(None);
        let value = Plan {
            code: None,
            name: None,
            name_en: None,
            edition: None,
            scene: None,
            ends_at: plan_end.map(|end| end.parse().unwrap()),
            overdue_days: nothing(),
            mau: nothing(),
        };
        watched.plan = Some(Reading {
            value,
            taken_at,
            source: Source::Live,
        });
        watched
    }

    fn notices(watched: &Watched, now: &str) -> Vec<Notice> {
        let (settings, now) = (Settings::default(), now.parse().unwrap());
        watched.view(&settings, KeyPlace::Keychain, now).notices
    }

    fn end_of_plan(ends_at: &str) -> Option<Notice> {
        notices(&watched(Some(ends_at), &[]), NOW).pop()
    }

    #[test]
    fn the_end_of_a_plan_is_told_from_thirty_days_before() {
        let on = |text: &str| text.parse().unwrap();
        let ends = |text, days| Some(Notice::PlanEnds { on: on(text), days });
        let ended = |text, days| Some(Notice::PlanEnded { on: on(text), days });
        // It is noon of 21 November in China.
        assert_eq!(end_of_plan("2026-12-22T00:00:00"), None);
        assert_eq!(end_of_plan("2026-12-21T00:00:00"), ends("2026-12-21", 30));
        assert_eq!(end_of_plan("2026-11-22T00:00:00"), ends("2026-11-22", 1));
        assert_eq!(end_of_plan("2026-11-21T23:59:59"), ends("2026-11-21", 0));
        assert_eq!(end_of_plan("2026-11-21T00:00:00"), ended("2026-11-21", 0));
        assert_eq!(end_of_plan("2026-11-18T00:00:00"), ended("2026-11-18", 3));
    }

    #[test]
    fn a_quiet_pool_has_no_notice() {
        assert_eq!(notices(&watched(None, &[("A", "1", "10", false)]), NOW), []);
    }

    #[test]
    fn trials_and_what_is_over_are_counted_and_the_worst_is_named() {
        let benefits = [
            ("A", "11", "10", true),
            ("B", "2", "0", false),
            ("C", "30", "10", true),
            ("D", "0", "0", true),
        ];
        assert_eq!(
            notices(&watched(None, &benefits), NOW),
            [
                Notice::Trial { count: 3 },
                Notice::OverLimit {
                    count: 3,
                    name: "B".to_owned()
                },
            ]
        );
    }

    #[test]
    fn figures_are_old_after_a_day_and_a_failure_comes_first() {
        let mut watched = watched(None, &[("A", "11", "10", false)]);
        assert_eq!(notices(&watched, "2026-11-22T04:00:00Z").len(), 1);
        let next_day = "2026-11-22T04:00:01Z";
        let taken_at = NOW.parse().unwrap();
        assert_eq!(
            notices(&watched, next_day).pop(),
            Some(Notice::FiguresOld { taken_at })
        );

        let failure = authgauge_core::Failure::from(ErrorCode::Unreachable);
        watched.usage_failure = Some(failure.clone());
        let told = notices(&watched, next_day);
        assert_eq!(
            told[0],
            Notice::Failed {
                failure,
                kept_from: Some(taken_at)
            }
        );
        assert_eq!(told.len(), 2);
    }
}
