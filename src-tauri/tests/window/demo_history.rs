//! The demo's 90 days of history: on cards, in the detail view and in the list of alerts.

use std::path::Path;

use authgauge_driver::{start_session, wait_for_cards};
use desktop_driver::thirtyfour::{By, Key};
use desktop_driver::{App, Keyring, Session};

use crate::fixture::BINARY;

async fn open_demo(session: &Session) -> App {
    let app = App::launch(session, Path::new(BINARY), &["--demo"])
        .await
        .unwrap();
    app.wait_for("overview").await.unwrap();
    app.press(Key::Control + "1").await.unwrap();
    wait_for_cards(&app).await.unwrap();
    app
}

async fn open_detail(app: &App, pool: usize, code: &str) {
    let pool = format!("[data-testid=pool-item][data-place='{}']", pool + 1);
    app.click_css(&pool).await.unwrap();
    let card = format!("[data-testid=benefit-card][data-code={code}] [data-testid=open-benefit]");
    app.click_css(&card).await.unwrap();
    app.wait_for("detail-chart").await.unwrap();
}

#[tokio::test]
async fn cards_have_a_sparkline_and_a_forecast() {
    let session = start_session(Keyring::Unlocked).await.unwrap();
    let app = open_demo(&session).await;
    app.click_css("[data-testid=pool-item][data-place='1']")
        .await
        .unwrap();
    let sparklines = "[data-testid=benefit-card] [data-testid=sparkline]";
    app.wait_for_css(sparklines).await.unwrap();
    let (cards, sparklines): (usize, usize) = app
        .eval(
            "const all = (css) => document.querySelectorAll(css).length; \
             return [all('[data-testid=card-outlook]'), all(arguments[0])]",
            &[sparklines.into()],
        )
        .await
        .unwrap();
    assert!(
        sparklines > 0 && sparklines + 1 >= cards,
        "{sparklines} of {cards}"
    );
    let third_pool = "[data-testid=pool-item][data-place='3']";
    app.click_css(third_pool).await.unwrap();
    let outlook_of_users =
        "[data-testid=benefit-card][data-code=SyncedUsers] [data-testid=card-outlook]";
    let outlook = app
        .wait_for_css(outlook_of_users)
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(outlook.contains("uns out"), "{outlook}");
}

#[tokio::test]
async fn the_detail_view_has_a_row_per_day_and_the_plan_change() {
    let session = start_session(Keyring::Unlocked).await.unwrap();
    let app = open_demo(&session).await;
    open_detail(&app, 0, "SMS").await;
    app.wait_for_css("[data-testid=detail-chart] svg")
        .await
        .unwrap();
    app.click("detail-show-table").await.unwrap();
    let table = app.wait_for("detail-table").await.unwrap();
    let rows = table.find_all(By::Css("tbody tr")).await.unwrap();
    assert!(rows.len() >= 89, "{} days", rows.len());
    let text = table.text().await.unwrap();
    assert!(
        text.contains("1,200") && text.contains("1,500"),
        "the allowances of both plans"
    );
    let changes = app.text("detail-changes").await.unwrap();
    assert!(!changes.is_empty());
    app.click("detail-back").await.unwrap();
    wait_for_cards(&app).await.unwrap();
}

#[tokio::test]
async fn initial_alerts_are_listed_without_notifications() {
    let session = start_session(Keyring::Unlocked).await.unwrap();
    let notifications = session.notifications().await.unwrap();
    let app = open_demo(&session).await;
    app.click("bell").await.unwrap();
    let summary = "[data-testid=alert-item][data-kind=summary] [data-testid=alert-fold]";
    app.click_css(summary).await.unwrap();
    app.wait_for_text("alert-folded", "has reached 100% of its limit")
        .await
        .unwrap();
    assert_eq!(notifications.all(), []);
}

#[tokio::test]
async fn the_days_ahead_are_read_by_arrow_keys() {
    let session = start_session(Keyring::Unlocked).await.unwrap();
    let app = open_demo(&session).await;
    open_detail(&app, 0, "SMS").await;
    app.wait_for("detail-bar").await.unwrap();
    let focus = "document.querySelector('[data-testid=detail-bars]').focus()";
    app.eval::<()>(focus, &[]).await.unwrap();
    let chosen = async || {
        let chosen = "[data-testid=detail-bar][aria-selected=true]";
        let element = app.wait_for_css(chosen).await.unwrap();
        let label = element.attr("aria-label").await.unwrap();
        label.unwrap_or_default()
    };
    let today = chosen().await;
    assert!(
        today.contains("used") && !today.contains("probably"),
        "{today}"
    );
    app.press(Key::Right + "").await.unwrap();
    let tomorrow = chosen().await;
    assert!(tomorrow.contains("probably"), "{tomorrow}");
    app.press(Key::End + "").await.unwrap();
    let last = chosen().await;
    assert!(
        last.contains("80% chance between") && last != tomorrow,
        "{last}"
    );
    app.press(Key::Left + "").await.unwrap();
    assert_ne!(chosen().await, last);
}
