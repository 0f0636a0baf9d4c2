use serde::{Deserialize, Serialize};

use authgauge_core::pool::PoolId;

/// A screen of the window. A closed window opens here again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Place {
    /// The screen.
    pub screen: Screen,
    /// The selected pool.
    pub pool: Option<PoolId>,
    /// The `code` of the benefit shown in detail.
    pub benefit: Option<String>,
}

/// A screen of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// All pools.
    Overview,
    /// A pool, or one of its benefits.
    Pool,
    /// The form to add a pool.
    Add,
    /// The settings.
    Settings,
    /// The list of alerts.
    Alerts,
}

/// What to open after a click outside the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OpenAt {
    /// The pool.
    pub pool: PoolId,
    /// The `code` of its benefit.
    pub benefit: Option<String>,
}

/// The desktop's tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TrayState {
    /// There is one: the program can stay in it when its window is closed.
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
