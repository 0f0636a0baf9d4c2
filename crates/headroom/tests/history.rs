//! What the store keeps of earlier readings.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that finds nothing is a test that fails"
)]

use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Host, MauPeriod, Quantity};
use headroom::{
    ErrorCode,
    history::{Figures, Moment, Subject, Taken},
    pool::{Pool, PoolId, Service, SignInWay},
    reading::{Reading, Source},
    store::{Brought, Kept, Kind, Store},
    view::StoreTrouble,
};
use rusqlite::Connection;
use tempfile::TempDir;

const NEAR: u16 = 40;

fn now() -> DateTime<Utc> {
    "2026-11-21T09:30:15Z".parse().unwrap()
}

fn pool() -> Pool {
    Pool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        service: Service::GenAuth,
        host: Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    }
}

fn open(dir: &TempDir) -> Store {
    let (store, trouble) = Store::open(dir.path(), now());
    assert_eq!(trouble, None);
    store
}

fn database(dir: &TempDir) -> Connection {
    Connection::open(dir.path().join("headroom.db")).unwrap()
}

fn with_pool() -> (TempDir, Store, PoolId) {
    let dir = tempfile::tempdir().unwrap();
    let store = open(&dir);
    let pool = pool();
    store.add_pool(&pool).unwrap();
    (dir, store, pool.id)
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(number)
}

fn sms() -> Subject {
    Subject::Benefit("Sms".to_owned())
}

fn figures(used: i64, total: Option<i64>) -> Figures {
    Figures {
        used: used.into(),
        total: total.map(Into::into),
    }
}

fn taken(number: u64, minute: u16, used: i64) -> Taken {
    Taken {
        at: Moment {
            day: day(number),
            minute,
        },
        figures: vec![(sms(), figures(used, Some(100)))],
    }
}

fn brought(taken: Vec<Taken>) -> Brought {
    Brought {
        taken,
        near: NEAR,
        ..Brought::default()
    }
}

/// First, last, least, most.
fn days(store: &Store, id: &PoolId) -> Vec<(NaiveDate, [i64; 4])> {
    let days = store.days_of(id, &sms(), NaiveDate::MIN).unwrap();
    let whole = |number: rust_decimal::Decimal| i64::try_from(number).unwrap();
    days.into_iter()
        .map(|day| {
            (
                day.day,
                [day.first, day.last, day.least, day.most].map(whole),
            )
        })
        .collect()
}

/// First minute, last minute, used.
fn runs(store: &Store, id: &PoolId) -> Vec<(NaiveDate, Vec<(u16, u16, String)>)> {
    let days = store.runs_of(id, &sms(), NaiveDate::MIN).unwrap();
    days.into_iter()
        .map(|(day, runs)| {
            let run =
                |run: &headroom::history::Run| (run.first, run.last, run.figures.used.to_string());
            (day, runs.runs().iter().map(run).collect())
        })
        .collect()
}

#[test]
fn what_was_read_is_there_after_a_restart_and_gaps_stay_gaps() {
    let (dir, store, id) = with_pool();
    for (minute, used) in [(0, 5), (15, 5), (30, 9), (45, 2), (300, 2), (315, 2)] {
        store
            .take(&id, &brought(vec![taken(0, minute, used)]))
            .unwrap();
    }
    store.take(&id, &brought(vec![taken(2, 5, 3)])).unwrap();
    drop(store);
    let store = open(&dir);
    assert_eq!(
        days(&store, &id),
        [(day(0), [5, 2, 2, 9]), (day(2), [3, 3, 3, 3])]
    );
    let run = |first, last, used: &str| (first, last, used.to_owned());
    assert_eq!(
        runs(&store, &id),
        [
            (
                day(0),
                vec![
                    run(0, 15, "5"),
                    run(30, 30, "9"),
                    run(45, 45, "2"),
                    run(300, 315, "2")
                ]
            ),
            (day(2), vec![run(5, 5, "3")])
        ]
    );
    assert_eq!(store.days_of(&id, &sms(), day(1)).unwrap().len(), 1);
    assert_eq!(store.runs_of(&id, &sms(), day(1)).unwrap().len(), 1);
    assert_eq!(
        store.days_of(&id, &Subject::Mau, NaiveDate::MIN).unwrap(),
        []
    );
}

#[test]
fn one_reading_after_the_other_or_all_at_once_make_the_same_history() {
    let readings: Vec<Taken> = (0..400_u16)
        .map(|number| {
            taken(
                (number / 96).into(),
                number % 96 * 15,
                i64::from(number / 7),
            )
        })
        .collect();
    let (_dir, one_by_one, id) = with_pool();
    for reading in &readings {
        one_by_one
            .take(&id, &brought(vec![reading.clone()]))
            .unwrap();
    }
    let (_dir, at_once, other) = with_pool();
    at_once.take(&other, &brought(readings)).unwrap();
    assert_eq!(days(&one_by_one, &id), days(&at_once, &other));
    assert_eq!(runs(&one_by_one, &id), runs(&at_once, &other));
}

