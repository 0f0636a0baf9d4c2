//! Deletion of old history, and limits of its size.

use super::*;

#[test]
fn summaries_keep_peaks_after_old_runs_are_deleted() {
    let (_dir, store, id) = with_pool();
    let peak = |number: u64| i64::try_from(1000 + number * 7 % 13).unwrap();
    for number in 0..200 {
        let readings = [(0, 5), (15, peak(number)), (30, 4), (45, 6)];
        let readings = readings.map(|(minute, used)| sample(number, minute, used));
        store.save_refresh(&id, &batch(readings.to_vec())).unwrap();
    }
    let summaries = days(&store, &id);
    assert_eq!(summaries.len(), 200);
    for (number, (date, summary)) in (0..).zip(&summaries) {
        assert_eq!((*date, *summary), (day(number), [5, 6, 4, peak(number)]));
    }
    let runs_by_day = runs(&store, &id);
    assert_eq!((runs_by_day.len(), runs_by_day[0].0), (90, day(110)));
    assert!(runs_by_day.iter().all(|(_, runs)| runs.len() == 4));
}

#[test]
fn days_are_deleted_after_three_years() {
    let (_dir, store, id) = with_pool();
    let readings = (0..1200).map(|number| sample(number, 0, 5)).collect();
    store.save_refresh(&id, &batch(readings)).unwrap();
    let summaries = days(&store, &id);
    assert_eq!(
        (summaries.len(), summaries[0].0),
        (3 * 366, day(1200 - 3 * 366))
    );
}

#[test]
fn clock_set_ahead_or_back_deletes_nothing() {
    let (_dir, store, id) = with_pool();
    let readings = (0..200).map(|number| sample(number, 0, 5)).collect();
    store.save_refresh(&id, &batch(readings)).unwrap();
    // The clock is a century ahead for two days, then correct.
    for number in [36_500, 36_501, 200, 201] {
        store
            .save_refresh(&id, &batch(vec![sample(number, 600, 6)]))
            .unwrap();
    }
    let (summaries, runs_by_day) = (days(&store, &id), runs(&store, &id));
    assert_eq!((summaries.len(), runs_by_day.len()), (204, 90));
    assert_eq!(runs_by_day[0].0, day(201 - 87));
    // The clock is set back by hours: earlier readings stay.
    store
        .save_refresh(&id, &batch(vec![sample(201, 60, 9)]))
        .unwrap();
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
        store
            .save_refresh(id, &batch(vec![sample(0, 0, 5)]))
            .unwrap();
        let periods = vec![period(0, 30, 7)];
        store
            .save_refresh(
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
    let row_count = |table: &str| {
        let query = format!("SELECT count(*) FROM {table}");
        database(&dir)
            .query_row(&query, [], |row| row.get::<_, u32>(0))
            .unwrap()
    };
    for table in ["subjects", "days", "runs", "mau_periods"] {
        assert_eq!(row_count(table), 1, "{table}");
    }
    let error = store
        .save_refresh(&id, &batch(vec![sample(1, 0, 5)]))
        .unwrap_err();
    assert_eq!(error, StoreError::PoolNotFound);
    assert_eq!(row_count("subjects"), 1);
}

#[test]
fn benefit_codes_beyond_2000_are_not_recorded() {
    let (_dir, store, id) = with_pool();
    let at = Moment {
        day: day(0),
        minute: 0,
    };
    let benefit = |number: u32| (Series::Benefit(number.to_string()), figures(1, None));
    let sample = Sample {
        at,
        figures: (0..2500).map(benefit).collect(),
    };
    store.save_refresh(&id, &batch(vec![sample])).unwrap();
    assert_eq!(store.days_of_all(&id, NaiveDate::MIN).unwrap().len(), 2000);
}

#[test]
fn equal_readings_share_one_run() {
    let (dir, store, id) = with_pool();
    for quarter in 0..96 {
        store
            .save_refresh(&id, &batch(vec![sample(0, quarter * 15, 5)]))
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
    let other_connection = database(&dir);
    // Increases with each change by another connection.
    let version = || {
        let read = |row: &rusqlite::Row<'_>| row.get::<_, u32>(0);
        other_connection
            .pragma_query_value(None, "data_version", read)
            .unwrap()
    };
    let initial = version();
    store
        .save_refresh(&id, &batch(vec![sample(0, 7, 5)]))
        .unwrap();
    let before = version();
    assert_ne!(before, initial);
    for _ in 0..3 {
        store
            .save_refresh(&id, &batch(vec![sample(0, 7, 5)]))
            .unwrap();
    }
    assert_eq!(version(), before);
}
