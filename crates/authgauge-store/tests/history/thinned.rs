//! What is deleted, and what takes no space.

use super::*;

#[test]
fn peaks_survive_the_deletion_of_old_runs() {
    let (_dir, store, id) = with_pool();
    let peak = |number: u64| i64::try_from(1000 + number * 7 % 13).unwrap();
    for number in 0..200 {
        let readings = [(0, 5), (15, peak(number)), (30, 4), (45, 6)];
        let readings = readings.map(|(minute, used)| taken(number, minute, used));
        store.take(&id, &brought(readings.to_vec())).unwrap();
    }
    let known = days(&store, &id);
    assert_eq!(known.len(), 200);
    for (number, (date, summary)) in (0..).zip(&known) {
        assert_eq!((*date, *summary), (day(number), [5, 6, 4, peak(number)]));
    }
    let raw = runs(&store, &id);
    assert_eq!((raw.len(), raw[0].0), (90, day(110)));
    assert!(raw.iter().all(|(_, runs)| runs.len() == 4));
}

#[test]
fn days_are_deleted_after_three_years() {
    let (_dir, store, id) = with_pool();
    let readings = (0..1200).map(|number| taken(number, 0, 5)).collect();
    store.take(&id, &brought(readings)).unwrap();
    let known = days(&store, &id);
    assert_eq!((known.len(), known[0].0), (3 * 366, day(1200 - 3 * 366)));
}

#[test]
fn wrong_clock_deletes_nothing() {
    let (_dir, store, id) = with_pool();
    let readings = (0..200).map(|number| taken(number, 0, 5)).collect();
    store.take(&id, &brought(readings)).unwrap();
    // A century ahead for two days, then correct.
    for number in [36_500, 36_501, 200, 201] {
        store
            .take(&id, &brought(vec![taken(number, 600, 6)]))
            .unwrap();
    }
    let (known, raw) = (days(&store, &id), runs(&store, &id));
    assert_eq!((known.len(), raw.len()), (204, 90));
    assert_eq!(raw[0].0, day(201 - 87));
    // Set back by hours: earlier readings stay.
    store.take(&id, &brought(vec![taken(201, 60, 9)])).unwrap();
    let today = runs(&store, &id)
        .into_iter()
        .find(|(date, _)| *date == day(201));
    let today = today.unwrap().1;
    assert_eq!(today[0], (600, 600, "6".to_owned()));
    assert_eq!(today[1], (600, 600, "9".to_owned()));
}

#[test]
fn removed_pool_leaves_no_history() {
    let (dir, store, id) = with_pool();
    let other = pool();
    store.add_pool(&other).unwrap();
    for id in [&id, &other.id] {
        store.take(id, &brought(vec![taken(0, 0, 5)])).unwrap();
        let periods = vec![period(0, 30, 7)];
        store
            .take(
                id,
                &RefreshBatch {
                    periods,
                    ..RefreshBatch::default()
                },
            )
            .unwrap();
    }
    store.remove_pool(&id).unwrap();
    assert_eq!(days(&store, &id), []);
    let left = |table: &str| {
        let query = format!("SELECT count(*) FROM {table}");
        database(&dir)
            .query_row(&query, [], |row| row.get::<_, u32>(0))
            .unwrap()
    };
    for table in ["subjects", "days", "runs", "mau_periods"] {
        assert_eq!(left(table), 1, "{table}");
    }
    let gone = store.take(&id, &brought(vec![taken(1, 0, 5)])).unwrap_err();
    assert_eq!(gone, StoreError::PoolNotFound);
    assert_eq!(left("subjects"), 1);
}

#[test]
fn number_of_benefit_codes_is_limited() {
    let (_dir, store, id) = with_pool();
    let at = Moment {
        day: day(0),
        minute: 0,
    };
    let named = |number: u32| (Series::Benefit(number.to_string()), figures(1, None));
    let taken = Sample {
        at,
        figures: (0..2500).map(named).collect(),
    };
    store.take(&id, &brought(vec![taken])).unwrap();
    assert_eq!(store.days_of_all(&id, NaiveDate::MIN).unwrap().len(), 2000);
}

#[test]
fn equal_readings_take_no_space() {
    let (dir, store, id) = with_pool();
    for quarter in 0..96 {
        store
            .take(&id, &brought(vec![taken(0, quarter * 15, 5)]))
            .unwrap();
    }
    let query = "SELECT count(*), max(length(runs)) FROM runs";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let (rows, length): (u32, u32) = database(&dir).query_row(query, [], read).unwrap();
    assert_eq!(rows, 1);
    assert!(length < 12, "{length}");
}

#[test]
fn unchanged_reading_of_the_same_minute_is_not_written() {
    let (dir, store, id) = with_pool();
    let beside = database(&dir);
    // Increases with each change by another connection.
    let version = || {
        let read = |row: &rusqlite::Row<'_>| row.get::<_, u32>(0);
        beside
            .pragma_query_value(None, "data_version", read)
            .unwrap()
    };
    let empty = version();
    store.take(&id, &brought(vec![taken(0, 7, 5)])).unwrap();
    let before = version();
    assert_ne!(before, empty);
    for _ in 0..3 {
        store.take(&id, &brought(vec![taken(0, 7, 5)])).unwrap();
    }
    assert_eq!(version(), before);
}
