//! The demo has 90 days behind it: what cards, the detail view and the list of alerts show of them.

use std::path::Path;

use desktop_driver::{App, Session};

use crate::owner::AUTHGAUGE;

async fn demo(session: &Session) -> App {
    let app = App::launch(session, Path::new(AUTHGAUGE), &["--demo"])
        .await
        .unwrap();
    app.wait_cards().await.unwrap();
    app
}

async fn opens(app: &App, pool: usize, code: &str) {
    let pool = format!("li:nth-child({}) > [data-testid=pool-item]", pool + 1);
    app.click_css(&pool).await.unwrap();
    let card = format!("[data-testid=benefit-card][data-code={code}] [data-testid=open-benefit]");
    app.click_css(&card).await.unwrap();
    app.wait_for("detail-chart").await.unwrap();
}

#[tokio::test]
async fn cards_of_the_demo_have_their_last_90_days_and_where_they_lead() {
    let session = Session::start().await.unwrap();
    let app = demo(&session).await;
    let lines = "[data-testid=benefit-card] [data-testid=sparkline]";
    app.wait_for_css(lines).await.unwrap();
    let (cards, lines): (usize, usize) = app
        .eval(
            "const all = (css) => document.querySelectorAll(css).length; \
             return [all('[data-testid=benefit-card]'), all(arguments[0])]",
            &[lines.into()],
        )
        .await
        .unwrap();
    assert!(lines + 1 >= cards, "{lines} of {cards}");
    let third = "li:nth-child(3) > [data-testid=pool-item]";
    app.click_css(third).await.unwrap();
    let filling = "[data-testid=benefit-card][data-code=SyncedUsers] [data-testid=card-outlook]";
    let outlook = app
        .wait_for_css(filling)
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(outlook.contains("ull"), "{outlook}");
}

#[tokio::test]
async fn the_detail_view_shows_days_resets_and_the_change_of_plan() {
    let session = Session::start().await.unwrap();
    let app = demo(&session).await;
    opens(&app, 0, "SMS").await;
    app.wait_for_css("[data-testid=detail-chart] svg")
        .await
        .unwrap();
    app.click("detail-show-table").await.unwrap();
    let table = app.wait_for("detail-table").await.unwrap();
    let rows = table
        .find_all(desktop_driver::thirtyfour::By::Css("tbody tr"))
        .await
        .unwrap();
    assert!(rows.len() >= 89, "{} days", rows.len());
    let text = table.text().await.unwrap();
    assert!(
        text.contains("1,200") && text.contains("1,500"),
        "both plans"
    );
    let changes = app.text("detail-changes").await.unwrap();
    assert!(!changes.is_empty());
    app.click("detail-back").await.unwrap();
    app.wait_cards().await.unwrap();
}

#[tokio::test]
async fn what_the_demo_begins_with_is_listed_and_not_shouted() {
    let session = Session::start().await.unwrap();
    let notifications = session.notifications().await.unwrap();
    let app = demo(&session).await;
    app.click("bell").await.unwrap();
    app.wait_for("alert-item").await.unwrap();
    let kinds: Vec<String> = app
        .eval(
            "return [...document.querySelectorAll('[data-testid=alert-item]')].map((e) => e.dataset.kind)",
            &[],
        )
        .await
        .unwrap();
    for kind in ["threshold", "forecast", "plan_ends"] {
        assert!(kinds.iter().any(|one| one == kind), "{kind} in {kinds:?}");
    }
    assert_eq!(notifications.shown(), []);
}
