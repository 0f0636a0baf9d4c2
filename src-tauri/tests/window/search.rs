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

/// The chosen result is in sight, and not only on the page.
async fn wait_for_visible_choice(app: &App) {
    wait_until("the chosen result to be in sight", async || {
        let script = "const row = document.querySelector('[data-testid=search-result][aria-selected=true]'); \
            const box = row?.getBoundingClientRect(); \
            const at = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
            return Boolean(at && row.contains(at))";
        Ok(app.eval::<bool>(script, &[]).await?.then_some(()))
    })
    .await
    .unwrap();
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
    wait_for_visible_choice(&app).await;
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

/// Adds a pool and opens one of its benefits by the search.
async fn open_benefit(fixture: &Fixture) -> App {
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    find(&app, "sms").await;
    let found = "[data-testid=search-result][data-kind=benefits][aria-selected=true]";
    app.wait_for_css(found).await.unwrap();
    app.press(Key::Enter + "").await.unwrap();
    app.wait_for("benefit-detail").await.unwrap();
    app
}

async fn press_all(app: &App, keys: impl IntoIterator<Item = Key>) {
    for key in keys {
        app.press(key + "").await.unwrap();
    }
}

/// From the name of the benefit, past its code, to the button that hides it.
async fn press_hide(app: &App) {
    press_all(app, [Key::Tab, Key::Tab]).await;
    wait_until("the button to have the focus", async || {
        let script = "return document.activeElement?.dataset.testid === 'detail-hide'";
        Ok(app.eval::<bool>(script, &[]).await?.then_some(()))
    })
    .await
    .unwrap();
    app.press(Key::Enter + "").await.unwrap();
}

#[tokio::test]
async fn a_benefit_is_hidden_and_shown_again_by_keyboard_alone() {
    let fixture = Fixture::start().await;
    let app = open_benefit(&fixture).await;
    press_hide(&app).await;
    app.wait_for_text("detail-hidden", "Alerts").await.unwrap();
    app.press_escape().await.unwrap();
    app.wait_for_text("hidden-benefits", "1 hidden benefit")
        .await
        .unwrap();
    let cards = authgauge_driver::cards(&app).await.unwrap();
    assert!(!cards.is_empty() && cards.iter().all(|card| card.code != "SMS"));
    app.close().await.unwrap();

    let app = fixture.open_app().await;
    app.wait_for("hidden-benefits").await.unwrap();
    let script = "document.querySelector('[data-testid=hidden-benefits] summary').focus()";
    app.eval::<()>(script, &[]).await.unwrap();
    press_all(&app, [Key::Enter, Key::Tab, Key::Tab, Key::Enter]).await;
    app.wait_until_gone("hidden-benefits").await.unwrap();
    app.wait_for_css("[data-testid=benefit-card][data-code=SMS]")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_command_is_found_by_what_it_does() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    find(&app, "mute all").await;
    app.wait_for_css("[data-testid=search-result][data-kind=commands][aria-selected=true]")
        .await
        .unwrap();
    app.press(Key::Enter + "").await.unwrap();
    app.wait_for("mute-pool").await.unwrap();
    app.press_escape().await.unwrap();
    app.wait_until_gone("mute-pool").await.unwrap();

    find(&app, "notifications settings").await;
    app.press(Key::Enter + "").await.unwrap();
    app.wait_for("settings").await.unwrap();
    wait_until("the heading to have the focus", async || {
        let script = "return document.activeElement?.id === 'alerts'";
        Ok(app.eval::<bool>(script, &[]).await?.then_some(()))
    })
    .await
    .unwrap();
}
