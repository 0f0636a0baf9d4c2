use super::*;

#[tokio::test]
async fn a_wrong_key_is_told_by_the_test_and_stored_by_none() {
    let house = House::new().await;
    house
        .authgauge
        .hold_key(house.pool().access_key_id, "0".repeat(32))
        .unwrap();
    let told = house.authgauge.test_key(house.draft()).await.unwrap_err();
    assert_eq!(told.code, ErrorCode::KeyRejected);
    assert!(house.authgauge.overview().pools.is_empty());
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
    let report = house.authgauge.test_key(draft).await.unwrap();
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
        .authgauge
        .hold_key("id".to_owned(), String::new())
        .unwrap_err();
    assert_eq!(malformed.code, ErrorCode::KeyMalformed);
    let refused = house
        .authgauge
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
        .authgauge
        .hold_key(pool.access_key_id.clone(), "0".repeat(32))
        .unwrap();
    assert_eq!(
        house
            .authgauge
            .replace_key(&id, false)
            .await
            .unwrap_err()
            .code,
        ErrorCode::KeyRejected
    );

    house.authgauge.refreshed(&id).await;
    assert_eq!(failure_in(&house.authgauge.pool_view(&id).unwrap()), None);
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
    house.authgauge.refreshed(&id).await;
    let view = house.authgauge.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), Some(ErrorCode::KeyRejected));

    let (key, secret) = (
        pool.access_key_id,
        "f00df00df00df00df00df00df00df00d".to_owned(),
    );
    house.authgauge.hold_key(key, secret).unwrap();
    house.authgauge.replace_key(&id, false).await.unwrap();
    house.authgauge.refreshed(&id).await;
    assert_eq!(failure_in(&house.authgauge.pool_view(&id).unwrap()), None);
}

#[tokio::test]
async fn without_a_keychain_the_key_is_held_for_the_session_and_the_window_says_so() {
    let house = House::with_keychain(|| Box::new(Refusing(KeychainError::Missing))).await;
    let id = house.add(&house.pool()).await;
    let view = house.authgauge.pool_view(&id).unwrap();
    assert_eq!(view.key, KeyPlace::Session);
    assert!(view.notices.contains(&Notice::KeyForSessionOnly));
    assert_eq!(failure_in(&view), None);
    house.authgauge.remove_pool(&id, false).await.unwrap();
}

#[tokio::test]
async fn with_a_locked_keychain_nothing_is_stored_unless_the_owner_wants_the_session_only() {
    let house = House::with_keychain(|| Box::new(Refusing(KeychainError::Locked))).await;
    house.hold(&house.pool());
    let refused = house
        .authgauge
        .add_pool(house.draft(), false)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeychainLocked);
    assert!(house.authgauge.overview().pools.is_empty());

    let id = house.authgauge.add_pool(house.draft(), true).await.unwrap();
    assert_eq!(
        house.authgauge.pool_view(&id).unwrap().key,
        KeyPlace::Session
    );
}

#[tokio::test]
async fn a_key_goes_to_no_other_host_than_the_one_it_was_entered_for() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    let elsewhere = Sim::start(SimOptions::default()).await.unwrap();
    let database = rusqlite::Connection::open(house.dir.path().join("authgauge.db")).unwrap();
    database
        .execute("UPDATE pools SET host = ?1", [elsewhere.url()])
        .unwrap();
    std::fs::remove_file(house.dir.path().join("authgauge.backup")).unwrap();

    finds_no_key(&house, &id).await;
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_refresh_with_the_old_key_is_not_taken_after_a_replacement() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    house.sim.set_fault(Some(Fault::Stall));
    house.authgauge.refresh(&id).unwrap();
    while house.calls_of("get-usage-info") < 2 {
        tokio::task::yield_now().await;
    }
    house.sim.set_fault(None);
    house.hold(&pool);
    house.authgauge.replace_key(&id, false).await.unwrap();
    house.authgauge.refreshed(&id).await;
    let view = house.authgauge.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), None);
    assert_eq!(view.reading.unwrap().source, Source::Live);
    assert!(!view.refreshing);
}

/// Asks for another key while the server is slow, removes the pool, and lets the server answer then.
async fn replaced_too_late(session_only: bool) {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    let entry = house.entry(&id);
    house.sim.set_fault(Some(Fault::ServerError(503)));
    house.sim.clear_requests();
    house.hold(&pool);
    let (authgauge, of) = (house.authgauge.clone(), id.clone());
    let late = tokio::spawn(async move { authgauge.replace_key(&of, session_only).await });
    while house.sim.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    house.authgauge.remove_pool(&id, false).await.unwrap();
    house.sim.set_fault(None);

    let told = late.await.unwrap().unwrap_err();
    assert_eq!(told.code, ErrorCode::PoolNotFound);
    let keychain = &house.authgauge.0.keychain;
    assert!(
        keychain
            .get(&entry, Patience::Owner)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(keychain.place(&entry), KeyPlace::Keychain);
}

#[tokio::test]
async fn a_replacement_that_outlives_its_pool_leaves_no_key_behind() {
    replaced_too_late(false).await;
    replaced_too_late(true).await;
}

#[tokio::test]
async fn a_pool_that_is_not_stored_leaves_no_key_in_memory_whatever_the_keychain_says() {
    let house = House::with_keychain(|| Box::new(Refusing(KeychainError::Locked))).await;
    let database = rusqlite::Connection::open(house.dir.path().join("authgauge.db")).unwrap();
    database.execute("DROP TABLE pools", []).unwrap();
    house.hold(&house.pool());
    let refused = house.authgauge.add_pool(house.draft(), true).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::StoreFailed);
    assert!(house.authgauge.0.keychain.holds_none());
}
