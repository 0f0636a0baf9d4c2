//! While names and figures are hidden, neither the window nor the tray nor a notification has them.

use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, wait_until};
use genauth_sim::SimPool;

use crate::tray_fixture::TrayFixture;

/// What a reader of the page can come to see or hear: texts, values and attributes, but not the geometry of charts.
const READABLE: &str = "const geometry = new Set(['d', 'points', 'style', 'class', 'id', 'viewBox', 'transform', \
        'x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'data-pool']); \
    const texts = [document.title]; \
    const walk = (node) => { \
        if (node.nodeType === 3) texts.push(node.data); \
        for (const one of node.attributes ?? []) if (!geometry.has(one.name)) texts.push(one.value); \
        if (node.value !== undefined) texts.push(String(node.value)); \
        for (const child of node.childNodes) if (child.nodeName !== 'SCRIPT' && child.nodeName !== 'STYLE') walk(child); \
    }; \
    walk(document.documentElement); \
    return texts.map((text) => text.startsWith('data:image/svg') ? decodeURIComponent(text).replace(/<[^>]*>/g, ' ') : text).join('\\n')";

/// The pool's name, its host, and each figure with at least three digits, plain and grouped.
fn secrets(fixture: &TrayFixture, pool: &SimPool) -> Vec<String> {
    let served = fixture.base.sim.served_usage(&pool.access_key_id);
    let figures = served
        .iter()
        .flat_map(|benefit| [benefit.used.clone(), benefit.total.clone()]);
    let figures = figures
        .filter(|figure| figure.len() >= 3 && figure.bytes().all(|it| it.is_ascii_digit()))
        .flat_map(|figure| [grouped(&figure), figure]);
    let port = fixture.base.sim.port().to_string();
    [
        pool.name.clone(),
        "127.0.0.1".to_owned(),
        port,
        "120%".to_owned(),
        "92%".to_owned(),
    ]
    .into_iter()
    .chain(figures)
    .collect()
}

fn grouped(figure: &str) -> String {
    let (head, tail) = figure.split_at(figure.len().saturating_sub(3));
    match head.is_empty() {
        true => tail.to_owned(),
        false => format!("{head},{tail}"),
    }
}

async fn assert_hidden(app: &App, screen: &str, secrets: &[String]) {
    let text: String = app.eval(READABLE, &[]).await.unwrap();
    assert!(text.contains("Pool 1"), "{screen} names the pool otherwise");
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} on {screen}: {text}");
    }
}

async fn toggle(app: &App) {
    app.press(Key::Control + Key::Shift + "h").await.unwrap();
}

#[tokio::test]
async fn nothing_hidden_is_in_the_window_the_tray_or_a_notification() {
    let fixture = TrayFixture::start().await;
    let pool = fixture.base.pool(0);
    let app = fixture.open_app_with(&pool).await;
    app.wait_for("mau-chart").await.unwrap();
    let secrets = secrets(&fixture, &pool);
    let shown: String = app.eval(READABLE, &[]).await.unwrap();
    let found = secrets.iter().filter(|secret| shown.contains(*secret));
    assert!(found.count() > 8, "the check finds what is shown");

    toggle(&app).await;
    app.wait_for("privacy-mark").await.unwrap();
    app.wait_for_css("[data-testid=mau-chart] svg")
        .await
        .unwrap();
    assert_hidden(&app, "the pool", &secrets).await;
    app.click("show-table").await.unwrap();
    app.wait_for("mau-table").await.unwrap();
    assert_hidden(&app, "the table", &secrets).await;
    app.click_css("[data-testid=benefit-card][data-code=SMS] [data-testid=open-benefit]")
        .await
        .unwrap();
    app.wait_for("benefit-detail").await.unwrap();
    app.click("bell").await.unwrap();
    app.click("alert-fold").await.unwrap();
    assert_hidden(&app, "the alerts", &secrets).await;
    app.click("open-settings").await.unwrap();
    app.wait_for("settings").await.unwrap();
    assert_hidden(&app, "the settings", &secrets).await;
    app.press(Key::Control + "k").await.unwrap();
    app.wait_for("search-field").await.unwrap();
    app.wait_for("search-result").await.unwrap();
    assert_hidden(&app, "the search", &secrets).await;
    app.press_escape().await.unwrap();

    let item = fixture
        .tray
        .wait_for(|item| item.menu.iter().any(|entry| entry.label.contains("Pool 1")));
    let item = item.await.unwrap();
    for secret in &secrets {
        let is_told = item.menu.iter().any(|entry| entry.label.contains(secret));
        assert!(
            !is_told && !item.title.contains(secret),
            "{secret}: {item:?}"
        );
    }

    fixture
        .base
        .sim
        .set_usage(&pool.access_key_id, "Email", 11_987.0);
    fixture.refresh().await;
    let told = fixture
        .notifications
        .wait_for("Email messages")
        .await
        .unwrap();
    assert!(told.contains("Pool 1"), "{told:?}");
    for secret in secrets
        .iter()
        .chain(&["11,987".to_owned(), "11987".to_owned()])
    {
        assert!(!told.contains(secret), "{secret}: {told:?}");
    }

    app.click("privacy-show").await.unwrap();
    wait_until("the name", async || {
        let text: String = app.eval(READABLE, &[]).await?;
        Ok(text.contains(&pool.name).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn names_stay_hidden_over_a_restart() {
    let fixture = TrayFixture::start().await;
    let pool = fixture.base.pool(0);
    let app = fixture.open_app_with(&pool).await;
    toggle(&app).await;
    app.wait_for("privacy-mark").await.unwrap();
    app.terminate().await.unwrap();

    let app = fixture.base.open_app().await;
    app.wait_for("privacy-mark").await.unwrap();
    let text: String = app.eval(READABLE, &[]).await.unwrap();
    assert!(!text.contains(&pool.name));
}
