//! The demo: an application of its own on a simulated GenAuth in this process.

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use genauth::{AccessKey, AccessKeySecret, Benefit, Host};
use genauth_sim::{PoolSet, Sim, SimBrand, SimClock, SimOptions, SimPool};

use authgauge_core::clock::{Battery, Clock};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use authgauge_store::Store;

use crate::application::{Application, Parts};
use crate::keychain::{InMemory, Keychain};
use crate::snapshot::{About, Snapshot};
use crate::startup::system_language;

/// The days of history before the demo starts, and the readings of each.
const DAYS: i32 = 90;
const READINGS_PER_DAY: i32 = 4;

/// The pool whose key is wrong, and for how many days.
const REJECTED: (&str, i64) = ("initech-apps", 3);

/// The pool that has not been reached since a Tuesday.
const OFFLINE: &str = "umbrella-hr";

/// Nothing listens here.
const NOWHERE: &str = "http://127.0.0.1:1";

/// The hosts that private deployments are shown with.
const PRIVATE: [(&str, &str); 2] = [
    (OFFLINE, "id.umbrella.example"),
    ("wayne-portal", "login.wayne.example"),
];

/// A running demo. Its database and keys are in memory.
pub struct Demo {
    application: Application,
    /// Stops when dropped.
    _sim: Sim,
}

impl Demo {
    /// Starts a demo with the owner's settings.
    ///
    /// # Errors
    /// `unreachable` if the simulator can't listen; `store_failed`.
    pub async fn start(own: &Snapshot, clock: Clock, on_battery: Battery) -> Result<Self, Failure> {
        let (about, settings) = (own.about.clone(), own.settings.clone().into());
        Self::with_settings(about, settings, clock, on_battery).await
    }

    /// Starts a demo with these settings.
    ///
    /// # Errors
    /// As [`Demo::start`]; `settings_invalid`.
    pub async fn with_settings(
        about: About,
        settings: Settings,
        clock: Clock,
        on_battery: Battery,
    ) -> Result<Self, Failure> {
        let sim_clock = SimClock::following({
            let clock = clock.clone();
            move || clock()
        });
        let options = SimOptions {
            pools: PoolSet::Demo,
            clock: sim_clock.clone(),
            auth_clock: sim_clock,
            ..SimOptions::default()
        };
        let sim = Sim::start(options)
            .await
            .map_err(|_| ErrorCode::Unreachable)?;
        let now = clock();
        let application = empty(about, clock, on_battery)?;
        application.change_settings(settings)?;
        for pool in sim.pools() {
            add(&application, &sim, pool, now)?;
        }
        Ok(Self {
            application,
            _sim: sim,
        })
    }

    /// The demo's application.
    pub fn application(&self) -> &Application {
        &self.application
    }
}

fn empty(about: About, clock: Clock, on_battery: Battery) -> Result<Application, Failure> {
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    Application::open(Parts {
        session_only: true,
        on_battery,
        about,
        system_language: system_language(),
        demo: true,
        ..Parts::new(Store::in_memory()?, keychain, clock)
    })
}

fn add(
    application: &Application,
    sim: &Sim,
    pool: SimPool,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let past = past_readings(sim, &pool, now)?;
    let secret = match pool.slug == REJECTED.0 {
        true => "0".repeat(32),
        false => pool.access_key_secret.clone(),
    };
    let key = AccessKey::new(pool.access_key_id.clone(), AccessKeySecret::new(secret))?;
    let server = match pool.slug == OFFLINE {
        true => Host::parse(NOWHERE)?,
        false => Host::parse(&sim.url())?,
    };
    application.add_demo_pool(shown_as(pool)?, key, &past, server)
}

