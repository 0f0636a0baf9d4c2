use super::*;
use authgauge_core::settings::Settings;

/// The process that ends here leaves no connection behind.
fn damage(dir: &Path) {
    fs::write(dir.join("authgauge.db"), "damage").unwrap();
    for log in ["authgauge.db-wal", "authgauge.db-shm"] {
        let _ = fs::remove_file(dir.join(log));
    }
}

#[tokio::test]
async fn after_a_damaged_database_the_keys_in_the_keychain_still_work() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    let settings = Settings {
        near_percent: 70,
        ..Settings::default()
    };
    house.authgauge.change_settings(settings.clone()).unwrap();
    damage(house.dir.path());

    let restarted = open(&house.dir, house.authgauge.0.keychain.clone());
    let overview = restarted.overview();
    assert!(matches!(
        overview.store_trouble,
        Some(StoreTrouble::SetAside { restored: true, .. })
    ));
    assert_eq!(overview.settings, settings);
    assert_eq!(restarted.pool_view(&id).unwrap().reading, None);
    restarted.refreshed(&id).await;
    let view = restarted.pool_view(&id).unwrap();
    assert_eq!(failure_in(&view), None);
    assert_eq!(view.reading.unwrap().source, Source::Live);
    restarted.remove_pool(&id, false).await.unwrap();
}

#[tokio::test]
async fn backup_with_another_host_sends_no_key_there() {
    let house = House::new().await;
    let pool = house.pool();
    let id = house.add(&pool).await;
    let elsewhere = Sim::start(SimOptions::default()).await.unwrap();
    let forged = tempfile::tempdir().unwrap();
    let draft = PoolDraft {
        host: Some(elsewhere.url()),
        ..house.draft()
    };
    let (store, _) = Store::open(forged.path(), Role::Owner, Utc::now()).unwrap();
    store
        .add_pool(&draft.into_pool(id.clone()).unwrap())
        .unwrap();
    let backup = "authgauge.backup";
    fs::copy(forged.path().join(backup), house.dir.path().join(backup)).unwrap();

    for damaged in [false, true] {
        if damaged {
            damage(house.dir.path());
        }
        finds_no_key(&house, &id).await;
    }
    assert!(elsewhere.requests().is_empty());
}
