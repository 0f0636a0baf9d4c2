use desktop_driver::thirtyfour::Key;

use crate::owner::Owner;

#[tokio::test]
async fn the_chart_tells_each_period_by_keyboard_and_as_a_table() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.wait_for_css("[data-testid=mau-chart] svg")
        .await
        .unwrap();
    let bars = app.by_test_id("mau-bar").await.unwrap().len();
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
