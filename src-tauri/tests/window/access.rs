//! axe-core on every screen, in both themes.

use desktop_driver::App;
use serde_json::Value;

use crate::looks::html_becomes;
use crate::owner::Owner;

const AXE: &str = include_str!("../../../ui/node_modules/axe-core/axe.min.js");

async fn violations(app: &App) -> Vec<String> {
    let script = format!("{AXE}; return axe.run({{ resultTypes: ['violations'] }})");
    let found: Value = app.eval(&script, &[]).await.unwrap();
    let tell = |violation: &Value| {
        let nodes = violation["nodes"].as_array().into_iter().flatten();
        let places: Vec<_> = nodes
            .map(|node| format!("{} {}", node["html"], node["any"]))
            .collect();
        format!("{}: {}", violation["id"], places.join("\n  "))
    };
    found["violations"]
        .as_array()
        .into_iter()
        .flatten()
        .map(tell)
        .collect()
}

async fn assert_accessible(app: &App, screen: &str) {
    let found = violations(app).await;
    assert!(found.is_empty(), "{screen}:\n{}", found.join("\n"));
}

#[tokio::test]
async fn no_screen_in_either_theme_has_a_violation() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    assert_accessible(&app, "first run").await;
    owner.adds(&app, &owner.pool(0)).await;
    for theme in ["light", "dark"] {
        app.click("open-settings").await.unwrap();
        app.click(&format!("theme-{theme}")).await.unwrap();
        html_becomes(&app, "data-theme", theme).await;
        assert_accessible(&app, &format!("settings, {theme}")).await;
        app.press_escape().await.unwrap();
        app.wait_cards().await.unwrap();
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
