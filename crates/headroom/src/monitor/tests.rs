use std::sync::Arc;

use chrono::Utc;
use genauth_sim::{Fault, Sim, SimOptions, SimPool};
use tempfile::TempDir;

use super::*;
use crate::error::ErrorCode;
use crate::keychain::{InMemory, KeychainError, SecretStore};
use crate::level::Level;
use crate::pool::{PoolDraft, Service, SignInWay};
use crate::settings::LanguageChoice;
use crate::view::{
    ChartRequest, ChartTheme, ExportFormat, Figure, MauRange, Notice, WordsLanguage,
};

struct House {
    sim: Sim,
    dir: TempDir,
    headroom: Headroom,
}

impl House {
    async fn new() -> Self {
        Self::with_keychain(|| Box::new(InMemory::default())).await
    }

    async fn with_keychain(store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static) -> Self {
        let sim = Sim::start(SimOptions::default()).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let headroom = open(&dir, Keychain::start(store));
        Self { sim, dir, headroom }
    }

    fn pool(&self) -> SimPool {
        self.sim.pools().remove(0)
    }

    fn draft(&self) -> PoolDraft {
        PoolDraft {
            name: "Acme".to_owned(),
            service: Service::Private,
            host: Some(self.sim.url()),
            sign_in: SignInWay::Automatic,
            ca_file: None,
        }
    }

    fn hold(&self, pool: &SimPool) {
        let (id, secret) = (pool.access_key_id.clone(), pool.access_key_secret.clone());
        self.headroom.hold_key(id, secret).unwrap();
    }

    async fn add(&self, pool: &SimPool) -> PoolId {
        self.hold(pool);
        let id = self.headroom.add_pool(self.draft(), false).await.unwrap();
        self.headroom.refreshed(&id).await;
        id
    }

    fn calls_of(&self, path: &str) -> usize {
        self.sim
            .requests()
            .iter()
            .filter(|request| request.path.ends_with(path))
            .count()
    }
}

fn open(dir: &TempDir, keychain: Keychain) -> Headroom {
    let (store, store_trouble) = Store::open(dir.path(), Utc::now());
    Headroom::open(Parts {
        store,
        store_trouble,
        keychain,
        session_only: false,
        clock: Arc::new(Utc::now),
        about: About {
            version: "0".to_owned(),
            data_dir: String::new(),
        },
        system_language: WordsLanguage::En,
        demo: false,
    })
    .unwrap()
}

fn chart_of(pool: &PoolId, range: MauRange) -> ChartRequest {
    ChartRequest {
        pool: pool.clone(),
        range,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 800,
        height: 240,
    }
}

fn failure_in(view: &PoolView) -> Option<ErrorCode> {
    view.notices.iter().find_map(|notice| match notice {
        Notice::Failed { failure, .. } => Some(failure.code),
        _ => None,
    })
}

#[tokio::test]
async fn cards_hold_what_the_server_served() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;

    let view = house.headroom.pool_view(&id).unwrap();
    let served = house.sim.served_usage(&pool.access_key_id);
    let cards = view.cards.unwrap();
    assert_eq!(cards.len(), served.len());
    for (card, served) in cards.iter().zip(&served) {
        assert_eq!(card.code, served.code);
        assert_eq!(
            card.used,
            Figure::Known {
                value: served.used.clone()
            }
        );
        assert_eq!(card.trial, served.trial);
    }
    assert_eq!(view.reading.unwrap().source, Source::Live);
    assert_eq!(house.headroom.overview().pools[0].level, Some(Level::Over));
}

#[tokio::test]
async fn a_refresh_costs_one_call_each_and_one_token_in_all() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.headroom.refreshed(&id).await;

    assert_eq!(house.calls_of("get-management-token"), 1);
    for call in [
        "get-usage-info",
        "get-mau-period-usage-history",
        "get-current-package-info",
    ] {
        assert_eq!(house.calls_of(call), 2, "{call}");
    }
}

#[tokio::test]
async fn refreshes_asked_for_at_the_same_time_are_one() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.sim.clear_requests();
    let refreshed = || house.headroom.refreshed(&id);
    tokio::join!(refreshed(), refreshed(), refreshed());
    assert_eq!(house.calls_of("get-usage-info"), 1);
}

#[tokio::test]
async fn after_a_restart_the_kept_readings_are_there_before_any_call() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let before = house.headroom.pool_view(&id).unwrap();
    house.sim.clear_requests();

    let restarted = open(
        &house.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    let view = restarted.pool_view(&id).unwrap();
    assert_eq!(view.cards, before.cards);
    assert_eq!(view.plan, before.plan);
    assert_eq!(view.reading.unwrap().source, Source::Kept);
    let mau = restarted
        .mau_view(chart_of(&id, MauRange::Months { count: 12 }))
        .await
        .unwrap();
    assert!(!mau.chart.unwrap().bars.is_empty());
    assert!(house.sim.requests().is_empty());
}

