//! Makes the services and connects them.

use std::path::Path;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

use authgauge_core::clock::Battery;
use authgauge_core::error::Failure;
use authgauge_core::reading::Source;
use authgauge_store::{Store, StoreTrouble};

use super::{Application, Parts};
use crate::alerts::{AlertDispatcher, AlertParts};
use crate::charts::Charts;
use crate::clients::ClientFactory;
use crate::event::Events;
use crate::hook_programs::HooksFile;
use crate::keys::KeyService;
use crate::log_events;
use crate::network::Network;
use crate::pools::PoolService;
use crate::schedule::Schedule;
use crate::scheduler::Scheduler;
use crate::settings_service::SettingsService;
use crate::snapshot::About;
use crate::snapshots::Snapshots;
use crate::store_health::StoreHealth;
use crate::webhook_consent::WebhookConsent;

/// What the services with pools are made from.
struct Base {
    store: Arc<Store>,
    health: Arc<StoreHealth>,
    events: Arc<Events>,
    settings: Arc<SettingsService>,
    keys: Arc<KeyService>,
    consent: Arc<WebhookConsent>,
    clients: Arc<ClientFactory>,
    hooks_file: Arc<HooksFile>,
    on_battery: Battery,
    about: About,
    demo: bool,
}

pub(super) fn wire(parts: Parts) -> Result<Application, Failure> {
    let base = Base::new(parts)?;
    let pools = Arc::new(base.pools()?);
    let alerts = Arc::new(base.alerts(&pools)?);
    let charts = Arc::new(base.charts(&pools));
    let schedule = Arc::new(Schedule::default());
    let snapshots = Arc::new(base.snapshots(&pools, &alerts, &schedule));
    let scheduler = Arc::new(base.scheduler(&pools, &alerts, &schedule, &snapshots));
    let trouble = base.health.trouble();
    log_events::opened(pools.ids().len(), base.demo, trouble.as_ref());
    Ok(Application {
        store: base.store,
        settings: base.settings,
        keys: base.keys,
        clients: base.clients,
        pools,
        alerts,
        charts,
        schedule,
        scheduler,
        snapshots,
        hooks_file: base.hooks_file,
        consent: base.consent,
        events: base.events,
        requests: Arc::default(),
    })
}

impl Base {
    fn new(parts: Parts) -> Result<Self, Failure> {
        // A pool that is not saved would leave its key behind in the keychain.
        let trouble = parts.store_trouble.as_ref();
        let not_saved = trouble.is_some_and(StoreTrouble::is_not_saved);
        let session_only = parts.session_only || not_saved;
        let store = Arc::new(parts.store);
        let settings = Arc::new(SettingsService::load(Arc::clone(&store), parts.policies)?);
        let keys = Arc::new(KeyService::new(
            parts.keychain,
            session_only,
            &parts.about.data_dir,
        ));
        let network = Network::new(Arc::clone(&settings), Arc::clone(&keys));
        let clients = ClientFactory {
            settings: Arc::clone(&settings),
            network: Arc::new(network),
            system_language: parts.system_language,
            clock: parts.clock,
            source: match parts.demo {
                true => Source::Demo,
                false => Source::Live,
            },
            demo_servers: Mutex::default(),
        };
        let data_dir = Path::new(&parts.about.data_dir);
        let runs_programs = settings.policies().allow_programs != Some(false);
        let config_folder = parts.config_folder.filter(|_| runs_programs);
        let hooks_file = Arc::new(HooksFile::open(config_folder, data_dir));
        Ok(Self {
            store,
            health: Arc::new(StoreHealth::new(parts.store_trouble)),
            events: Arc::new(Events::new()),
            settings,
            consent: Arc::new(WebhookConsent::new(Arc::clone(&keys))),
            keys,
            clients: Arc::new(clients),
            hooks_file,
            on_battery: parts.on_battery,
            about: parts.about,
            demo: parts.demo,
        })
    }

    fn pools(&self) -> Result<PoolService, Failure> {
        PoolService::load(
            Arc::clone(&self.store),
            Arc::clone(&self.health),
            Arc::clone(&self.keys),
            Arc::clone(&self.clients),
        )
    }

    fn alerts(&self, pools: &Arc<PoolService>) -> Result<AlertDispatcher, Failure> {
        AlertDispatcher::load(AlertParts {
            store: Arc::clone(&self.store),
            health: Arc::clone(&self.health),
            settings: Arc::clone(&self.settings),
            consent: Arc::clone(&self.consent),
            hooks_file: Arc::clone(&self.hooks_file),
            keys: Arc::clone(&self.keys),
            pools: Arc::clone(pools),
            clients: Arc::clone(&self.clients),
            events: Arc::clone(&self.events),
            demo: self.demo,
        })
    }

    fn charts(&self, pools: &Arc<PoolService>) -> Charts {
        Charts::new(
            Arc::clone(&self.store),
            Arc::clone(&self.settings),
            Arc::clone(&self.clients),
            Arc::clone(pools),
        )
    }

    fn snapshots(
        &self,
        pools: &Arc<PoolService>,
        alerts: &Arc<AlertDispatcher>,
        schedule: &Arc<Schedule>,
    ) -> Snapshots {
        Snapshots {
            settings: Arc::clone(&self.settings),
            consent: Arc::clone(&self.consent),
            hooks_file: Arc::clone(&self.hooks_file),
            keys: Arc::clone(&self.keys),
            pools: Arc::clone(pools),
            clients: Arc::clone(&self.clients),
            alerts: Arc::clone(alerts),
            schedule: Arc::clone(schedule),
            health: Arc::clone(&self.health),
            events: Arc::clone(&self.events),
            about: self.about.clone(),
            demo: self.demo,
            making: Mutex::default(),
        }
    }

    fn scheduler(
        &self,
        pools: &Arc<PoolService>,
        alerts: &Arc<AlertDispatcher>,
        schedule: &Arc<Schedule>,
        snapshots: &Arc<Snapshots>,
    ) -> Scheduler {
        Scheduler {
            settings: Arc::clone(&self.settings),
            keys: Arc::clone(&self.keys),
            clients: Arc::clone(&self.clients),
            pools: Arc::clone(pools),
            alerts: Arc::clone(alerts),
            schedule: Arc::clone(schedule),
            snapshots: Arc::clone(snapshots),
            on_battery: Arc::clone(&self.on_battery),
            permits: Scheduler::permits(),
            wake: Notify::new(),
        }
    }
}
