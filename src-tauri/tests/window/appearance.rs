//! Language and theme change at once and are stored.

use desktop_driver::{App, wait_until};

use crate::fixture::Fixture;

async fn html_attribute(app: &App, name: &str) -> String {
    app.eval(
        &format!("return document.documentElement.getAttribute('{name}') ?? ''"),
        &[],
    )
    .await
    .unwrap()
}

pub(crate) async fn wait_for_html_attribute(app: &App, name: &str, value: &str) {
    wait_until("the page to change", async || {
        Ok((html_attribute(app, name).await == value).then_some(()))
    })
    .await
    .unwrap();
}

async fn background_colour(app: &App) -> String {
    app.eval(
        "return getComputedStyle(document.documentElement).backgroundColor",
        &[],
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn language_and_theme_change_at_once_and_survive_a_restart() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.click("open-settings").await.unwrap();
    app.click("theme-light").await.unwrap();
    wait_for_html_attribute(&app, "data-theme", "light").await;
    let light = background_colour(&app).await;
    app.click("theme-dark").await.unwrap();
    wait_for_html_attribute(&app, "data-theme", "dark").await;
    assert_ne!(background_colour(&app).await, light);
    app.click("language-zh").await.unwrap();
    wait_for_html_attribute(&app, "lang", "zh-CN").await;
    app.wait_for_text("settings", "设置").await.unwrap();
    app.close().await.unwrap();

    let app = fixture.open_app().await;
    app.wait_for_text("notice", "体验期").await.unwrap();
    wait_for_html_attribute(&app, "lang", "zh-CN").await;
    wait_for_html_attribute(&app, "data-theme", "dark").await;
}