/// The pool with the host that a real one would have.
fn shown_as(pool: SimPool) -> Result<Pool, Failure> {
    let private = PRIVATE.iter().find(|(slug, _)| *slug == pool.slug);
    let (service, host) = match (private, pool.brand) {
        (Some((_, host)), _) => (Service::Private, *host),
        (None, SimBrand::GenAuth) => (Service::GenAuth, "api.genauth.ai"),
        (None, SimBrand::Authing) => (Service::Authing, "api.authing.cn"),
    };
    Ok(Pool {
        id: PoolId::random(),
        name: pool.name,
        service,
        host: Host::parse(host)?,
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    })
}

/// The readings that an application would have taken in the last days, oldest first.
fn past_readings(
    sim: &Sim,
    pool: &SimPool,
    now: DateTime<Utc>,
) -> Result<Vec<Reading<Vec<Benefit>>>, Failure> {
    let interval = TimeDelta::hours(24) / READINGS_PER_DAY;
    let until = read_until(pool, now);
    (1..=DAYS * READINGS_PER_DAY)
        .rev()
        .map(|ago| now - interval * ago)
        .filter(|taken_at| *taken_at <= until)
        .map(|taken_at| {
            let data = sim.usage_data_at(&pool.access_key_id, taken_at);
            Ok(Reading {
                value: Benefit::from_usage_data(data)?,
                taken_at,
                source: Source::Demo,
            })
        })
        .collect()
}

