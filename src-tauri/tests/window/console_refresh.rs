//! `--refresh` of the console program asks the running window, which refreshes with its own key.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::fixture::{BINARY, Fixture, wait_for_used};
use crate::tray_fixture::TrayFixture;

/// What the console prints after a refresh. It has neither a keychain nor a display.
async fn refresh_by_console(fixture: &Fixture) -> Value {
    let output = run_console(fixture, &["usage", "--refresh", "--json"]).await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

async fn run_console(fixture: &Fixture, args: &[&str]) -> Output {
    // Cargo builds the programs of other packages only when asked to, as `cargo xtask test` does.
    let program = Path::new(BINARY).with_file_name("authgauge");
    assert!(program.is_file(), "cargo build --workspace --bin authgauge");
    let mut command = Command::new(program);
    command.args(args).env_clear();
    command.env("AUTHGAUGE_DATA_DIR", fixture.data_dir());
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

fn benefit<'a>(document: &'a Value, code: &str) -> &'a Value {
    let mut benefits = document["pools"][0]["benefits"].as_array().unwrap().iter();
    benefits.find(|benefit| benefit["code"] == code).unwrap()
}

#[tokio::test]
async fn the_console_asks_the_window_to_refresh_and_prints_what_the_window_shows() {
    let fixture = TrayFixture::start().await;
    let pool = fixture.base.pool(0);
    let key = &pool.access_key_id;
    let app = fixture.open_app_with(&pool).await;

    fixture.base.sim.set_usage(key, "Admins", "3");
    let document = refresh_by_console(&fixture.base).await;
    assert_eq!(benefit(&document, "Admins")["used"]["value"], "3");
    wait_for_used(&app, "Admins", "3").await;

    fixture.close_to_tray(&app).await;
    fixture.base.sim.set_usage(key, "Admins", "4");
    let document = refresh_by_console(&fixture.base).await;
    assert_eq!(benefit(&document, "Admins")["used"]["value"], "4");
    assert!(app.has_no_page().await);
    fixture.click_menu("Open Authgauge").await;
    app.wait_for_new_page().await.unwrap();
    wait_for_used(&app, "Admins", "4").await;
}

#[tokio::test]
async fn the_console_says_that_the_window_could_not_refresh() {
    let fixture = Fixture::start().await;
    let pool = fixture.pool(0);
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &pool).await;
    fixture.sim.rotate_key(&pool.access_key_id, &"0".repeat(32));
    fixture.sim.expire_tokens();
    let output = run_console(&fixture, &["usage", "--refresh", "--json"]).await;
    assert_eq!(output.status.code(), Some(4), "{output:?}");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["errors"][0]["code"], "key_rejected");
    app.wait_for_text("notice", "access key").await.unwrap();
}
