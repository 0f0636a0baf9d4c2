use super::*;

#[tokio::test]
async fn pools_keep_their_names_and_order() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let (first, second) = (fixture.add(&pool).await, fixture.add(&pool).await);
    fixture.app.rename_pool(&second, "  Zweite  ").unwrap();
    fixture.app.move_pool(&second, 0).unwrap();
    assert_eq!(
        fixture.app.rename_pool(&first, " ").unwrap_err().code,
        ErrorCode::NameMissing
    );

    let restarted = open(
        &fixture.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    for app in [&fixture.app, &restarted] {
        let pools = app.overview().pools;
        assert_eq!(pools[0].name, "Zweite");
        assert_eq!(pools[0].id, second);
        assert_eq!(pools[1].id, first);
    }
}

#[tokio::test]
async fn a_pool_with_a_locked_key_stays_unless_the_key_is_left() {
    let fixture = Fixture::with_keychain(|| Box::new(Failing(KeychainError::Locked))).await;
    let added = fixture.add_with(&fixture.pool(), KeyStorage::Session).await;
    let id = added.unwrap();
    let refused = fixture.app.remove_pool(&id, false).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeychainLocked);
    assert_eq!(fixture.app.overview().pools.len(), 1);
    fixture.app.remove_pool(&id, true).await.unwrap();
    assert!(fixture.app.overview().pools.is_empty());
}

#[tokio::test]
async fn removing_a_pool_removes_its_key_and_readings() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    fixture.app.remove_pool(&id, false).await.unwrap();

    let entry = PoolId(format!("{id}@{}", fixture.sim.url()));
    let key = fixture
        .app
        .testing()
        .keychain()
        .get(&entry, Initiator::Owner)
        .await
        .unwrap();
    assert!(key.is_none());
    let gone = fixture.app.pool_view(&id).unwrap_err();
    assert_eq!(gone.code, ErrorCode::PoolNotFound);
    let restarted = open(
        &fixture.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    assert!(restarted.overview().pools.is_empty());
}
