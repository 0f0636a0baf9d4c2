use serde::{Deserialize, Serialize};

use authgauge_core::pool::PoolId;

/// Where in the window its owner is. The page is thrown away when the window closes, and opened there again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Place {
    /// What is shown.
    pub screen: Screen,
    /// Which pool is chosen.
    pub pool: Option<PoolId>,
    /// The `code` of the benefit whose details are shown.
    pub benefit: Option<String>,
}

/// What the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// A pool, or one of its benefits.
    Pool,
    /// The form for another pool.
    Add,
    /// The settings.
    Settings,
    /// The list of alerts.
    Alerts,
}

/// Where to go: something outside of the page was clicked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OpenAt {
    /// To this pool.
    pub pool: PoolId,
    /// And there to the benefit with this `code`.
    pub benefit: Option<String>,
}

/// The desktop's tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrayState {
    /// There is one, so that Authgauge can stay in it when its window is closed.
    pub available: bool,
}

impl From<OpenAt> for Place {
    fn from(at: OpenAt) -> Self {
        Self {
            screen: Screen::Pool,
            pool: Some(at.pool),
            benefit: at.benefit,
        }
    }
}