#[tokio::test]
async fn when_the_server_is_down_the_old_figures_stay_and_say_so() {
    let mut house = House::new().await;
    let id = house.add(&house.pool()).await;
    let before = house.headroom.pool_view(&id).unwrap();
    let down = std::mem::replace(
        &mut house.sim,
        Sim::start(SimOptions::default()).await.unwrap(),
    );
    down.stop().await;
    house.headroom.refreshed(&id).await;

    let view = house.headroom.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), Some(ErrorCode::Unreachable));
    assert_eq!(view.cards, before.cards);
    let reading = view.reading.unwrap();
    assert_eq!(reading.source, Source::Kept);
    assert_eq!(reading.taken_at, before.reading.unwrap().taken_at);
    assert!(house.headroom.overview().pools[0].failing);
}

#[tokio::test]
async fn a_failure_of_one_call_leaves_the_others_alone() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house
        .sim
        .set_fault_for(&pool.access_key_id, Some(Fault::UpgradeRequired));
    house.headroom.refreshed(&id).await;
    assert_eq!(
        failure_in(&house.headroom.pool_view(&id).unwrap()),
        Some(ErrorCode::UpgradeRequired)
    );

    house.sim.set_fault_for(&pool.access_key_id, None);
    house.headroom.refreshed(&id).await;
    assert_eq!(failure_in(&house.headroom.pool_view(&id).unwrap()), None);
}

#[tokio::test]
async fn a_wrong_key_is_told_by_the_test_and_stored_by_none() {
    let house = House::new().await;
    house
        .headroom
        .hold_key(house.pool().access_key_id, "0".repeat(32))
        .unwrap();
    let told = house.headroom.test_key(house.draft()).await.unwrap_err();
    assert_eq!(told.code, ErrorCode::KeyRejected);
    assert!(house.headroom.overview().pools.is_empty());
}

#[tokio::test]
async fn a_test_reports_what_it_found_and_needs_no_name() {
    let house = House::new().await;
    let pool = house.pool();
    house.hold(&pool);
    let draft = PoolDraft {
        name: String::new(),
        ..house.draft()
    };
    let report = house.headroom.test_key(draft).await.unwrap();
    let served = house.sim.served_usage(&pool.access_key_id);
    assert_eq!(report.benefits as usize, served.len());
    assert_eq!(
        report.trials as usize,
        served.iter().filter(|benefit| benefit.trial).count()
    );
}

#[tokio::test]
async fn without_a_key_in_hand_nothing_is_added() {
    let house = House::new().await;
    let malformed = house
        .headroom
        .hold_key("id".to_owned(), String::new())
        .unwrap_err();
    assert_eq!(malformed.code, ErrorCode::KeyMalformed);
    let refused = house
        .headroom
        .add_pool(house.draft(), false)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoKeyInHand);
}

#[tokio::test]
async fn a_replacement_that_the_server_rejects_leaves_the_old_key() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house
        .headroom
        .hold_key(pool.access_key_id.clone(), "0".repeat(32))
        .unwrap();
    assert_eq!(
        house
            .headroom
            .replace_key(&id, false)
            .await
            .unwrap_err()
            .code,
        ErrorCode::KeyRejected
    );

    house.headroom.refreshed(&id).await;
    assert_eq!(failure_in(&house.headroom.pool_view(&id).unwrap()), None);
}

#[tokio::test]
async fn a_rotated_key_is_told_and_replaced() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house
        .sim
        .rotate_key(&pool.access_key_id, "f00df00df00df00df00df00df00df00d");
    house.sim.expire_tokens();
    house.headroom.refreshed(&id).await;
    let view = house.headroom.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), Some(ErrorCode::KeyRejected));

    let (key, secret) = (
        pool.access_key_id,
        "f00df00df00df00df00df00df00df00d".to_owned(),
    );
    house.headroom.hold_key(key, secret).unwrap();
    house.headroom.replace_key(&id, false).await.unwrap();
    house.headroom.refreshed(&id).await;
    assert_eq!(failure_in(&house.headroom.pool_view(&id).unwrap()), None);
}

/// A keychain that always answers the same.
struct Refusing(KeychainError);

impl SecretStore for Refusing {
    fn name(&self) -> String {
        "Refusing".to_owned()
    }

