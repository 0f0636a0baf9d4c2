use serde::Serialize;

use authgauge_app::{Portfolio, Snapshot};
use authgauge_core::pool::PoolId;
use authgauge_core::settings::PoolOrder;

use super::overview::Overview;
use super::place::{Place, Screen};
use super::pool::PoolView;
use super::portfolio::PortfolioView;

/// What the page shows first. It comes with the page, which asks for nothing before it paints.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FirstView {
    /// Where the window is.
    pub place: Place,
    /// What every screen shows.
    pub overview: Overview,
    /// All pools at one look, if the window is there.
    pub portfolio: Option<PortfolioView>,
    /// The selected pool, if the window is there.
    pub pool: Option<PoolView>,
}

impl FirstView {
    /// At the place where the window was, or at its first one.
    pub fn new(
        snapshot: &Snapshot,
        place: Option<Place>,
        portfolio: impl FnOnce() -> Portfolio,
    ) -> Self {
        let overview = Overview::from(snapshot);
        let place = existing(place, &overview).unwrap_or_else(|| first(&overview));
        let selected = snapshot
            .pools
            .iter()
            .find(|pool| Some(&pool.pool.id) == place.pool.as_ref());
        Self {
            portfolio: (place.screen == Screen::Overview)
                .then(|| PortfolioView::from(&portfolio())),
            pool: selected
                .filter(|_| place.screen == Screen::Pool)
                .map(PoolView::from),
            place,
            overview,
        }
    }
}

/// The place, at the first pool if its own is gone.
fn existing(place: Option<Place>, overview: &Overview) -> Option<Place> {
    let mut place = place?;
    let exists = |id: &PoolId| overview.pools.iter().any(|pool| pool.id == *id);
    if !place.pool.as_ref().is_some_and(exists) {
        place.pool = first_pool(overview);
        place.benefit = None;
    }
    Some(place)
}

/// All pools from two on, else the one.
fn first(overview: &Overview) -> Place {
    Place {
        screen: match overview.pools.len() {
            0 | 1 => Screen::Pool,
            _ => Screen::Overview,
        },
        pool: first_pool(overview),
        benefit: None,
    }
}

/// The first in the sidebar.
fn first_pool(overview: &Overview) -> Option<PoolId> {
    match overview.settings.pool_order {
        PoolOrder::Own => overview.pools.first().map(|pool| pool.id.clone()),
        PoolOrder::WorstFirst => overview.worst_first.first().cloned(),
    }
}
