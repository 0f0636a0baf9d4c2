use super::*;

/// Overwrites the database, and removes its log as the end of the process would.
fn damage(dir: &Path) {
    fs::write(dir.join("authgauge.db"), "damage").unwrap();
    for log in ["authgauge.db-wal", "authgauge.db-shm"] {
        let _ = fs::remove_file(dir.join(log));
    }
}

#[tokio::test]
async fn after_a_damaged_database_keys_of_the_keychain_still_work() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let settings = Settings {
        near_percent: 70,
        ..Settings::default()
    };
    fixture.app.change_settings(settings.clone()).unwrap();
    damage(fixture.dir.path());

    let restarted = open(&fixture.dir, fixture.app.testing().keychain());
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
async fn a_forged_backup_with_another_host_gets_no_key() {
    let fixture = Fixture::new().await;
    let pool = fixture.pool();
    let id = fixture.add(&pool).await;
    let elsewhere = Sim::start(SimOptions::default()).await.unwrap();
    let forged = tempfile::tempdir().unwrap();
    let draft = PoolDraft {
        host: Some(elsewhere.url()),
        ..fixture.draft()
    };
    let (store, _) = Store::open(forged.path(), Role::Owner, Utc::now()).unwrap();
    store
        .add_pool(&draft.into_pool(id.clone(), chrono::Utc::now()).unwrap())
        .unwrap();
    let backup = "authgauge.backup";
    fs::copy(forged.path().join(backup), fixture.dir.path().join(backup)).unwrap();

    for damaged in [false, true] {
        if damaged {
            damage(fixture.dir.path());
        }
        assert_no_key_for_stored_host(&fixture, &id).await;
    }
    assert!(elsewhere.requests().is_empty());
}