    fn get(&mut self, _: &str) -> Result<Option<zeroize::Zeroizing<String>>, KeychainError> {
        Err(self.0)
    }

    fn set(&mut self, _: &str, _: &str) -> Result<(), KeychainError> {
        Err(self.0)
    }

    fn delete(&mut self, _: &str) -> Result<(), KeychainError> {
        Err(self.0)
    }
}

#[tokio::test]
async fn without_a_keychain_the_key_is_held_for_the_session_and_the_window_says_so() {
    let house = House::with_keychain(|| Box::new(Refusing(KeychainError::Missing))).await;
    let id = house.add(&house.pool()).await;
    let view = house.headroom.pool_view(&id).unwrap();
    assert_eq!(view.key, KeyPlace::Session);
    assert!(view.notices.contains(&Notice::KeyForSessionOnly));
    assert_eq!(failure_in(&view), None);
    house.headroom.remove_pool(&id, false).await.unwrap();
}

#[tokio::test]
async fn with_a_locked_keychain_nothing_is_stored_unless_the_owner_wants_the_session_only() {
    let house = House::with_keychain(|| Box::new(Refusing(KeychainError::Locked))).await;
    house.hold(&house.pool());
    let refused = house
        .headroom
        .add_pool(house.draft(), false)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeychainLocked);
    assert!(house.headroom.overview().pools.is_empty());

    let id = house.headroom.add_pool(house.draft(), true).await.unwrap();
    assert_eq!(
        house.headroom.pool_view(&id).unwrap().key,
        KeyPlace::Session
    );
}

#[tokio::test]
async fn a_pool_whose_key_cannot_be_reached_stays_unless_the_owner_leaves_the_key_behind() {
    let house = House::with_keychain(|| Box::new(Refusing(KeychainError::Locked))).await;
    house.hold(&house.pool());
    let id = house.headroom.add_pool(house.draft(), true).await.unwrap();
    let refused = house.headroom.remove_pool(&id, false).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeychainLocked);
    assert_eq!(house.headroom.overview().pools.len(), 1);
    house.headroom.remove_pool(&id, true).await.unwrap();
    assert!(house.headroom.overview().pools.is_empty());
}

#[tokio::test]
async fn removing_a_pool_removes_its_key_and_its_readings() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.headroom.remove_pool(&id, false).await.unwrap();

    let entry = PoolId(format!("{id}@{}", house.sim.url()));
    let key = house
        .headroom
        .0
        .keychain
        .get(&entry, crate::keychain::Patience::Owner)
        .await
        .unwrap();
    assert!(key.is_none());
    let gone = house.headroom.pool_view(&id).unwrap_err();
    assert_eq!(gone.code, ErrorCode::PoolNotFound);
    let restarted = open(
        &house.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    assert!(restarted.overview().pools.is_empty());
}

#[tokio::test]
async fn pools_keep_their_names_and_order() {
    let house = House::new().await;
    let pool = house.pool();
    let (first, second) = (house.add(&pool).await, house.add(&pool).await);
    house.headroom.rename_pool(&second, "  Zweite  ").unwrap();
    house.headroom.move_pool(&second, 0).unwrap();
    assert_eq!(
        house.headroom.rename_pool(&first, " ").unwrap_err().code,
        ErrorCode::NameMissing
    );

    let restarted = open(
        &house.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    for headroom in [&house.headroom, &restarted] {
        let pools = headroom.overview().pools;
        assert_eq!(pools[0].name, "Zweite");
        assert_eq!(pools[0].id, second);
        assert_eq!(pools[1].id, first);
    }
}

#[tokio::test]
async fn twelve_months_are_drawn_from_what_each_refresh_brings() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.sim.clear_requests();
    for (count, bars) in [(6, 6), (12, 12), (24, 24)] {
        let view = house
            .headroom
            .mau_view(chart_of(&id, MauRange::Months { count }))
            .await;
        let chart = view.unwrap().chart.unwrap();
        assert_eq!(chart.bars.len(), bars);
        assert!(chart.bars.last().unwrap().running);
    }
    assert!(house.sim.requests().is_empty());
}

#[tokio::test]
async fn what_is_exported_is_what_is_shown() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let request = || chart_of(&id, MauRange::Months { count: 6 });
    let shown = house
        .headroom
        .mau_view(request())
        .await
        .unwrap()
        .chart
        .unwrap();

    let svg = house
        .headroom
        .export_mau(request(), ExportFormat::Svg)
        .await
        .unwrap();
    assert_eq!(String::from_utf8(svg).unwrap(), shown.svg);
    let png = house
        .headroom
        .export_mau(request(), ExportFormat::Png)
        .await
        .unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let csv = house
        .headroom
        .export_mau(request(), ExportFormat::Csv)
        .await
        .unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let days: Vec<_> = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    let bars: Vec<_> = shown
        .bars
        .iter()
        .map(|bar| bar.first_day.to_string())
        .collect();
    assert_eq!(days, bars);
}

