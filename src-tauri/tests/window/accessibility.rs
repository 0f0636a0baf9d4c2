//! axe-core finds no violation on any screen.

use authgauge_driver::wait_for_cards;
use desktop_driver::App;
use serde_json::Value;

use crate::appearance::wait_for_html_attribute;
use crate::fixture::Fixture;

const AXE: &str = include_str!("../../../ui/node_modules/axe-core/axe.min.js");

async fn violations(app: &App) -> Vec<String> {
    // Not run by default: whatever can be pressed is at least 24 px, or as far from what is beside it.
    let rules = "{ 'target-size': { enabled: true } }";
    let script =
        format!("{AXE}; return axe.run({{ resultTypes: ['violations'], rules: {rules} }})");
    let results: Value = app.eval(&script, &[]).await.unwrap();
    let describe = |violation: &Value| {
        let nodes = violation["nodes"].as_array().into_iter().flatten();
        let elements: Vec<_> = nodes
            .map(|node| format!("{} {}", node["html"], node["any"]))
            .collect();
        format!("{}: {}", violation["id"], elements.join("\n  "))
    };
    results["violations"]
        .as_array()
        .into_iter()
        .flatten()
        .map(describe)
        .collect()
}

pub(crate) async fn assert_accessible(app: &App, screen: &str) {
    let violations = violations(app).await;
    let list = violations.join("\n");
    assert!(violations.is_empty(), "{screen}:\n{list}");
}

#[tokio::test]
async fn every_screen_is_accessible_in_both_themes() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    assert_accessible(&app, "first run").await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    for theme in ["light", "dark"] {
        app.click("open-settings").await.unwrap();
        app.click(&format!("theme-{theme}")).await.unwrap();
        wait_for_html_attribute(&app, "data-theme", theme).await;
        assert_accessible(&app, &format!("settings, {theme}")).await;
        app.press_escape().await.unwrap();
        wait_for_cards(&app).await.unwrap();
        app.wait_for_css("[data-testid=mau-chart] svg")
            .await
            .unwrap();
        assert_accessible(&app, &format!("pool, {theme}")).await;
        app.click("show-table").await.unwrap();
        app.wait_for("mau-table").await.unwrap();
        assert_accessible(&app, &format!("table, {theme}")).await;
        app.click("show-table").await.unwrap();
        app.click("add-pool").await.unwrap();
        app.click("service-private").await.unwrap();
        app.click("save-pool").await.unwrap();
        app.wait_for("error").await.unwrap();
        assert_accessible(&app, &format!("add pool with errors, {theme}")).await;
        app.press_escape().await.unwrap();
        app.click("pool-menu").await.unwrap();
        app.click("remove-pool").await.unwrap();
        app.wait_for("confirm-remove").await.unwrap();
        assert_accessible(&app, &format!("remove, {theme}")).await;
        app.press_escape().await.unwrap();
    }
}
