//! What a launch needs, counted instead of timed.

use std::path::Path;

use authgauge_driver::start_session;
use desktop_driver::{App, Keyring, processes};

use crate::fixture::{BINARY, Fixture};
use crate::tray_fixture::TrayFixture;

const FIRST_VIEW: &str =
    "return JSON.parse(document.querySelector('#first-view').content.textContent)";

#[tokio::test]
async fn a_window_needs_three_processes_and_its_first_view_comes_with_the_page() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let mut names: Vec<_> = processes::tree(app.pid())
        .into_iter()
        .map(processes::name)
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["WebKitNetworkPr", "WebKitWebProces", "authgauge-deskt"]
    );
    let first: serde_json::Value = app.eval(FIRST_VIEW, &[]).await.unwrap();
    assert_eq!(first["overview"]["pools"], serde_json::json!([]));
    assert_eq!(first["pool"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_window_that_opens_again_comes_with_its_pool() {
    let fixture = TrayFixture::start().await;
    let app = fixture.open_app_with(&fixture.base.pool(1)).await;
    fixture.close_to_tray(&app).await;
    fixture.click_menu("Open Authgauge").await;
    app.wait_for_new_page().await.unwrap();
    let first: serde_json::Value = app.eval(FIRST_VIEW, &[]).await.unwrap();
    assert_eq!(first["pool"]["name"], "Acme Staging");
    assert!(first["pool"]["cards"].as_array().unwrap().len() > 1);
}

/// Laid out before its own fonts are loaded, the page searches the system's for each size and weight.
#[tokio::test]
async fn a_launch_searches_few_of_the_systems_fonts() {
    /// What fontconfig prints of a search.
    const SEARCH: &str = "prgname: \"WebKitWebProcess\"";
    let mut session = start_session(Keyring::Unlocked).await.unwrap();
    session.set_env("FC_DEBUG", "1");
    let app = App::launch(&session, Path::new(BINARY), &["--demo"]);
    let app = app.await.unwrap();
    app.wait_for("overview").await.unwrap();
    let searches = app.output().matches(SEARCH).count();
    assert!((1..=30).contains(&searches), "{searches}");
}
