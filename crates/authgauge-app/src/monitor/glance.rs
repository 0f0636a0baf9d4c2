use super::Authgauge;
use super::state::Watched;
use crate::view::{Glance, GlanceBenefit, GlancePool};
use authgauge_core::settings::Settings;

impl Authgauge {
    /// What the tray shows.
    pub fn glance(&self) -> Glance {
        let state = self.state();
        let pools: Vec<_> = state
            .pools
            .iter()
            .map(|pool| pool.glance(&state.settings))
            .collect();
        let worst = pools.iter().filter_map(|pool| pool.worst.as_ref());
        Glance {
            level: worst
                .map(|worst| worst.level)
                .max_by_key(|level| level.severity()),
            pools,
        }
    }
}

impl Watched {
    fn glance(&self, settings: &Settings) -> GlancePool {
        let worst = self.worst(settings).map(|card| GlanceBenefit {
            code: card.code,
            name: card.name,
            level: card.level,
            percent: card.percent,
        });
        GlancePool {
            id: self.pool.id.clone(),
            name: self.pool.name.clone(),
            worst,
            failing: self.usage_failure.is_some(),
        }
    }
}