#[test]
fn thinning_never_loses_a_peak() {
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
fn days_are_forgotten_after_three_years() {
    let (_dir, store, id) = with_pool();
    let readings = (0..1200).map(|number| taken(number, 0, 5)).collect();
    store.take(&id, &brought(readings)).unwrap();
    let known = days(&store, &id);
    assert_eq!((known.len(), known[0].0), (3 * 366, day(1200 - 3 * 366)));
}

#[test]
fn a_clock_set_wrong_makes_nobody_forget() {
    let (_dir, store, id) = with_pool();
    let readings = (0..200).map(|number| taken(number, 0, 5)).collect();
    store.take(&id, &brought(readings)).unwrap();
    // A century ahead for two days, then right again.
    for number in [36_500, 36_501, 200, 201] {
        store
            .take(&id, &brought(vec![taken(number, 600, 6)]))
            .unwrap();
    }
    let (known, raw) = (days(&store, &id), runs(&store, &id));
    assert_eq!((known.len(), raw.len()), (204, 90));
    assert_eq!(raw[0].0, day(201 - 87));
    // Put back by hours: what was read stays.
    store.take(&id, &brought(vec![taken(201, 60, 9)])).unwrap();
    let today = runs(&store, &id)
        .into_iter()
        .find(|(date, _)| *date == day(201));
    let today = today.unwrap().1;
    assert_eq!(today[0], (600, 600, "6".to_owned()));
    assert_eq!(today[1], (600, 600, "9".to_owned()));
}

#[test]
fn two_processes_lose_nothing_of_each_other() {
    let (dir, store, id) = with_pool();
    let other = open(&dir);
    std::thread::scope(|scope| {
        for (store, odd) in [(&store, 0), (&other, 1)] {
            let id = &id;
            scope.spawn(move || {
                for number in 0..60_u16 {
                    let minute = number * 20 + odd * 10;
                    let used = i64::from(minute);
                    store
                        .take(id, &brought(vec![taken(0, minute, used)]))
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(days(&store, &id), days(&other, &id));
    let summary = days(&store, &id)[0].1;
    assert_eq!((summary[2], summary[3]), (0, 59 * 20 + 10));
    let mut used: Vec<String> = runs(&store, &id)[0]
        .1
        .iter()
        .map(|run| run.2.clone())
        .collect();
    used.sort_by_key(|used| used.parse::<u32>().unwrap());
    let all: Vec<String> = (0..120).map(|number| (number * 10).to_string()).collect();
    assert_eq!(used, all);
}

#[test]
fn a_removed_pool_leaves_no_history() {
    let (dir, store, id) = with_pool();
    let other = pool();
    store.add_pool(&other).unwrap();
    for id in [&id, &other.id] {
        store.take(id, &brought(vec![taken(0, 0, 5)])).unwrap();
        let periods = vec![period(0, 30, 7)];
        store
            .take(
                id,
                &Brought {
                    periods,
                    ..Brought::default()
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
    assert_eq!(gone.code, ErrorCode::PoolNotFound);
    assert_eq!(left("subjects"), 1);
}

#[test]
fn what_is_read_again_unchanged_is_not_written_again_within_the_minute() {
    let (dir, store, id) = with_pool();
    let beside = database(&dir);
    // Another one after each change by another connection.
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

#[test]
fn readings_that_say_the_same_take_no_room() {
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

fn period(from: u64, to: u64, used: i64) -> MauPeriod {
    MauPeriod {
        start: day(from),
        end: day(to),
        used: Quantity::Known(used.into()),
        total: Allowance::Limited(1000.into()),
    }
}

#[test]
fn a_mau_period_that_the_server_forgets_stays_known() {
    let (_dir, store, id) = with_pool();
    let take = |periods: Vec<MauPeriod>| {
        store
            .take(
                &id,
                &Brought {
                    periods,
                    ..Brought::default()
                },
            )
            .unwrap();
    };
    take(vec![period(0, 31, 700), period(31, 61, 12)]);
    let unknown = MauPeriod {
        used: Quantity::NotReported(None),
        ..period(61, 92, 0)
    };
    take(vec![period(31, 61, 650), unknown, period(61, 92, 3)]);
    let known = store.mau_periods(&id).unwrap();
    assert_eq!(
        known,
        [period(0, 31, 700), period(31, 61, 650), period(61, 92, 3)]
    );
}

#[test]
fn the_mau_is_no_benefit_whatever_a_benefit_is_called() {
    let (_dir, store, id) = with_pool();
    let names = ["", "mau", "Mau"].map(|code| Subject::Benefit(code.to_owned()));
    let subjects: Vec<Subject> = names.into_iter().chain([Subject::Mau]).collect();
    let figures = subjects
        .iter()
        .cloned()
        .zip((1..).map(|used| figures(used, None)));
    let at = Moment {
        day: day(0),
        minute: 0,
    };
    let taken = Taken {
        at,
        figures: figures.collect(),
    };
    store.take(&id, &brought(vec![taken])).unwrap();
    for (subject, used) in subjects.iter().zip(1_i64..) {
        let days = store.days_of(&id, subject, NaiveDate::MIN).unwrap();
        assert_eq!((days.len(), days[0].last), (1, used.into()));
    }
    let all = store.days_of_all(&id, NaiveDate::MIN).unwrap();
    let all: Vec<Subject> = all.into_iter().map(|known| known.0).collect();
    assert_eq!(all.len(), 4);
    assert!(subjects.iter().all(|subject| all.contains(subject)));
}

#[test]
fn a_server_that_names_its_benefits_anew_each_time_does_not_fill_the_disk() {
    let (_dir, store, id) = with_pool();
    let at = Moment {
        day: day(0),
        minute: 0,
    };
    let named = |number: u32| (Subject::Benefit(number.to_string()), figures(1, None));
    let taken = Taken {
        at,
        figures: (0..2500).map(named).collect(),
    };
    store.take(&id, &brought(vec![taken])).unwrap();
    assert_eq!(store.days_of_all(&id, NaiveDate::MIN).unwrap().len(), 2000);
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
    let all = Brought {
        kept: vec![Kept::of(Kind::Usage, &reading).unwrap()],
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
    let path = dir.path().join("headroom.db");
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
