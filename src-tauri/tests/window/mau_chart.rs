//! The chart of monthly active users.

use desktop_driver::thirtyfour::Key;

use crate::fixture::Fixture;

#[tokio::test]
async fn periods_are_readable_by_keyboard_and_as_a_table() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.wait_for_css("[data-testid=mau-chart] svg")
        .await
        .unwrap();
    let bars = app.find_all("mau-bar").await.unwrap().len();
    assert_eq!(bars, 12);

    app.eval::<Option<bool>>(
        "document.querySelector('[role=listbox]').focus(); return null",
        &[],
    )
    .await
    .unwrap();
    app.press(Key::Home).await.unwrap();
    let first = app.text("mau-tooltip").await.unwrap();
    app.press(Key::Right).await.unwrap();
    let second = app.text("mau-tooltip").await.unwrap();
    assert_ne!(first, second);

    app.click("show-table").await.unwrap();
    app.wait_for("mau-table").await.unwrap();
    let rows: Vec<String> = app
        .eval(
            "return [...document.querySelectorAll('[data-testid=mau-table] tbody tr')].map(r => r.innerText)",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(rows.len(), 12);
}
