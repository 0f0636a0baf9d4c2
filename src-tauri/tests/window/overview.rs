//! All pools at one look: filtering by a tile, opening a row, mending a key in place, by keyboard alone.

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, wait_until};

use crate::accessibility::assert_accessible;
use crate::appearance::wait_for_html_attribute;
use crate::fixture::Fixture;
use crate::key_leak_watch::canary_secret;

/// Three pools, the first of which has a benefit over its limit.
async fn open_with_three_pools(fixture: &Fixture) -> App {
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    for index in 1..3 {
        app.click("add-pool").await.unwrap();
        fixture.add_pool(&app, &fixture.pool(index)).await;
    }
    app.press(Key::Control + "0").await.unwrap();
    app.wait_for("runway-row").await.unwrap();
    app
}

/// The attribute of every element with a test ID.
async fn attributes(app: &App, test_id: &str, name: &str) -> Vec<String> {
    let script = "return [...document.querySelectorAll(`[data-testid=${arguments[0]}]`)] \
                  .map((element) => element.getAttribute(arguments[1]))";
    let arguments = [test_id.into(), name.into()];
    app.eval(script, &arguments).await.unwrap()
}

async fn focused(app: &App) -> Option<String> {
    let script = "return document.activeElement?.dataset.testid ?? null";
    app.eval(script, &[]).await.unwrap()
}

/// Presses Tab until an element with the test ID has the focus.
async fn tab_to(app: &App, test_id: &str) {
    for _ in 0..80 {
        if focused(app).await.as_deref() == Some(test_id) {
            return;
        }
        app.press(Key::Tab + "").await.unwrap();
    }
    panic!("no key press leads to {test_id}");
}

#[tokio::test]
async fn tile_filters_and_row_opens_its_benefit() {
    let fixture = Fixture::start().await;
    let app = open_with_three_pools(&fixture).await;
    let headline = app.text("headline").await.unwrap();
    assert!(headline.contains("over"), "{headline}");
    assert_eq!(attributes(&app, "heat-row", "data-pool").await.len(), 3);
    let all = attributes(&app, "runway-row", "data-kind").await;
    assert!(all.iter().any(|kind| kind != "over"), "{all:?}");

    app.click("tile-out").await.unwrap();
    wait_until("only what has run out", async || {
        let kinds = attributes(&app, "runway-row", "data-kind").await;
        let has_run_out = |kind: &String| kind == "over" || kind == "full";
        Ok(kinds.iter().all(has_run_out).then_some(()))
    })
    .await
    .unwrap();
    let pools = attributes(&app, "heat-row", "data-pool").await;
    assert!(pools.len() < 3, "{pools:?}");

    app.click_css("[data-testid=runway-row][data-kind=over]")
        .await
        .unwrap();
    app.wait_for("detail-rules").await.unwrap();
}

#[tokio::test]
async fn rejected_key_of_a_third_pool_is_seen_and_mended_from_the_overview() {
    let fixture = Fixture::start().await;
    let app = open_with_three_pools(&fixture).await;
    let third = fixture.pool(2);
    let new_secret = canary_secret(&fixture.pool(1));
    fixture.sim.rotate_key(&third.access_key_id, &new_secret);
    app.press(Key::Control + "r").await.unwrap();
    app.wait_for("heat-fix").await.unwrap();
    app.wait_for_text("tile-unread", "1").await.unwrap();
    let row = app.text("heat").await.unwrap();
    assert!(row.contains("rejected"), "{row}");

    app.click("heat-fix").await.unwrap();
    app.type_into("access-key-id", &third.access_key_id)
        .await
        .unwrap();
    app.type_secret("access-key-secret", &new_secret)
        .await
        .unwrap();
    app.click("confirm-replace").await.unwrap();
    app.wait_until_gone("confirm-replace").await.unwrap();
    app.wait_until_gone("heat-fix").await.unwrap();
    app.wait_for("overview").await.unwrap();
}

#[tokio::test]
async fn overview_is_used_by_keyboard_alone() {
    let fixture = Fixture::start().await;
    let app = open_with_three_pools(&fixture).await;
    tab_to(&app, "share").await;
    app.press(Key::Enter + "").await.unwrap();
    app.wait_for("share-markdown").await.unwrap();
    app.press_escape().await.unwrap();
    tab_to(&app, "tile-out").await;
    app.press(Key::Space + "").await.unwrap();
    app.wait_for_css("[data-testid=tile-out][aria-pressed=true]")
        .await
        .unwrap();
    tab_to(&app, "runway-table-toggle").await;
    app.press(Key::Enter + "").await.unwrap();
    app.wait_for("runway-table").await.unwrap();
    app.press(Key::Enter + "").await.unwrap();
    tab_to(&app, "runway-row").await;
    app.press(Key::Enter + "").await.unwrap();
    app.wait_for("detail-rules").await.unwrap();
    app.press(Key::Control + "0").await.unwrap();
    app.wait_for("overview").await.unwrap();
}

#[tokio::test]
async fn overview_is_accessible_in_both_themes() {
    let fixture = Fixture::start().await;
    let app = open_with_three_pools(&fixture).await;
    fixture
        .sim
        .rotate_key(&fixture.pool(2).access_key_id, "no-longer-the-same-secret");
    app.press(Key::Control + "r").await.unwrap();
    app.wait_for("heat-fix").await.unwrap();
    for theme in ["light", "dark"] {
        app.click("open-settings").await.unwrap();
        app.click(&format!("theme-{theme}")).await.unwrap();
        wait_for_html_attribute(&app, "data-theme", theme).await;
        app.press(Key::Control + "0").await.unwrap();
        app.wait_for("runway-row").await.unwrap();
        assert_accessible(&app, &format!("overview, {theme}")).await;
        app.click("tile-out").await.unwrap();
        app.click("runway-table-toggle").await.unwrap();
        app.wait_for("runway-table").await.unwrap();
        assert_accessible(&app, &format!("overview as a table, {theme}")).await;
        app.click("runway-table-toggle").await.unwrap();
        app.click("tile-out").await.unwrap();
    }
}
