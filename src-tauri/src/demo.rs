//! The demo: a whole Authgauge of its own on a simulated GenAuth in this process.

use std::sync::Arc;

use authgauge_app::Authgauge;
use authgauge_app::Parts;
use authgauge_app::keychain::{InMemory, Keychain};
use authgauge_app::view::{About, Overview};
use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_store::Store;
use chrono::{DateTime, TimeDelta, Utc};
use genauth::{AccessKey, AccessKeySecret, Benefit, Host};
use genauth_sim::{Sim, SimBrand, SimOptions, SimPool};

/// How many simulated pools the demo shows.
const POOLS: usize = 3;

/// How far back what is known of them goes, and how far apart its readings lie.
const DAYS: i32 = 90;
const READINGS_A_DAY: i32 = 4;

pub(crate) struct Demo {
    pub(crate) authgauge: Authgauge,
    /// Stops when dropped.
    _sim: Sim,
}

impl Demo {
    /// With the language, theme and thresholds of the owner's Authgauge.
    pub(crate) async fn start(own: Overview) -> Result<Self, Failure> {
        let sim = Sim::start(SimOptions::default())
            .await
            .map_err(|_| ErrorCode::Unreachable)?;
        let authgauge = empty(own.about)?;
        authgauge.change_settings(own.settings)?;
        for pool in sim.pools().into_iter().take(POOLS) {
            adopt(&authgauge, &sim, pool)?;
        }
        Ok(Self {
            authgauge,
            _sim: sim,
        })
    }
}

fn empty(about: About) -> Result<Authgauge, Failure> {
    Authgauge::open(Parts {
        store: Store::in_memory()?,
        store_trouble: None,
        keychain: Keychain::start(|| Box::new(InMemory::default())),
        session_only: true,
        on_battery: Arc::new(crate::power::on_battery),
        clock: Arc::new(Utc::now),
        about,
        system_language: crate::window::system_language(),
        demo: true,
    })
}

fn adopt(authgauge: &Authgauge, sim: &Sim, pool: SimPool) -> Result<(), Failure> {
    let past = past(sim, &pool.access_key_id, Utc::now())?;
    let key = AccessKey::new(
        pool.access_key_id,
        AccessKeySecret::new(pool.access_key_secret),
    )?;
    let service = match pool.brand {
        SimBrand::GenAuth => Service::GenAuth,
        SimBrand::Authing => Service::Authing,
    };
    authgauge.adopt(
        Pool {
            id: PoolId::random(),
            name: pool.name,
            service,
            host: Host::parse(&sim.url())?,
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        },
        key,
        &past,
    )
}

/// What a Authgauge would have read that had been there for so long.
fn past(
    sim: &Sim,
    key_id: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Reading<Vec<Benefit>>>, Failure> {
    let apart = TimeDelta::hours(24) / READINGS_A_DAY;
    (1..=DAYS * READINGS_A_DAY)
        .rev()
        .map(|ago| now - apart * ago)
        .map(|taken_at| {
            Ok(Reading {
                value: Benefit::from_usage_data(sim.usage_data_at(key_id, taken_at))?,
                taken_at,
                source: Source::Demo,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use authgauge_app::view::{
        BenefitCard, ChartTheme, HistoryDays, HistoryRequest, OutlookView, WordsLanguage,
    };

    use super::*;

    async fn demo() -> Demo {
        let about = About {
            version: String::new(),
            data_dir: String::new(),
        };
        Demo::start(empty(about).unwrap().overview()).await.unwrap()
    }

    /// Refreshes a pool and answers one of its cards.
    async fn card(demo: &Demo, pool: usize, code: &str) -> BenefitCard {
        let id = demo.authgauge.overview().pools[pool].id.clone();
        let mut changes = demo.authgauge.changes();
        demo.authgauge.refresh(&id).unwrap();
        loop {
            let view = demo.authgauge.pool_view(&id).unwrap();
            let cards = view.cards.unwrap_or_default();
            if let Some(card) = cards.into_iter().find(|card| card.code == code) {
                return card;
            }
            changes.recv().await.unwrap();
        }
    }

    #[tokio::test]
    async fn the_demo_has_ninety_days_behind_it_and_a_benefit_that_is_about_to_fill_up() {
        let begun = Instant::now();
        let demo = demo().await;
        println!(
            "figure: {} ms to make the demo and its 90 days",
            begun.elapsed().as_millis()
        );
        let messages = card(&demo, 0, "SMS").await;
        let trend = messages.trend.unwrap();
        assert!(
            trend.pieces.len() >= 3,
            "counting began anew with each month"
        );
        assert!(trend.pieces.iter().map(Vec::len).sum::<usize>() >= 89);

        let filling = card(&demo, 2, "SyncedUsers").await;
        let soon = Utc::now().date_naive() + TimeDelta::days(14);
        match filling.outlook {
            OutlookView::FullOn {
                likely: Some(likely),
                ..
            } => assert!(likely <= soon, "{likely}"),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn each_reading_of_the_past_is_where_it_was_though_a_refresh_begins_at_once() {
        let demo = demo().await;
        card(&demo, 2, "SyncedUsers").await;
        let pool = demo.authgauge.overview().pools[2].id.clone();
        let request = HistoryRequest {
            pool,
            code: "SyncedUsers".to_owned(),
            days: HistoryDays::MONTH,
            theme: ChartTheme::Light,
            language: WordsLanguage::En,
            width: 800,
            height: 300,
        };
        let history = demo.authgauge.benefit_history(request).await.unwrap();
        let mut moments: Vec<_> = history.changes.iter().map(|change| change.at).collect();
        assert!(moments.len() > 30);
        moments.dedup();
        assert_eq!(moments.len(), history.changes.len());
    }
}
