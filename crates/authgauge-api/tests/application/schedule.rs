use std::time::Duration;

use authgauge_core::pool::Pool;
use tokio::time::Instant;

use super::*;

const CONCURRENT_REFRESHES: usize = 4;

#[tokio::test]
async fn a_locked_keychain_is_retried_after_5_15_and_60_seconds() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let locked = Keychain::start(|| Box::new(Failing(KeychainError::Locked)));
    let app = open(&fixture.dir, locked);

    app.refreshed(&id).await;
    assert_eq!(
        failure_in(&app.pool_view(&id).unwrap()),
        Some(ErrorCode::KeychainLocked)
    );
    for seconds in [5, 15, 60] {
        let latest = Instant::now() + Duration::from_secs(seconds);
        let due = app.testing().due(&id).unwrap();
        assert!(due <= latest && due + Duration::from_secs(4) > latest);
        app.testing().set_due(&id, None);
        app.refreshed(&id).await;
    }
}

#[tokio::test]
async fn at_most_four_pools_are_refreshed_concurrently() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    fixture.sim.set_fault(Some(Fault::Stall));
    for _ in 0..6 {
        fixture.add_with(&pool, KeyStorage::Keychain).await.unwrap();
    }
    let sign_ins = || fixture.calls_of("get-management-token");
    while sign_ins() < CONCURRENT_REFRESHES {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(fixture.app.testing().free_permits(), 0);
    assert_eq!(sign_ins(), CONCURRENT_REFRESHES);
    let waiting = fixture
        .app
        .overview()
        .pools
        .iter()
        .filter(|pool| pool.refreshing)
        .count();
    assert_eq!(waiting, 6);
}

/// When refreshes started according to the events, until `count` have started.
async fn starts(events: &mut broadcast::Receiver<Event>, count: usize) -> Vec<Instant> {
    let mut began = Vec::new();
    let mut in_flight = std::collections::HashSet::new();
    while began.len() < count {
        let Event::Pool(snapshot) = events.recv().await.unwrap() else {
            continue;
        };
        let id = &snapshot.pool.id;
        if snapshot.refreshing && in_flight.insert(id.clone()) {
            began.push(Instant::now());
        } else if !snapshot.refreshing {
            in_flight.remove(id);
        }
    }
    began
}

#[tokio::test(start_paused = true)]
async fn after_a_sleep_every_pool_is_refreshed_once_and_staggered() {
    const POOLS: usize = 10;
    let clock = Arc::new(Mutex::new(Utc::now()));
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let wall = Arc::new({
        let clock = clock.clone();
        move || *clock.lock().unwrap()
    });
    let app = App::open(Parts::new(Store::in_memory().unwrap(), keychain, wall));
    let mut events = app.events();
    for number in 0..POOLS {
        let key = key(&format!("key{number}"), &"0".repeat(32));
        // Nothing listens on the discard port: each refresh fails, which is enough here.
        let host = genauth::Host::parse("http://127.0.0.1:9").unwrap();
        let (id, name) = (PoolId::random(), number.to_string());
        let pool = Pool {
            id,
            name,
            service: Service::Private,
            host,
            sign_in: SignInWay::Token,
            ca_pem: None,
        };
        let host = pool.host.clone();
        app.add_demo_pool(pool, key, &[], host).unwrap();
    }
    starts(&mut events, POOLS).await;
    let running = tokio::spawn({
        let app = app.clone();
        async move { app.run().await }
    });
    starts(&mut events, POOLS).await;

    *clock.lock().unwrap() += chrono::Duration::hours(8);
    let began = starts(&mut events, POOLS).await;
    let gaps = began.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(
        gaps.clone().all(|gap| gap.as_secs() >= 4),
        "{:?}",
        gaps.collect::<Vec<_>>()
    );
    running.abort();
}

#[tokio::test]
async fn an_unchanged_pool_is_refreshed_less_often_until_a_figure_changes() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    // No benefit is near its limit.
    for benefit in fixture.sim.served_usage(&pool.access_key_id) {
        fixture
            .sim
            .set_usage(&pool.access_key_id, &benefit.code, "0");
    }
    let id = fixture.add(&pool).await;
    let minutes = |on_battery| {
        let interval = fixture.app.testing().interval(&id, on_battery);
        interval.as_secs() / 60
    };
    assert_eq!((minutes(false), minutes(true)), (15, 30));
    while fixture.app.testing().unchanged_readings(&id) < 4 {
        fixture.app.refreshed(&id).await;
    }
    assert_eq!((minutes(false), minutes(true)), (30, 60));
    fixture.sim.set_fault(Some(Fault::ServerError(500)));
    fixture.app.refreshed(&id).await;
    assert_eq!(minutes(false), 30, "a failure does not count as a change");
    fixture.sim.set_fault(None);
    let code = fixture.sim.served_usage(&pool.access_key_id)[0]
        .code
        .clone();
    fixture.sim.set_usage(&pool.access_key_id, &code, "1");
    fixture.app.refreshed(&id).await;
    assert_eq!(minutes(false), 15);
}

#[tokio::test]
async fn a_returning_network_makes_only_unreachable_pools_due() {
    let fixture = Fixture::new().await;
    let pools = fixture.sim.pools();
    let (unreachable, reachable) = (fixture.add(&pools[0]).await, fixture.add(&pools[1]).await);
    let testing = fixture.app.testing();
    let later = Instant::now() + Duration::from_secs(600);
    for id in [&unreachable, &reachable] {
        testing.set_due(id, Some(later));
    }
    let failure = Failure::from(ErrorCode::Unreachable);
    testing
        .set_usage_failure(&unreachable, Some(failure))
        .unwrap();
    fixture.app.network_is_back();
    assert!(testing.due(&unreachable).unwrap() <= Instant::now());
    assert_eq!(testing.due(&reachable), Some(later));
}

#[tokio::test]
async fn an_unreachable_server_is_retried_with_growing_pauses() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let port = fixture.sim.port();
    fixture.sim.stop().await;
    let app = &fixture.app;
    let mut waits = Vec::new();
    for _ in 0..5 {
        let began = Instant::now();
        let later = began + Duration::from_secs(900);
        app.testing().set_due(&id, Some(later));
        app.refreshed(&id).await;
        let due = app.testing().due(&id).unwrap();
        waits.push((due - began).as_secs() / 60);
    }
    assert_eq!(waits, [1, 2, 4, 8, 15]);
    let options = SimOptions {
        port,
        ..SimOptions::default()
    };
    let _back = Sim::start(options).await.unwrap();
    app.refreshed(&id).await;
    assert_eq!(app.testing().failed_tries(&id), 0);
}
