use std::collections::BTreeMap;

use genauth::Host;

use authgauge_core::alert::{Alert, AlertIds, AlertKey, AlertLog, AlertState, AlertStep, Unsaved};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_store::Store;

/// Where alerts survive a restart.
pub(super) enum Disk<'a> {
    /// The database.
    Store(&'a Store),
    /// The same texts in memory: faster.
    Paper(Paper),
}

#[derive(Default)]
pub(super) struct Paper {
    standings: BTreeMap<(String, String), (u8, String)>,
    alerts: BTreeMap<u32, String>,
}

impl Disk<'_> {
    pub(super) fn begin(&self, id: &PoolId) {
        let pool = Pool {
            id: id.clone(),
            name: "Acme".to_owned(),
            service: Service::Private,
            host: Host::parse("http://127.0.0.1:9").unwrap(),
            sign_in: SignInWay::Token,
            ca_pem: None,
        };
        if let Self::Store(store) = self {
            store.add_pool(&pool).unwrap();
        }
    }

    pub(super) fn save(&mut self, unsaved: &Unsaved) -> AlertIds {
        match self {
            Self::Store(store) => store.save_alerts(unsaved).unwrap(),
            Self::Paper(paper) => paper.save(unsaved),
        }
    }

    pub(super) fn load(&self, id: &PoolId) -> AlertLog {
        match self {
            Self::Store(store) => store.alert_book().unwrap(),
            Self::Paper(paper) => paper.load(id),
        }
    }

    /// Empties the log for the next history.
    pub(super) fn end(&self, id: &PoolId) {
        if let Self::Store(store) = self {
            store.remove_pool(id).unwrap();
        }
    }
}

impl Paper {
    fn save(&mut self, unsaved: &Unsaved) -> AlertIds {
        for (_, matter, standing) in &unsaved.standings {
            let key = (matter.subject.to_string(), matter.rule.to_string());
            let standing = (standing.told.0, standing.period.clone());
            self.standings.insert(key, standing);
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
        let standings = self.standings.iter().map(|((subject, rule), standing)| {
            let matter = AlertKey {
                subject: subject.parse().unwrap(),
                rule: rule.parse().unwrap(),
            };
            let (told, period) = standing.clone();
            (
                pool.clone(),
                matter,
                AlertState {
                    told: AlertStep(told),
                    period,
                },
            )
        });
        let alerts = self.alerts.values();
        let alerts: Vec<Alert> = alerts
            .map(|text| serde_json::from_str(text).unwrap())
            .collect();
        AlertLog::new(alerts, standings.collect())
    }
}
