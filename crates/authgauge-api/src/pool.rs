use chrono::{DateTime, NaiveDate, Utc};
use genauth::Plan;
use serde::{Deserialize, Serialize};

use authgauge_app::keychain::KeyPlace;
use authgauge_app::{PoolSnapshot, ReadingInfo};
use authgauge_core::calendar::of_vendor_time;
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::Source;

use super::card::{self, BenefitCard, Figure};
use super::notice::{self, Notice};
use super::privacy;

/// A pool's screen, without its chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolView {
    /// Higher is later: a response and an event may arrive in either order.
    pub revision: u32,
    /// Its ID.
    pub id: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// The vendor's cloud, or a private deployment.
    pub service: Service,
    /// Host and, unless 443, port.
    pub host: String,
    /// The sign-in way that the owner chose.
    pub sign_in: SignInWay,
    /// Where its access key is.
    pub key: KeyPlace,
    /// There is a console to upgrade in: the vendor's clouds have one.
    pub has_console: bool,
    /// The plan, once known.
    pub plan: Option<PlanView>,
    /// Age and source of the cards; None while nothing is known.
    pub reading: Option<ReadingView>,
    /// A refresh is in flight.
    pub refreshing: bool,
    /// Most urgent first.
    pub notices: Vec<Notice>,
    /// In the server's order; None while nothing is known, empty if the server reports none.
    pub cards: Option<Vec<BenefitCard>>,
    /// Changes with the MAU history: the chart must be requested again.
    pub mau_revision: u32,
    /// The running MAU period; None without one.
    pub mau: Option<BenefitCard>,
    /// The server reports the running MAU period among the benefits too.
    pub mau_in_cards: bool,
}

/// The plan a pool is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlanView {
    /// `goodsPackage.name`.
    pub name: Option<String>,
    /// `goodsPackage.nameEn`.
    pub name_en: Option<String>,
    /// `B2C`, `B2B`, `B2E`.
    pub scene: Option<String>,
    /// `Free`, `Basic`, `Premium`, `Enterprise`.
    pub edition: Option<String>,
    /// MAU of the package.
    pub mau: Figure,
    /// The day the plan ends, in the vendor's calendar.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub ends_on: Option<NaiveDate>,
    /// The moment the plan ends, which may be on another day of the owner's calendar.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub ends_at: Option<DateTime<Utc>>,
    /// What the server sent in place of a date that is understood.
    pub ends_raw: Option<String>,
}

/// Age and source of figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReadingView {
    /// When the server's response arrived.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub taken_at: DateTime<Utc>,
    /// Its source.
    pub source: Source,
}

impl From<&PoolSnapshot> for PoolView {
    fn from(snapshot: &PoolSnapshot) -> Self {
        let view = Self::shown(snapshot);
        match snapshot.alias {
            Some(_) => view.hidden(),
            None => view,
        }
    }
}

impl PoolView {
    /// Name and host are hidden here already.
    fn shown(snapshot: &PoolSnapshot) -> Self {
        let Pool {
            id,
            service,
            sign_in,
            ..
        } = &snapshot.pool;
        let (name, host) = privacy::name_and_host(snapshot);
        let usage = snapshot.usage.as_ref();
        let plan = snapshot.plan.as_ref();
        let (cards, mau) = card::cards(snapshot);
        Self {
            revision: snapshot.revision,
            id: id.clone(),
            name,
            service: *service,
            host,
            sign_in: *sign_in,
            key: snapshot.key,
            has_console: service.console().is_some(),
            plan: plan.map(|plan| PlanView::from(&plan.value)),
            reading: usage.map(|usage| ReadingInfo::of(usage).not_after(snapshot.now).into()),
            refreshing: snapshot.refreshing,
            notices: notice::notices(snapshot),
            cards: usage.map(|_| cards),
            mau_revision: snapshot.mau_revision,
            mau,
            mau_in_cards: snapshot.reports_mau(),
        }
    }

    fn hidden(self) -> Self {
        let hide_plan = |plan: PlanView| PlanView {
            mau: plan.mau.hidden(),
            ..plan
        };
        let hide_cards = |cards: Vec<_>| cards.into_iter().map(BenefitCard::hidden).collect();
        Self {
            plan: self.plan.map(hide_plan),
            notices: self.notices.into_iter().map(Notice::hidden).collect(),
            cards: self.cards.map(hide_cards),
            mau: self.mau.map(BenefitCard::hidden),
            ..self
        }
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
            ends_on: plan.ends_at.known().map(|end| end.date()),
            ends_at: plan.ends_at.known().and_then(of_vendor_time),
            ends_raw: plan.ends_at.raw().map(str::to_owned),
        }
    }
}

impl From<ReadingInfo> for ReadingView {
    fn from(info: ReadingInfo) -> Self {
        Self {
            taken_at: info.taken_at,
            source: info.source,
        }
    }
}