#[tokio::test]
async fn a_range_further_back_is_asked_for() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.sim.clear_requests();
    let range = MauRange::Days {
        from: "2020-01-01".parse().unwrap(),
        to: "2020-12-31".parse().unwrap(),
    };
    for _ in 0..2 {
        house.headroom.mau_view(chart_of(&id, range)).await.unwrap();
    }
    assert_eq!(house.calls_of("get-mau-period-usage-history"), 1);
}

#[tokio::test]
async fn an_older_range_that_ends_later_than_the_one_before_is_whole() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let today = Utc::now().date_naive();
    let ago = |months| {
        today
            .checked_sub_months(chrono::Months::new(months))
            .unwrap()
    };
    let bars = async |from, to| {
        let range = MauRange::Days { from, to };
        let view = house.headroom.mau_view(chart_of(&id, range)).await.unwrap();
        view.chart.unwrap().bars.len()
    };
    assert!(bars(ago(30), ago(28)).await >= 2);
    assert!(bars(ago(29), today).await >= 29);
}

#[tokio::test]
async fn a_key_goes_to_no_other_host_than_the_one_it_was_entered_for() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    let elsewhere = Sim::start(SimOptions::default()).await.unwrap();
    let database = rusqlite::Connection::open(house.dir.path().join("headroom.db")).unwrap();
    database
        .execute("UPDATE pools SET host = ?1", [elsewhere.url()])
        .unwrap();

    let restarted = open(&house.dir, house.headroom.0.keychain.clone());
    restarted.refreshed(&id).await;
    assert_eq!(
        failure_in(&restarted.pool_view(&id).unwrap()),
        Some(ErrorCode::KeyMissing)
    );
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn what_may_pass_is_tried_again_sooner_and_once() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let locked = Keychain::start(|| Box::new(Refusing(KeychainError::Locked)));
    let headroom = open(&house.dir, locked);

    headroom.refreshed(&id).await;
    assert_eq!(
        failure_in(&headroom.pool_view(&id).unwrap()),
        Some(ErrorCode::KeychainLocked)
    );
    let in_a_minute = tokio::time::Instant::now() + std::time::Duration::from_secs(60);
    assert!(headroom.state().pool_mut(&id).unwrap().due.take().unwrap() <= in_a_minute);
    headroom.refreshed(&id).await;
    assert!(headroom.state().pool(&id).unwrap().due.is_none());
}

#[tokio::test]
async fn a_range_that_ends_before_it_starts_is_refused() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let range = MauRange::Days {
        from: "2021-01-02".parse().unwrap(),
        to: "2021-01-01".parse().unwrap(),
    };
    let refused = house
        .headroom
        .mau_view(chart_of(&id, range))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::DateRangeInvalid);
}

#[tokio::test]
async fn thresholds_change_levels_at_once() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house
        .sim
        .set_usage(&pool.access_key_id, "CustomDomains", "2");
    let settings = Settings {
        near_percent: 10,
        critical_percent: 20,
        ..Settings::default()
    };
    house.headroom.change_settings(settings).unwrap();
    let cards = house.headroom.pool_view(&id).unwrap().cards.unwrap();
    assert!(
        cards
            .iter()
            .all(|card| card.level != Level::Ok || card.percent < Some(10))
    );

    let refused = Settings {
        near_percent: 90,
        critical_percent: 80,
        ..Settings::default()
    };
    let refused = house.headroom.change_settings(refused).unwrap_err();
    assert_eq!(refused.params["field"], "critical_percent");
}

#[tokio::test]
async fn another_language_asks_the_server_again() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let name = |headroom: &Headroom| {
        headroom.pool_view(&id).unwrap().cards.unwrap()[0]
            .name
            .clone()
    };
    assert_eq!(name(&house.headroom), "Admins");
    let settings = Settings {
        language: LanguageChoice::Zh,
        ..Settings::default()
    };
    house.headroom.change_settings(settings).unwrap();
    house.headroom.refreshed(&id).await;
    assert_eq!(name(&house.headroom), "管理员");
}

