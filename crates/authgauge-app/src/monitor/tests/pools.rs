use super::*;

#[tokio::test]
async fn pools_keep_their_names_and_order() {
    let house = House::new().await;
    let pool = house.pool();
    let (first, second) = (house.add(&pool).await, house.add(&pool).await);
    house.authgauge.rename_pool(&second, "  Zweite  ").unwrap();
    house.authgauge.move_pool(&second, 0).unwrap();
    assert_eq!(
        house.authgauge.rename_pool(&first, " ").unwrap_err().code,
        ErrorCode::NameMissing
    );

    let restarted = open(
        &house.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    for authgauge in [&house.authgauge, &restarted] {
        let pools = authgauge.overview().pools;
        assert_eq!(pools[0].name, "Zweite");
        assert_eq!(pools[0].id, second);
        assert_eq!(pools[1].id, first);
    }
}

#[tokio::test]
async fn a_pool_whose_key_cannot_be_reached_stays_unless_the_owner_leaves_the_key_behind() {
    let house = House::with_keychain(|| Box::new(Refusing(KeychainError::Locked))).await;
    house.hold(&house.pool());
    let id = house.authgauge.add_pool(house.draft(), true).await.unwrap();
    let refused = house.authgauge.remove_pool(&id, false).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::KeychainLocked);
    assert_eq!(house.authgauge.overview().pools.len(), 1);
    house.authgauge.remove_pool(&id, true).await.unwrap();
    assert!(house.authgauge.overview().pools.is_empty());
}

#[tokio::test]
async fn removing_a_pool_removes_its_key_and_its_readings() {
    let house = House::new().await;
    let id = house.add(&house.pool()).await;
    house.authgauge.remove_pool(&id, false).await.unwrap();

    let entry = PoolId(format!("{id}@{}", house.sim.url()));
    let key = house
        .authgauge
        .0
        .keychain
        .get(&entry, crate::keychain::Patience::Owner)
        .await
        .unwrap();
    assert!(key.is_none());
    let gone = house.authgauge.pool_view(&id).unwrap_err();
    assert_eq!(gone.code, ErrorCode::PoolNotFound);
    let restarted = open(
        &house.dir,
        Keychain::start(|| Box::new(InMemory::default())),
    );
    assert!(restarted.overview().pools.is_empty());
}
