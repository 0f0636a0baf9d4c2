use super::*;

#[tokio::test]
async fn testing_a_wrong_key_fails_and_stores_nothing() {
    let fixture = Fixture::new().await;
    let tested = fixture
        .app
        .test_key(fixture.draft(), wrong_key_of(&fixture.pool()))
        .await;
    assert_eq!(tested.unwrap_err().code, ErrorCode::KeyRejected);
    assert!(fixture.app.overview().pools.is_empty());
}

#[tokio::test]
async fn testing_a_key_reports_the_benefits_and_needs_no_name() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let draft = PoolDraft {
        name: String::new(),
        ..fixture.draft()
    };
    let report = fixture.app.test_key(draft, key_of(&pool)).await.unwrap();
    let served = fixture.sim.served_usage(&pool.access_key_id);
    assert_eq!(report.benefits as usize, served.len());
    assert_eq!(
        report.trials as usize,
        served.iter().filter(|benefit| benefit.trial).count()
    );
}

#[test]
fn a_malformed_key_is_refused() {
    let malformed = AccessKey::new("id", AccessKeySecret::new(String::new()));
    let failure = Failure::from(malformed.unwrap_err());
    assert_eq!(failure.code, ErrorCode::KeyMalformed);
}

#[tokio::test]
async fn a_rejected_replacement_leaves_the_old_key() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let replaced = fixture
        .app
        .replace_key(&id, wrong_key_of(&pool), KeyStorage::Keychain)
        .await;
    assert_eq!(replaced.unwrap_err().code, ErrorCode::KeyRejected);

    fixture.app.refreshed(&id).await;
    assert_eq!(failure_in(&fixture.app.pool_view(&id).unwrap()), None);
}

#[tokio::test]
async fn a_rotated_key_is_reported_as_rejected_and_can_be_replaced() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let secret = "f00df00df00df00df00df00df00df00d";
    fixture.sim.rotate_key(&pool.access_key_id, secret);
    fixture.sim.expire_tokens();
    fixture.app.refreshed(&id).await;
    let view = fixture.app.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), Some(ErrorCode::KeyRejected));

    let rotated = key(&pool.access_key_id, secret);
    fixture
        .app
        .replace_key(&id, rotated, KeyStorage::Keychain)
        .await
        .unwrap();
    fixture.app.refreshed(&id).await;
    assert_eq!(failure_in(&fixture.app.pool_view(&id).unwrap()), None);
}

#[tokio::test]
async fn without_a_keychain_the_key_is_held_in_memory_with_a_notice() {
    let fixture = Fixture::with_keychain(|| Box::new(Failing(KeychainError::Missing))).await;
    let id = fixture.add(&fixture.pool()).await;
    let view = fixture.app.pool_view(&id).unwrap();
    assert_eq!(view.key, KeyPlace::Session);
    assert!(view.notices.contains(&Notice::KeyForSessionOnly));
    assert_eq!(failure_in(&view), None);
    fixture.app.remove_pool(&id, false).await.unwrap();
}

#[tokio::test]
async fn with_a_locked_keychain_only_a_session_key_can_be_added() {
    let fixture = Fixture::with_keychain(|| Box::new(Failing(KeychainError::Locked))).await;
    let pool = fixture.pool();
    let refused = fixture.add_with(&pool, KeyStorage::Keychain).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::KeychainLocked);
    assert!(fixture.app.overview().pools.is_empty());

    let added = fixture.add_with(&pool, KeyStorage::Session).await;
    let view = fixture.app.pool_view(&added.unwrap()).unwrap();
    assert_eq!(view.key, KeyPlace::Session);
}

#[tokio::test]
async fn a_key_is_never_sent_to_another_host() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let elsewhere = Sim::start(SimOptions::default()).await.unwrap();
    let database = rusqlite::Connection::open(fixture.dir.path().join("authgauge.db")).unwrap();
    database
        .execute("UPDATE pools SET host = ?1", [elsewhere.url()])
        .unwrap();
    std::fs::remove_file(fixture.dir.path().join("authgauge.backup")).unwrap();

    assert_no_key_for_stored_host(&fixture, &id).await;
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn removing_a_pool_removes_its_key_although_its_host_was_altered() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let entry = fixture
        .app
        .pool_snapshot(&id)
        .unwrap()
        .pool
        .keychain_entry();
    let database = rusqlite::Connection::open(fixture.dir.path().join("authgauge.db")).unwrap();
    let altered = "UPDATE pools SET host = 'https://altered.example'";
    database.execute(altered, []).unwrap();
    std::fs::remove_file(fixture.dir.path().join("authgauge.backup")).unwrap();

    let keychain = fixture.app.testing().keychain();
    let restarted = open(&fixture.dir, keychain.clone());
    restarted.remove_pool(&id, false).await.unwrap();
    let left = keychain.get(&entry, Initiator::Owner).await.unwrap();
    assert!(left.is_none());
}

#[tokio::test]
async fn a_refresh_with_the_old_key_is_discarded_after_a_replacement() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    fixture.sim.set_fault(Some(Fault::Stall));
    fixture.app.refresh(&id).unwrap();
    while fixture.calls_of("get-usage-info") < 2 {
        tokio::task::yield_now().await;
    }
    fixture.sim.set_fault(None);
    fixture
        .app
        .replace_key(&id, key_of(&pool), KeyStorage::Keychain)
        .await
        .unwrap();
    fixture.app.refreshed(&id).await;
    let view = fixture.app.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), None);
    assert_eq!(view.reading.unwrap().source, Source::Live);
    assert!(!view.refreshing);
}