#[tokio::test]
async fn a_refresh_with_the_old_key_is_not_taken_after_a_replacement() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house.sim.set_fault(Some(Fault::Stall));
    house.headroom.refresh(&id).unwrap();
    while house.calls_of("get-usage-info") < 2 {
        tokio::task::yield_now().await;
    }
    house.sim.set_fault(None);
    house.hold(&pool);
    house.headroom.replace_key(&id, false).await.unwrap();
    house.headroom.refreshed(&id).await;
    let view = house.headroom.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), None);
    assert_eq!(view.reading.unwrap().source, Source::Live);
    assert!(!view.refreshing);
}

#[tokio::test]
async fn a_history_that_fails_alone_is_told_to_be_asked_for_again() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let before = house.headroom.pool_view(&id).unwrap().mau_revision;
    house.sim.set_fault(Some(Fault::ServerError(500)));
    house.headroom.refreshed(&id).await;
    assert_ne!(house.headroom.pool_view(&id).unwrap().mau_revision, before);
}

#[tokio::test]
async fn changes_are_told_as_they_happen() {
    let house = House::new().await;
    let mut changes = house.headroom.changes();
    let id = house.add(&house.pool()).await;
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        if let Change::Pool(view) = change {
            told.push((view.refreshing, view.cards.is_some()));
        }
    }
    assert!(told.contains(&(true, false)), "{told:?}");
    assert_eq!(told.last(), Some(&(false, true)));
    assert!(house.headroom.pool_view(&id).unwrap().cards.is_some());
}

#[tokio::test]
async fn no_more_than_four_pools_are_refreshed_at_once() {
    let house = House::new().await;
    let pool = house.pool();
    house.sim.set_fault(Some(Fault::Stall));
    for _ in 0..6 {
        house.hold(&pool);
        house.headroom.add_pool(house.draft(), false).await.unwrap();
    }
    let arrived = || house.calls_of("get-management-token");
    while arrived() < AT_ONCE {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(house.headroom.0.turns.available_permits(), 0);
    assert_eq!(arrived(), AT_ONCE);
    let waiting = house
        .headroom
        .overview()
        .pools
        .iter()
        .filter(|pool| pool.refreshing)
        .count();
    assert_eq!(waiting, 6);
}

/// When each pool's refresh began, as told by its changes, until `count` have begun.
async fn beginnings(
    changes: &mut broadcast::Receiver<Change>,
    count: usize,
) -> Vec<tokio::time::Instant> {
    let mut began = Vec::new();
    let mut under_way = std::collections::HashSet::new();
    while began.len() < count {
        let Change::Pool(view) = changes.recv().await.unwrap() else {
            continue;
        };
        if view.refreshing && under_way.insert(view.id.clone()) {
            began.push(tokio::time::Instant::now());
        } else if !view.refreshing {
            under_way.remove(&view.id);
        }
    }
    began
}

#[tokio::test(start_paused = true)]
async fn after_a_sleep_every_pool_is_refreshed_once_and_not_in_a_burst() {
    const POOLS: usize = 10;
    let clock = Arc::new(Mutex::new(Utc::now()));
    let headroom = Headroom::open(Parts {
        store: Store::in_memory().unwrap(),
        store_trouble: None,
        keychain: Keychain::start(|| Box::new(InMemory::default())),
        session_only: false,
        clock: Arc::new({
            let clock = clock.clone();
            move || *clock.lock().unwrap()
        }),
        about: About {
            version: "0".to_owned(),
            data_dir: String::new(),
        },
        system_language: WordsLanguage::En,
        demo: false,
    })
    .unwrap();
    let mut changes = headroom.changes();
    for number in 0..POOLS {
        let secret = genauth::AccessKeySecret::new("0".repeat(32));
        let key = AccessKey::new(format!("key{number}"), secret).unwrap();
        // Nobody listens on the discard port: each refresh fails, which is as good as any here.
        let host = genauth::Host::parse("http://127.0.0.1:9").unwrap();
        let (id, name) = (PoolId::random(), number.to_string());
        let pool = crate::pool::Pool {
            id,
            name,
            service: Service::Private,
            host,
            sign_in: SignInWay::Token,
            ca_pem: None,
        };
        headroom.adopt(pool, key).unwrap();
    }
    beginnings(&mut changes, POOLS).await;
    let fresh = headroom.clone();
    let keeping = tokio::spawn(async move { fresh.keep_fresh().await });
    beginnings(&mut changes, POOLS).await;

    *clock.lock().unwrap() += chrono::Duration::hours(8);
    let began = beginnings(&mut changes, POOLS).await;
    let apart = began.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(
        apart.clone().all(|apart| apart.as_secs() >= 4),
        "{:?}",
        apart.collect::<Vec<_>>()
    );
    keeping.abort();
}
