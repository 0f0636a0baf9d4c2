//! Damaged history.

use super::*;

#[test]
fn invalid_rows_are_left_out_and_replaced_by_later_samples() {
    let (dir, store, id) = with_pool();
    let readings = (0..6).map(|number| sample(number, 0, 5)).collect();
    store.save_refresh(&id, &batch(readings)).unwrap();
    let from = day(0).to_epoch_days();
    let damage = format!(
        "UPDATE runs SET runs = x'ffffffff' WHERE day = {from};
        UPDATE runs SET runs = zeroblob(100000) WHERE day = {from} + 1;
        UPDATE days SET last = 'many' WHERE day = {from} + 2;
        UPDATE days SET total = '' WHERE day = {from} + 3;
        UPDATE days SET day = 1 << 60 WHERE day = {from} + 4"
    );
    database(&dir).execute_batch(&damage).unwrap();
    let days_left: Vec<NaiveDate> = days(&store, &id).into_iter().map(|day| day.0).collect();
    assert_eq!(days_left, [day(0), day(1), day(5)]);
    assert_eq!(store.days_of_all(&id, day(0)).unwrap()[0].1.len(), 3);
    let runs_left: Vec<NaiveDate> = runs(&store, &id).into_iter().map(|day| day.0).collect();
    assert_eq!(runs_left, [day(2), day(3), day(4), day(5)]);
    // Later samples replace them.
    store
        .save_refresh(&id, &batch(vec![sample(0, 30, 7), sample(2, 30, 7)]))
        .unwrap();
    assert_eq!(runs(&store, &id)[0].1, [(30, 30, "7".to_owned())]);
    assert_eq!(days(&store, &id)[2], (day(2), [7, 7, 7, 7]));
}

#[test]
fn readings_are_saved_if_the_history_cannot_be_written() {
    let (dir, store, id) = with_pool();
    let trigger = "CREATE TRIGGER no BEFORE INSERT ON runs BEGIN SELECT RAISE(FAIL, 'no'); END";
    database(&dir).execute_batch(trigger).unwrap();
    let reading = Reading {
        value: 7,
        taken_at: now(),
        source: Source::Live,
    };
    let refresh = RefreshBatch {
        readings: vec![StoredReading::of(Kind::Usage, &reading).unwrap()],
        ..batch(vec![sample(0, 0, 5)])
    };
    assert_eq!(
        store.save_refresh(&id, &refresh).unwrap_err(),
        StoreError::Failed(StoreReason::Other)
    );
    assert_eq!(
        store
            .reading::<i32>(&id, Kind::Usage)
            .unwrap()
            .unwrap()
            .value,
        7
    );
    assert_eq!(
        days(&store, &id),
        [],
        "the history is written completely or not at all"
    );
}

#[test]
fn database_with_a_damaged_large_history_is_set_aside_on_the_next_open() {
    let (dir, store, id) = with_pool();
    store
        .save_refresh(&id, &batch(vec![sample(0, 0, 5)]))
        .unwrap();
    drop(store);
    let path = dir.path().join("authgauge.db");
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
        INSERT INTO runs SELECT i, (SELECT id FROM subjects), randomblob(900) FROM n;
        PRAGMA wal_checkpoint(TRUNCATE)";
    database(&dir).execute_batch(fill).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    assert!(bytes.len() > 9_000_000);
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    std::fs::write(&path, bytes).unwrap();

    let store = open(&dir);
    assert_eq!(days(&store, &id).len(), 1, "the intact part can be read");
    let error = store
        .runs_of(&id, &sms_series(), NaiveDate::MIN)
        .unwrap_err();
    assert_eq!(error, StoreError::Failed(StoreReason::Corrupt));
    drop(store);
    let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    assert!(
        matches!(trouble, Some(StoreTrouble::SetAside { restored: true, .. })),
        "{trouble:?}"
    );
    assert_eq!(store.pools().unwrap().len(), 1);
    drop(store);
    open(&dir);
}
