use std::collections::BTreeMap;

use genauth::Host;

use authgauge_core::alert::{Alert, AlertIds, AlertKey, AlertLog, AlertState, AlertStep, Unsaved};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_store::Store;

/// The storage of the alert log, which survives a simulated restart.
pub(super) enum Storage<'a> {
    /// The database.
    Database(&'a Store),
    /// The same serialised values in memory, which is faster.
    Memory(MemoryStorage),
}

#[derive(Default)]
pub(super) struct MemoryStorage {
    states: BTreeMap<(String, String), (u8, String)>,
    alerts: BTreeMap<u32, String>,
}

impl Storage<'_> {
    pub(super) fn add_pool(&self, id: &PoolId) {
        let pool = Pool {
            id: id.clone(),
            name: "Acme".to_owned(),
            service: Service::Private,
            host: Host::parse("http://127.0.0.1:9").unwrap(),
            sign_in: SignInWay::Token,
            ca_pem: None,
        };
        if let Self::Database(store) = self {
            store.add_pool(&pool).unwrap();
        }
    }

    pub(super) fn save(&mut self, unsaved: &Unsaved) -> AlertIds {
        match self {
            Self::Database(store) => store.save_alerts(unsaved).unwrap(),
            Self::Memory(memory) => memory.save(unsaved),
        }
    }

    pub(super) fn load(&self, id: &PoolId) -> AlertLog {
        match self {
            Self::Database(store) => store.alert_log().unwrap(),
            Self::Memory(memory) => memory.load(id),
        }
    }

    /// Removes the pool and its alerts, for the next history.
    pub(super) fn remove_pool(&self, id: &PoolId) {
        if let Self::Database(store) = self {
            store.remove_pool(id).unwrap();
        }
    }
}

impl MemoryStorage {
    fn save(&mut self, unsaved: &Unsaved) -> AlertIds {
        for (_, key, state) in &unsaved.states {
            let key = (key.subject.to_string(), key.rule.to_string());
            let state = (state.delivered.0, state.period.clone());
            self.states.insert(key, state);
        }
        for alert in &unsaved.alerts {
            self.write(alert);
        }
        let mut ids = AlertIds::new();
        for alert in &unsaved.new_alerts {
            let id = self.alerts.keys().max().map_or(1, |last| last + 1);
            self.write(&Alert {
                id,
                ..alert.clone()
            });
            ids.insert(alert.id, id);
        }
        ids
    }

    fn write(&mut self, alert: &Alert) {
        let text = serde_json::to_string(alert).unwrap();
        self.alerts.insert(alert.id, text);
    }

    fn load(&self, pool: &PoolId) -> AlertLog {
        let states = self.states.iter().map(|((subject, rule), state)| {
            let key = AlertKey {
                subject: subject.parse().unwrap(),
                rule: rule.parse().unwrap(),
            };
            let (delivered, period) = state.clone();
            (
                pool.clone(),
                key,
                AlertState {
                    delivered: AlertStep(delivered),
                    period,
                },
            )
        });
        let alerts = self.alerts.values();
        let alerts: Vec<Alert> = alerts
            .map(|text| serde_json::from_str(text).unwrap())
            .collect();
        AlertLog::new(alerts, states.collect())
    }
}
