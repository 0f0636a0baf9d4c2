use super::*;

#[tokio::test]
async fn what_may_pass_is_tried_again_sooner_and_once() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let locked = Keychain::start(|| Box::new(Refusing(KeychainError::Locked)));
    let authgauge = open(&house.dir, locked);

    authgauge.refreshed(&id).await;
    assert_eq!(
        failure_in(&authgauge.pool_view(&id).unwrap()),
        Some(ErrorCode::KeychainLocked)
    );
    let in_a_minute = tokio::time::Instant::now() + std::time::Duration::from_secs(60);
    assert!(authgauge.state().pool_mut(&id).unwrap().due.take().unwrap() <= in_a_minute);
    authgauge.refreshed(&id).await;
    assert!(authgauge.state().pool(&id).unwrap().due.is_none());
}

#[tokio::test]
async fn no_more_than_four_pools_are_refreshed_at_once() {
    let house = House::new().await;
    let pool = house.pool();
    house.sim.set_fault(Some(Fault::Stall));
    for _ in 0..6 {
        house.hold(&pool);
        house
            .authgauge
            .add_pool(house.draft(), false)
            .await
            .unwrap();
    }
    let arrived = || house.calls_of("get-management-token");
    while arrived() < AT_ONCE {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(house.authgauge.0.turns.available_permits(), 0);
    assert_eq!(arrived(), AT_ONCE);
    let waiting = house
        .authgauge
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
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let shown = Arc::new({
        let clock = clock.clone();
        move || *clock.lock().unwrap()
    });
    let authgauge = Authgauge::open(parts(Store::in_memory().unwrap(), keychain, shown)).unwrap();
    let mut changes = authgauge.changes();
    for number in 0..POOLS {
        let secret = genauth::AccessKeySecret::new("0".repeat(32));
        let key = AccessKey::new(format!("key{number}"), secret).unwrap();
        // Nobody listens on the discard port: each refresh fails, which is as good as any here.
        let host = genauth::Host::parse("http://127.0.0.1:9").unwrap();
        let (id, name) = (PoolId::random(), number.to_string());
        let pool = authgauge_core::pool::Pool {
            id,
            name,
            service: Service::Private,
            host,
            sign_in: SignInWay::Token,
            ca_pem: None,
        };
        authgauge.adopt(pool, key, &[]).unwrap();
    }
    beginnings(&mut changes, POOLS).await;
    let fresh = authgauge.clone();
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

#[tokio::test]
async fn a_pool_that_stands_still_is_read_less_often_until_it_moves() {
    let house = House::new().await;
    let pool = house.pool();
    // Of a service in which nothing is near its limit.
    for benefit in house.sim.served_usage(&pool.access_key_id) {
        house.sim.set_usage(&pool.access_key_id, &benefit.code, "0");
    }
    let id = house.add(&pool).await;
    let minutes = |on_battery| {
        let state = house.authgauge.state();
        let watched = state.pool(&id).unwrap();
        watched.interval(&Settings::default(), on_battery).as_secs() / 60
    };
    assert_eq!((minutes(false), minutes(true)), (15, 30));
    while house.authgauge.state().pool(&id).unwrap().still < 4 {
        house.authgauge.refreshed(&id).await;
    }
    assert_eq!((minutes(false), minutes(true)), (30, 60));
    house.sim.set_fault(Some(Fault::ServerError(500)));
    house.authgauge.refreshed(&id).await;
    assert_eq!(minutes(false), 30, "what failed says nothing of movement");
    house.sim.set_fault(None);
    let code = house.sim.served_usage(&pool.access_key_id)[0].code.clone();
    house.sim.set_usage(&pool.access_key_id, &code, "1");
    house.authgauge.refreshed(&id).await;
    assert_eq!(minutes(false), 15);
}

#[tokio::test]
async fn a_network_that_is_back_brings_what_could_not_be_reached_and_hurries_nothing_else() {
    let house = House::new().await;
    let pools = house.sim.pools();
    let (away, well) = (house.add(&pools[0]).await, house.add(&pools[1]).await);
    let due = |id| house.authgauge.state().pool(id).unwrap().due;
    let later = tokio::time::Instant::now() + std::time::Duration::from_secs(600);
    for id in [&away, &well] {
        house.authgauge.state().pool_mut(id).unwrap().due = Some(later);
    }
    let gone = authgauge_core::Failure::from(ErrorCode::Unreachable);
    house
        .authgauge
        .state()
        .pool_mut(&away)
        .unwrap()
        .usage_failure = Some(gone);
    house.authgauge.came_online();
    assert!(due(&away).unwrap() <= tokio::time::Instant::now());
    assert_eq!(due(&well), Some(later));
}

#[tokio::test]
async fn what_cannot_be_reached_is_tried_with_widening_pauses_until_it_is_there() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    let port = house.sim.port();
    house.sim.stop().await;
    let authgauge = &house.authgauge;
    let mut waits = Vec::new();
    for _ in 0..5 {
        let asked = tokio::time::Instant::now();
        authgauge.state().pool_mut(&id).unwrap().due =
            Some(asked + std::time::Duration::from_secs(900));
        authgauge.refreshed(&id).await;
        let due = authgauge.state().pool(&id).unwrap().due.unwrap();
        waits.push((due - asked).as_secs() / 60);
    }
    assert_eq!(waits, [1, 2, 4, 8, 15]);
    let options = SimOptions {
        port,
        ..SimOptions::default()
    };
    let _back = Sim::start(options).await.unwrap();
    authgauge.refreshed(&id).await;
    assert_eq!(authgauge.state().pool(&id).unwrap().tries, 0);
}
