use desktop_driver::{App, until};

use crate::owner::Owner;

async fn html_attribute(app: &App, name: &str) -> String {
    app.eval(
        &format!("return document.documentElement.getAttribute('{name}') ?? ''"),
        &[],
    )
    .await
    .unwrap()
}

pub(crate) async fn html_becomes(app: &App, name: &str, value: &str) {
    until("the page to change", async || {
        Ok((html_attribute(app, name).await == value).then_some(()))
    })
    .await
    .unwrap();
}

async fn background(app: &App) -> String {
    app.eval(
        "return getComputedStyle(document.documentElement).backgroundColor",
        &[],
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn language_and_theme_change_live_and_stay() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.click("open-settings").await.unwrap();
    app.click("theme-light").await.unwrap();
    html_becomes(&app, "data-theme", "light").await;
    let light = background(&app).await;
    app.click("theme-dark").await.unwrap();
    html_becomes(&app, "data-theme", "dark").await;
    assert_ne!(background(&app).await, light);
    app.click("language-zh").await.unwrap();
    html_becomes(&app, "lang", "zh-CN").await;
    app.wait_text("settings", "设置").await.unwrap();
    app.close().await.unwrap();

    let app = owner.opens_app().await;
    app.wait_text("notice", "体验期").await.unwrap();
    html_becomes(&app, "lang", "zh-CN").await;
    html_becomes(&app, "data-theme", "dark").await;
}
