//! Reads what the window shows.

use desktop_driver::{App, Result, wait_until};
use serde::Deserialize;

/// A benefit card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BenefitCard {
    /// The benefit's code.
    pub code: String,
    /// The level, which its colour follows.
    pub level: String,
    /// The name in its heading.
    pub name: String,
    /// The used amount, as a plain number without grouping.
    pub used: Option<String>,
    /// The allowance, as a plain number; `None` when unlimited or not reported.
    pub total: Option<String>,
    /// The used share in percent.
    pub percent: Option<String>,
    /// True when it has the trial badge.
    pub trial: bool,
}

/// A user pool in the sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SidebarPool {
    /// The text of its entry, in one line.
    pub text: String,
    /// True for the open pool.
    pub current: bool,
}

/// Every benefit card, in the order of the page.
pub async fn cards(app: &App) -> Result<Vec<BenefitCard>> {
    app.eval(include_str!("benefit_cards.js"), &[]).await
}

/// Waits for at least one benefit card and returns all.
pub async fn wait_for_cards(app: &App) -> Result<Vec<BenefitCard>> {
    wait_until("benefit cards", async || {
        Ok(Some(cards(app).await?).filter(|cards| !cards.is_empty()))
    })
    .await
}

/// Every pool of the sidebar, in the owner's order.
pub async fn pools(app: &App) -> Result<Vec<SidebarPool>> {
    app.eval(include_str!("sidebar_pools.js"), &[]).await
}