/// When a pool could be read last.
fn read_until(pool: &SimPool, now: DateTime<Utc>) -> DateTime<Utc> {
    let since_tuesday = now.weekday().days_since(Weekday::Tue);
    // A Tuesday that is today or yesterday would hardly be worth a notice.
    let days = match since_tuesday {
        0 | 1 => since_tuesday + 7,
        days => days,
    };
    match pool.slug.as_str() {
        OFFLINE => now - TimeDelta::days(days.into()),
        slug if slug == REJECTED.0 => now - TimeDelta::days(REJECTED.1),
        _ => now,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use authgauge_chart::ChartTheme;
    use authgauge_core::history::Changed;
    use authgauge_core::language::WordsLanguage;
    use authgauge_core::level::Level;
    use authgauge_core::outlook::Outlook;
    use authgauge_core::pool_condition::PoolCondition;

    use super::*;
    use crate::charts::{BenefitHistory, HistoryChange, HistoryDays, HistoryRequest};
    use crate::snapshot::{BenefitStatus, PoolSnapshot};
    use crate::startup::system_clock;

    async fn demo() -> Demo {
        let about = About {
            version: String::new(),
            data_dir: String::new(),
        };
        let on_battery: Battery = Arc::new(|| false);
        let own = empty(about, system_clock(), on_battery.clone()).unwrap();
        Demo::start(&own.snapshot(), system_clock(), on_battery)
            .await
            .unwrap()
    }

    /// Refreshes a pool and answers one of its benefits.
    async fn benefit(demo: &Demo, pool: usize, code: &str) -> BenefitStatus {
        let application = demo.application();
        let id = application.snapshot().pools[pool].pool.id.clone();
        let mut events = application.events();
        application.refresh(&id).unwrap();
        loop {
            let snapshot = application.pool_snapshot(&id).unwrap();
            let mut benefits = snapshot.benefits().iter();
            if let Some(found) = benefits.find(|status| status.benefit.code == code) {
                return found.clone();
            }
            events.recv().await.unwrap();
        }
    }

    #[tokio::test]
    async fn has_ninety_days_of_history_and_a_benefit_that_fills_up_soon() {
        let begun = Instant::now();
        let demo = demo().await;
        println!(
            "figure: {} ms to make the demo and its 90 days",
            begun.elapsed().as_millis()
        );
        benefit(&demo, 0, "SMS").await;
        let messages = history(&demo, 0, "SMS", HistoryDays::QUARTER).await;
        assert!(messages.days.len() >= 89);
        let is_reset = |it: &&HistoryChange| it.change.what == Changed::Reset;
        let resets = messages.changes.iter().filter(is_reset);
        assert!(resets.count() >= 2, "a reset each month");

        let filling = benefit(&demo, 2, "SyncedUsers").await;
        let soon = Utc::now().date_naive() + TimeDelta::days(14);
        match filling.outlook {
            Outlook::FullOn {
                likely: Some(likely),
                ..
            } => assert!(likely <= soon, "{likely}"),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn past_readings_keep_their_times_though_a_refresh_begins_at_once() {
        let demo = demo().await;
        benefit(&demo, 2, "SyncedUsers").await;
        assert!(moments_of_changes(&demo, 2, "SyncedUsers").await.len() > 30);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn change_logs_have_no_two_changes_in_one_minute() {
        let demo = demo().await;
        for pool in 0..3 {
            for _ in 0..3 {
                benefit(&demo, pool, "SMS").await;
            }
            let pools = demo.application().snapshot().pools;
            for status in pools[pool].benefits() {
                moments_of_changes(&demo, pool, &status.benefit.code).await;
            }
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn shows_every_state_of_a_pool_and_no_address_of_this_computer() {
        let begun = Utc::now();
        let demo = demo().await;
        let application = demo.application();
        let mut events = application.events();
        tokio::spawn({
            let application = application.clone();
            async move { application.run().await }
        });
        let snapshot = loop {
            let snapshot = application.snapshot();
            let is_read = |pool: &PoolSnapshot| {
                let is_live = |it: &Reading<_>| it.taken_at >= begun;
                pool.usage_failure.is_some() || pool.usage.as_ref().is_some_and(is_live)
            };
            if snapshot.pools.iter().all(is_read) {
                break snapshot;
            }
            events.recv().await.unwrap();
        };
        assert!((10..=14).contains(&snapshot.pools.len()));
        let conditions: Vec<_> = snapshot.pools.iter().map(PoolSnapshot::condition).collect();
        let has = |is_it: fn(&PoolCondition) -> bool| conditions.iter().flatten().any(is_it);
        assert!(has(|it| matches!(it, PoolCondition::KeyRejected)));
        assert!(has(|it| matches!(it, PoolCondition::PlanEnds { .. })));
        for level in [Level::Over, Level::Critical, Level::Near, Level::Ok] {
            let is_it = |it: &PoolCondition| it.level() == level;
            assert!(conditions.iter().flatten().any(is_it), "{level:?}");
        }
        assert!(conditions.iter().any(Option::is_none), "a new pool");
        let benefits = || snapshot.pools.iter().flat_map(|pool| pool.benefits());
        for level in [Level::Unlimited, Level::NotReported, Level::NotIncluded] {
            assert!(benefits().any(|it| it.level == level), "{level:?}");
        }
        let failures = snapshot
            .pools
            .iter()
            .filter_map(|pool| pool.usage_failure.as_ref());
        assert!(failures.clone().any(|it| it.code == ErrorCode::Unreachable));
        let hosts = snapshot.pools.iter().map(|pool| pool.pool.host.name());
        assert_eq!(hosts.filter(|host| host.contains("127.0.0.1")).count(), 0);
    }

    /// The minutes of a benefit's changes in a month; each has one.
    async fn history(demo: &Demo, pool: usize, code: &str, days: HistoryDays) -> BenefitHistory {
        let application = demo.application();
        let request = HistoryRequest {
            pool: application.snapshot().pools[pool].pool.id.clone(),
            code: code.to_owned(),
            days,
            theme: ChartTheme::Light,
            language: WordsLanguage::En,
            width: 800,
            height: 300,
        };
        application.benefit_history(request).await.unwrap()
    }

    async fn moments_of_changes(demo: &Demo, pool: usize, code: &str) -> Vec<DateTime<Utc>> {
        let history = history(demo, pool, code, HistoryDays::MONTH).await;
        let mut moments: Vec<_> = history.changes.iter().map(|change| change.at).collect();
        moments.dedup();
        assert_eq!(moments.len(), history.changes.len(), "{code}");
        moments
    }
}
