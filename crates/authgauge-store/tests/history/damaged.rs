//! Damage and older versions.

use super::*;

#[test]
fn nonsense_in_the_history_is_no_data() {
    let (dir, store, id) = with_pool();
    let readings = (0..6).map(|number| taken(number, 0, 5)).collect();
    store.take(&id, &brought(readings)).unwrap();
    let from = day(0).to_epoch_days();
    let damage = format!(
        "UPDATE runs SET runs = x'ffffffff' WHERE day = {from};
        UPDATE runs SET runs = zeroblob(100000) WHERE day = {from} + 1;
        UPDATE days SET last = 'many' WHERE day = {from} + 2;
        UPDATE days SET total = '' WHERE day = {from} + 3;
        UPDATE days SET day = 1 << 60 WHERE day = {from} + 4"
    );
    database(&dir).execute_batch(&damage).unwrap();
    let known: Vec<NaiveDate> = days(&store, &id).into_iter().map(|day| day.0).collect();
    assert_eq!(known, [day(0), day(1), day(5)]);
    assert_eq!(store.days_of_all(&id, day(0)).unwrap()[0].1.len(), 3);
    let raw: Vec<NaiveDate> = runs(&store, &id).into_iter().map(|day| day.0).collect();
    assert_eq!(raw, [day(2), day(3), day(4), day(5)]);
    // What is read later takes its place.
    store
        .take(&id, &brought(vec![taken(0, 30, 7), taken(2, 30, 7)]))
        .unwrap();
    assert_eq!(runs(&store, &id)[0].1, [(30, 30, "7".to_owned())]);
    assert_eq!(days(&store, &id)[2], (day(2), [7, 7, 7, 7]));
}

#[test]
fn readings_are_kept_where_the_history_cannot_be() {
    let (dir, store, id) = with_pool();
    let refuse = "CREATE TRIGGER no BEFORE INSERT ON runs BEGIN SELECT RAISE(FAIL, 'no'); END";
    database(&dir).execute_batch(refuse).unwrap();
    let reading = Reading {
        value: 7,
        taken_at: now(),
        source: Source::Live,
    };
    let all = RefreshBatch {
        kept: vec![StoredReading::of(Kind::Usage, &reading).unwrap()],
        ..brought(vec![taken(0, 0, 5)])
    };
    assert_eq!(
        store.take(&id, &all).unwrap_err().code,
        ErrorCode::StoreFailed
    );
    assert_eq!(
        store.kept::<i32>(&id, Kind::Usage).unwrap().unwrap().value,
        7
    );
    assert_eq!(days(&store, &id), [], "all of the history or nothing");
}

#[test]
fn a_database_of_the_first_version_is_copied_and_brought_up_to_date() {
    let (dir, store, id) = with_pool();
    let reading = Reading {
        value: 7,
        taken_at: now(),
        source: Source::Live,
    };
    store.keep(&id, Kind::Usage, &reading).unwrap();
    drop(store);
    back_to_the_first_version(&database(&dir));
    let store = open(&dir);
    assert_eq!(
        store.kept::<i32>(&id, Kind::Usage).unwrap().unwrap().value,
        7
    );
    store.take(&id, &brought(vec![taken(0, 0, 5)])).unwrap();
    assert_eq!(days(&store, &id).len(), 1);
    let names = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let copies = names.filter(|name| name.to_string_lossy().contains("before-update-from-1"));
    assert_eq!(copies.count(), 1);
}

#[test]
fn damage_in_a_large_history_is_met_where_it_is_and_set_aside_at_the_next_start() {
    let (dir, store, id) = with_pool();
    store.take(&id, &brought(vec![taken(0, 0, 5)])).unwrap();
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
    assert_eq!(days(&store, &id).len(), 1, "what is sound is of use");
    let met = store.runs_of(&id, &sms(), NaiveDate::MIN).unwrap_err();
    assert_eq!(met.params["reason"], "corrupt");
    drop(store);
    let (store, trouble) = Store::open(dir.path(), now());
    assert!(
        matches!(trouble, Some(StoreTrouble::SetAside { restored: true, .. })),
        "{trouble:?}"
    );
    assert_eq!(store.pools().unwrap().len(), 1);
    drop(store);
    open(&dir);
}

fn back_to_the_first_version(database: &Connection) {
    let later = "SELECT name FROM sqlite_schema WHERE type = 'table'
        AND name NOT IN ('pools', 'readings', 'settings')";
    let mut later = database.prepare(later).unwrap();
    let later = later.query_map([], |row| row.get(0)).unwrap();
    let later: Vec<String> = later.map(Result::unwrap).collect();
    assert!(later.len() >= 4);
    database.pragma_update(None, "foreign_keys", false).unwrap();
    for table in later {
        database
            .execute_batch(&format!("DROP TABLE {table}"))
            .unwrap();
    }
    database.pragma_update(None, "user_version", 1).unwrap();
}
