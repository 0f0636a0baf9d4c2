//! What a launch asks of the database, counted instead of timed.
#![expect(unsafe_code, reason = "SQLite's trace is a function of C")]

use std::cell::Cell;
use std::ffi::{c_char, c_int, c_uint, c_void};
use std::ptr;

use authgauge_api::FirstView;
use authgauge_core::history::{Figures, Moment, Sample, Series};
use authgauge_core::pool::Pool;
use authgauge_store::RefreshBatch;
use chrono::{Days, NaiveDate};
use genauth::Host;
use rusqlite::auto_extension::{cancel_auto_extension, register_auto_extension};
use rusqlite::ffi::{SQLITE_TRACE_STMT, sqlite3, sqlite3_api_routines, sqlite3_trace_v2};

use super::*;

thread_local! {
    /// The SQL statements that this thread has run.
    static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

unsafe extern "C" fn count(_: c_uint, _: *mut c_void, _: *mut c_void, _: *mut c_void) -> c_int {
    STATEMENTS.set(STATEMENTS.get() + 1);
    0
}

/// Counts the statements of a connection from its start.
unsafe extern "C" fn watch(
    database: *mut sqlite3,
    _: *mut *mut c_char,
    _: *const sqlite3_api_routines,
) -> c_int {
    // SAFETY: SQLite passes a connection that is open.
    unsafe { sqlite3_trace_v2(database, SQLITE_TRACE_STMT, Some(count), ptr::null_mut()) }
}

/// The statements from opening the database to the first view.
fn statements_of_a_launch(dir: &TempDir) -> usize {
    STATEMENTS.set(0);
    // SAFETY: it opens no database, closes none, and registers nothing.
    unsafe { register_auto_extension(watch) }.unwrap();
    let app = open(dir, Keychain::start(|| Box::new(InMemory::default())));
    cancel_auto_extension(watch);
    let first = FirstView::new(&app.snapshot(), None, || app.portfolio());
    assert!(first.overview.pools.len() > 1);
    STATEMENTS.get()
}

/// Stores pools, each with five benefits that changed each day.
fn fill(dir: &TempDir, pools: usize, days: u64) {
    let (store, _) = open_store(dir.path());
    let today = Utc::now().date_naive();
    for number in 0..pools {
        let pool = Pool {
            id: PoolId::random(),
            name: format!("Pool {number}"),
            service: Service::GenAuth,
            host: Host::parse("https://api.genauth.ai").unwrap(),
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        };
        store.add_pool(&pool).unwrap();
        let samples = (0..days)
            .rev()
            .map(|back| sample(today - Days::new(back), back));
        let batch = RefreshBatch {
            samples: samples.collect(),
            ..RefreshBatch::default()
        };
        store.save_refresh(&pool.id, &batch).unwrap();
    }
}

fn sample(day: NaiveDate, used: u64) -> Sample {
    let figures = Figures {
        used: used.into(),
        total: None,
    };
    Sample {
        at: Moment { day, minute: 600 },
        figures: (0..5)
            .map(|code| (Series::Benefit(code.to_string()), figures))
            .collect(),
    }
}

#[tokio::test]
async fn a_launch_asks_the_database_as_often_for_a_year_as_for_a_day() {
    let statements = |pools, days| {
        let dir = tempfile::tempdir().unwrap();
        fill(&dir, pools, days);
        statements_of_a_launch(&dir)
    };
    let few = statements(2, 1);
    assert!((1..=130).contains(&few), "{few} statements");
    assert_eq!(statements(2, 365), few);
    // The readings of a pool's usage, plan and MAU.
    let of_a_pool = 3;
    assert_eq!(statements(12, 1), few + 10 * of_a_pool);
    println!("count: {few} SQL statements of a launch with two pools, {of_a_pool} for each more");
}
