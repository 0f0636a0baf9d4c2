//! Pools and benefits are found, and opened, by keyboard alone.

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, wait_until};

use crate::fixture::Fixture;

async fn wait_for_title(app: &App, title: &str) {
    wait_until(title, async || {
        let shown: String = app
            .eval("return document.querySelector('h1')?.innerText ?? ''", &[])
            .await?;
        Ok(shown.contains(title).then_some(()))
    })
    .await
    .unwrap();
}

async fn find(app: &App, query: &str) {
    app.press(Key::Control + "k").await.unwrap();
    app.wait_for("search-field").await.unwrap();
    wait_until("the field to have the focus", async || {
        let script = "return document.activeElement?.dataset.testid === 'search-field'";
        Ok(app.eval::<bool>(script, &[]).await?.then_some(()))
    })
    .await
    .unwrap();
    app.press(query).await.unwrap();
}

#[tokio::test]
async fn a_pool_and_a_benefit_are_found_by_keyboard_alone() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let (first, second) = (fixture.pool(0), fixture.pool(1));
    fixture.add_pool(&app, &first).await;
    app.click("add-pool").await.unwrap();
    fixture.add_pool(&app, &second).await;

    find(&app, "production").await;
    app.press(Key::Enter + "").await.unwrap();
    app.wait_until_gone("search").await.unwrap();
    wait_for_title(&app, &first.name).await;

    find(&app, "sms stag").await;
    let found = "[data-testid=search-result][data-kind=benefits][aria-selected=true]";
    app.wait_for_css(found).await.unwrap();
    app.press(Key::Enter + "").await.unwrap();
    app.wait_for_css("[data-testid=benefit-detail][data-code=SMS]")
        .await
        .unwrap();

    find(&app, "x").await;
    app.press_escape().await.unwrap();
    app.wait_until_gone("search").await.unwrap();
    app.wait_for("benefit-detail").await.unwrap();
}
