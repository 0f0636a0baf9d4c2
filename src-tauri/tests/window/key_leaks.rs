//! Neither keys nor tokens stay in memory after their pool is removed, and a crash dumps none.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use authgauge_driver::pools;
use desktop_driver::{App, Canary, memory, wait_until};
use genauth_sim::SimPool;

use crate::fixture::{Fixture, wait_for_live_readings};
use crate::key_leak_watch::{print_count, secret_canary, token_canary};

/// Asserts that the memory holds key and token, removes the pool, and asserts that it holds them no longer.
async fn assert_removal_clears_memory(fixture: &Fixture, app: &App, pool: &SimPool) {
    let search = |canary: Canary| memory::search(app.pid(), &canary).unwrap();
    let copies = [secret_canary(pool), token_canary(pool)].map(|c| search(c).matches.len());
    assert!(
        copies.iter().all(|&copies| copies > 0),
        "the search finds what is in use"
    );
    app.click("pool-menu").await.unwrap();
    app.click("remove-pool").await.unwrap();
    app.click("confirm-remove").await.unwrap();
    wait_until("the pool to be removed", async || {
        Ok(pools(app).await?.is_empty().then_some(()))
    })
    .await
    .unwrap();
    assert!(fixture.session.keyring_items().await.unwrap().is_empty());
    let [key, token] = [search(secret_canary(pool)), search(token_canary(pool))];
    print_count(
        copies.iter().sum::<usize>(),
        "copies of a key or its token in memory before its pool was removed",
    );
    print_count(key.bytes >> 20, "MiB of memory searched for them after");
    assert_eq!(key.matches, Vec::<String>::new());
    assert_eq!(token.matches, Vec::<String>::new());
}

#[tokio::test]
async fn removing_a_pool_clears_its_typed_key_and_token_from_memory() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    assert_removal_clears_memory(&fixture, &app, &fixture.pool(0)).await;
}

#[tokio::test]
async fn removing_a_pool_clears_its_keychain_key_and_token_from_memory() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.close().await.unwrap();
    let app = fixture.open_app().await;
    wait_for_live_readings(&app).await;
    assert_removal_clears_memory(&fixture, &app, &fixture.pool(0)).await;
}

#[tokio::test]
async fn a_crash_writes_no_core_dump_and_no_key() {
    let fixture = Fixture::start().await;
    let pool = fixture.pool(0);
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &pool).await;
    app.close().await.unwrap();
    for signal in ["-ABRT", "-SEGV"] {
        let app = fixture.open_app().await;
        wait_for_live_readings(&app).await;
        let process = format!("/proc/{}", app.pid());
        // At a limit of 1, the kernel doesn't even pipe the dump to a crash handler.
        let expected = if core_limits("/proc/self")[1] == "0" {
            ["0", "0"]
        } else {
            ["1", "1"]
        };
        assert_eq!(core_limits(&process), expected);
        let folder = fs::read_link(format!("{process}/cwd")).unwrap();
        let before = core_dumps(&folder);
        let in_memory = memory::search(app.pid(), &secret_canary(&pool)).unwrap();
        assert!(!in_memory.matches.is_empty());
        // Rust's SIGSEGV handler ignores the first signal that no address caused.
        wait_until("the app to exit", async || {
            Command::new("kill")
                .args([signal, &app.pid().to_string()])
                .status()
                .unwrap();
            Ok((!app.is_running()).then_some(()))
        })
        .await
        .unwrap();
        assert_eq!(core_dumps(&folder), before);
        assert!(
            secret_canary(&pool)
                .find(app.output().as_bytes())
                .is_empty()
        );
    }
}

/// The soft and the hard limit of a core dump's size.
fn core_limits(process: &str) -> [String; 2] {
    let limits = fs::read_to_string(format!("{process}/limits")).unwrap();
    let mut lines = limits.lines();
    let values = lines.find_map(|line| line.strip_prefix("Max core file size"));
    let mut values = values.unwrap().split_whitespace().map(str::to_owned);
    [values.next().unwrap(), values.next().unwrap()]
}

fn core_dumps(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.as_encoded_bytes().starts_with(b"core"))
        .collect()
}
