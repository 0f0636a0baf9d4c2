use chrono::{DateTime, NaiveDate, Utc};
use genauth::SignIn;
use serde::{Deserialize, Serialize};

use super::{BenefitCard, Figure, Notice, Outlook};
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_core::reading::Source;

/// A pool's screen, but for its chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolView {
    /// Higher is later: an answer and an event may overtake each other on the way to the window.
    pub revision: u32,
    /// Which.
    pub id: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// Who runs it.
    pub service: Service,
    /// Host and, unless 443, port.
    pub host: String,
    /// The owner's choice.
    pub sign_in: SignInWay,
    /// Where its access key is.
    pub key: KeyPlace,
    /// The brands' clouds have a console to upgrade in.
    pub has_console: bool,
    /// The plan, once known.
    pub plan: Option<PlanView>,
    /// Age and source of the cards; nothing while nothing is known.
    pub reading: Option<ReadingView>,
    /// A refresh is under way.
    pub refreshing: bool,
    /// Most urgent first.
    pub notices: Vec<Notice>,
    /// In the server's order; nothing while nothing is known, empty if the server reports nothing.
    pub cards: Option<Vec<BenefitCard>>,
    /// Changes when the MAU history did: the chart is then to be asked for again.
    pub mau_revision: u32,
    /// When the running MAU period's allowance will be used up; nothing where no period is running.
    pub mau_outlook: Option<Outlook>,
}

/// Where a pool's access key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// In the operating system's keychain.
    Keychain,
    /// In memory, for this session only.
    Session,
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
    /// The day the plan ends.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub ends_on: Option<NaiveDate>,
}

/// Age and source of what is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ReadingView {
    /// When the server's answer arrived.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub taken_at: DateTime<Utc>,
    /// Where it came from.
    pub source: Source,
}

/// What a test of an access key found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct KeyReport {
    /// How many benefits the server reports.
    pub benefits: u32,
    /// How many of them are on trial.
    pub trials: u32,
    /// How the sign-in worked.
    #[cfg_attr(feature = "typescript", ts(type = "\"token\" | \"signature\""))]
    pub sign_in: SignIn,
    /// Local time minus server time in milliseconds.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub clock_ahead_ms: Option<i64>,
}
