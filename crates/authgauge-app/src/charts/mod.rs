//! The charts of the MAU and of a benefit's history, with the figures behind them.

mod benefit_history;
mod mau;
mod mau_periods;
mod request;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use authgauge_core::pool::PoolId;
use authgauge_store::Store;

use crate::clients::ClientFactory;
use crate::pools::PoolService;
use crate::settings_service::SettingsService;
use mau::OlderHistory;

pub use benefit_history::{BenefitHistory, HistoryChange, ReadingInfo};
pub use mau::MauPicture;
pub use mau_periods::MauPeriods;
pub use request::{ChartRequest, ExportFormat, HistoryDays, HistoryRequest, MauRange, NoSuchDays};

/// Draws charts from the stored history, and from older MAU periods that it requests when needed.
pub(crate) struct Charts {
    store: Arc<Store>,
    settings: Arc<SettingsService>,
    clients: Arc<ClientFactory>,
    pools: Arc<PoolService>,
    older: Mutex<HashMap<PoolId, OlderHistory>>,
    /// One request for an older history at a time: the chart asks again whenever it is resized.
    requesting: tokio::sync::Mutex<()>,
}

impl Charts {
    pub(crate) fn new(
        store: Arc<Store>,
        settings: Arc<SettingsService>,
        clients: Arc<ClientFactory>,
        pools: Arc<PoolService>,
    ) -> Self {
        Self {
            store,
            settings,
            clients,
            pools,
            older: Mutex::default(),
            requesting: tokio::sync::Mutex::default(),
        }
    }
}