/// Starts to replace a key while the server fails, removes the pool, and lets the server recover then.
async fn remove_pool_during_replacement(storage: KeyStorage) {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let entry = fixture.app.testing().keychain_entry(&id);
    fixture.sim.set_fault(Some(Fault::ServerError(503)));
    fixture.sim.clear_requests();
    let late = tokio::spawn({
        let (app, id) = (fixture.app.clone(), id.clone());
        async move { app.replace_key(&id, key_of(&pool), storage).await }
    });
    while fixture.sim.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    fixture.app.remove_pool(&id, false).await.unwrap();
    fixture.sim.set_fault(None);

    let failure = late.await.unwrap().unwrap_err();
    assert_eq!(failure.code, ErrorCode::PoolNotFound);
    let keychain = fixture.app.testing().keychain();
    assert!(
        keychain
            .get(&entry, Initiator::Owner)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(keychain.place(&entry), KeyPlace::Keychain);
}

#[tokio::test]
async fn replacing_the_key_of_a_removed_pool_leaves_no_key() {
    remove_pool_during_replacement(KeyStorage::Keychain).await;
    remove_pool_during_replacement(KeyStorage::Session).await;
}

#[tokio::test]
async fn a_pool_that_cannot_be_stored_leaves_no_key_in_memory() {
    let fixture = Fixture::with_keychain(|| Box::new(Failing(KeychainError::Locked))).await;
    let database = rusqlite::Connection::open(fixture.dir.path().join("authgauge.db")).unwrap();
    database.execute("DROP TABLE pools", []).unwrap();
    let refused = fixture.add_with(&fixture.pool(), KeyStorage::Session).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::StoreFailed);
    assert!(fixture.app.testing().keychain().holds_none());
}

#[tokio::test]
async fn a_key_is_not_used_in_another_way_than_it_was_entered_for() {
    let alterations = [
        "UPDATE pools SET sign_in = 'token'",
        "UPDATE pools SET sign_in = 'automatic'",
        "UPDATE pools SET service = 'authing'",
        "UPDATE pools SET ca_pem = 'theirs'",
    ];
    for alteration in alterations {
        let fixture = Fixture::new().await;
        let pool = fixture.pool();
        let draft = PoolDraft {
            sign_in: SignInWay::Signature,
            ..fixture.draft()
        };
        let added = fixture
            .app
            .add_pool(draft, key_of(&pool), KeyStorage::Keychain);
        let id = added.await.unwrap();
        fixture.app.refreshed(&id).await;
        let database = fixture.dir.path().join("authgauge.db");
        let database = rusqlite::Connection::open(database).unwrap();
        assert_eq!(database.execute(alteration, []).unwrap(), 1);
        fs::remove_file(fixture.dir.path().join("authgauge.backup")).unwrap();

        let before = fixture.sim.requests().len();
        let restarted = open(&fixture.dir, fixture.app.testing().keychain());
        restarted.refreshed(&id).await;
        let failure = failure_in(&restarted.pool_view(&id).unwrap());
        assert_eq!(failure, Some(ErrorCode::KeyMismatch), "{alteration}");
        assert_eq!(fixture.sim.requests().len(), before, "{alteration}");
    }
    println!(
        "count: {} alterations of how a key is used",
        alterations.len()
    );
}

#[tokio::test]
async fn replacing_the_key_agrees_to_the_pool_as_it_is() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let database = fixture.dir.path().join("authgauge.db");
    let database = rusqlite::Connection::open(database).unwrap();
    let alteration = "UPDATE pools SET sign_in = 'signature'";
    database.execute(alteration, []).unwrap();
    fs::remove_file(fixture.dir.path().join("authgauge.backup")).unwrap();
    let restarted = open(&fixture.dir, fixture.app.testing().keychain());
    restarted.refreshed(&id).await;
    let failure = |app: &App| failure_in(&app.pool_view(&id).unwrap());
    assert_eq!(failure(&restarted), Some(ErrorCode::KeyMismatch));
    let replaced = restarted.replace_key(&id, key_of(&pool), KeyStorage::Keychain);
    replaced.await.unwrap();
    restarted.refreshed(&id).await;
    assert_eq!(failure(&restarted), None);
}

#[tokio::test]
async fn a_new_key_is_tested_at_its_pool_and_not_stored() {
    let fixture = Fixture::new().await;
    let (app, pool) = (&fixture.app, fixture.pool());
    let id = fixture.add(&pool).await;
    let rejected = app.test_new_key(&id, wrong_key_of(&pool)).await;
    assert_eq!(rejected.unwrap_err().code, ErrorCode::KeyRejected);
    app.refreshed(&id).await;
    assert_eq!(failure_in(&app.pool_view(&id).unwrap()), None);

    let report = app.test_new_key(&id, key_of(&pool)).await.unwrap();
    let served = fixture.sim.served_usage(&pool.access_key_id);
    assert_eq!(report.benefits as usize, served.len());
    let unknown = app.test_new_key(&PoolId::random(), key_of(&pool)).await;
    assert_eq!(unknown.unwrap_err().code, ErrorCode::PoolNotFound);
}

#[tokio::test]
async fn a_key_id_is_told_unless_it_is_hidden() {
    let fixture = Fixture::new().await;
    let (app, pool) = (&fixture.app, fixture.pool());
    let id = fixture.add(&pool).await;
    assert_eq!(app.key_id(&id).await, Ok(Some(pool.access_key_id)));
    app.update_settings(|settings| settings.privacy = true)
        .unwrap();
    assert_eq!(app.key_id(&id).await, Ok(None));
}
