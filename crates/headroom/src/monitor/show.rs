//! What is known of a pool, as the window shows it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use genauth::{Benefit, Plan};

use super::refresh::vendor_day;
use super::state::Watched;
use crate::level::Level;
use crate::pool::Pool;
use crate::settings::Settings;
use crate::view::{
    BenefitCard, Figure, KeyPlace, Notice, PlanView, PoolSummary, PoolView, ReadingView,
};

/// A plan that ends within this many days is worth a notice.
const ENDS_SOON: i64 = 30;

/// Figures of this age are worth a notice, however they came to be that old.
const OLD: Duration = Duration::hours(24);

impl Watched {
    /// The pool's line in the sidebar.
    pub(super) fn summary(&self, settings: &Settings) -> PoolSummary {
        let cards = self.cards(settings);
        let worst = cards
            .iter()
            .flatten()
            .max_by_key(|card| (card.level.severity(), card.percent));
        PoolSummary {
            id: self.pool.id.clone(),
            name: self.pool.name.clone(),
            service: self.pool.service,
            host: self.pool.host.name().to_owned(),
            level: worst.map(|card| card.level),
            percent: worst.and_then(|card| card.percent),
            failing: self.usage_failure.is_some(),
            refreshing: self.under_way().is_some(),
        }
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
                taken_at: usage.taken_at,
                source: usage.source,
            }),
            refreshing: self.under_way().is_some(),
            notices,
            cards,
            mau_revision: self.mau_revision,
        }
    }

    fn cards(&self, settings: &Settings) -> Option<Vec<BenefitCard>> {
        let thresholds = settings.thresholds();
        let card = |benefit: &Benefit| BenefitCard::new(benefit, thresholds);
        Some(self.usage.as_ref()?.value.iter().map(card).collect())
    }

    fn notices(&self, cards: &[BenefitCard], now: DateTime<Utc>) -> Vec<Notice> {
        let taken_at = self.usage.as_ref().map(|usage| usage.taken_at);
        let failed = self.usage_failure.clone().map(|failure| Notice::Failed {
            failure,
            kept_from: taken_at,
        });
        let old = taken_at
            .filter(|taken| failed.is_none() && now - *taken > OLD)
            .map(|taken_at| Notice::FiguresOld { taken_at });
        let plan_end = self
            .plan
            .as_ref()
            .and_then(|plan| plan_end(&plan.value, vendor_day(now)));
        [failed, plan_end, trial(cards), over(cards), old]
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

fn plan_end(plan: &Plan, today: NaiveDate) -> Option<Notice> {
    let on = plan.ends_at?.date();
    let left = (on - today).num_days();
    let days = u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX);
    match left {
        ..0 => Some(Notice::PlanEnded { on, days }),
        0..=ENDS_SOON => Some(Notice::PlanEnds { on, days }),
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
