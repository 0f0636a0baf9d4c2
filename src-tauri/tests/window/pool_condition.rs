//! What is worst about a pool, in the sidebar, the tray and the list of alerts; and what muting an alert mutes.

use authgauge_driver::pools;
use desktop_driver::{App, wait_until};
use genauth_sim::Fault;
use serde::Deserialize;

use crate::tray_fixture::TrayFixture;

/// A row of the list of alerts.
#[derive(Debug, Deserialize)]
struct Row {
    kind: String,
    tone: String,
    state: String,
    text: String,
}

async fn rows(app: &App) -> Vec<Row> {
    let script = "return [...document.querySelectorAll('[data-testid=alert-item]')].map((item) => ({ \
         kind: item.dataset.kind, tone: item.dataset.tone, text: item.innerText, \
         state: item.querySelector('[data-testid=alert-state]')?.innerText ?? '' }))";
    app.eval(script, &[]).await.unwrap()
}

async fn wait_for_rows(app: &App, what: &str, is_reached: impl Fn(&[Row]) -> bool) -> Vec<Row> {
    wait_until(what, async || {
        Ok(Some(rows(app).await).filter(|rows| is_reached(rows)))
    })
    .await
    .unwrap()
}

async fn wait_for_sidebar(app: &App, text: &str) {
    wait_until(text, async || {
        let pools = pools(app).await?;
        Ok(pools[0].text.contains(text).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_rejected_key_is_seen_in_the_sidebar_the_tray_and_a_red_alert_and_mutes_alone() {
    let fixture = TrayFixture::start().await;
    let app = fixture.open_app_with(&fixture.base.pool(0)).await;
    wait_for_sidebar(&app, "120%").await;
    fixture.base.sim.set_fault(Some(Fault::RevokeKey));
    app.click("refresh").await.unwrap();
    wait_for_sidebar(&app, "Key rejected").await;
    let rejected = "the access key was rejected";
    let item = fixture.tray.wait_for(|item| {
        let mut labels = item.menu.iter().map(|entry| &entry.label);
        labels.any(|label| label.contains(rejected))
    });
    item.await.unwrap();

    app.click("bell").await.unwrap();
    let key = "[data-testid=alert-item][data-kind=key_rejected]";
    app.wait_for_css(&format!("{key}[data-tone=critical]"))
        .await
        .unwrap();
    app.click_css(&format!("{key} [data-testid=alert-more]"))
        .await
        .unwrap();
    app.click("alert-mute").await.unwrap();
    app.click("alerts-muted").await.unwrap();
    let is_muted = |row: &Row| row.state == "Muted" && row.kind == "key_rejected";
    let muted = wait_for_rows(&app, "a muted row", |rows| rows.iter().any(is_muted)).await;
    assert_eq!(muted.len(), 1, "{muted:?}");

    app.click_css(&format!("{key} [data-testid=alert-more]"))
        .await
        .unwrap();
    app.click("alert-mute-pool").await.unwrap();
    app.wait_for_text("mute-pool", "Mute all alerts of")
        .await
        .unwrap();
    app.click("confirm-mute-pool").await.unwrap();
    app.wait_until_gone("mute-pool").await.unwrap();
    let all = "All alerts of this pool are muted";
    wait_for_rows(&app, all, |rows| {
        rows.len() > 3 && rows.iter().all(|row| row.state == all)
    })
    .await;
    app.click_css(&format!("{key} [data-testid=alert-mute]"))
        .await
        .unwrap();
    wait_for_rows(&app, "the own mute of the key alone", |rows| {
        rows.len() == 1 && rows.iter().all(is_muted)
    })
    .await;
}

#[tokio::test]
async fn what_was_so_at_first_is_one_row_that_keys_snooze_mute_and_resolve() {
    let fixture = TrayFixture::start().await;
    let app = fixture.open_app_with(&fixture.base.pool(0)).await;
    app.click("bell").await.unwrap();
    let rows = wait_for_rows(&app, "a summary", |rows| !rows.is_empty()).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!((&*rows[0].kind, &*rows[0].tone), ("summary", "critical"));
    assert!(
        rows[0].text.contains("already needed attention"),
        "{rows:?}"
    );

    // Tab goes from the entry in the sidebar on; the row is reached from the tabs.
    focus_row(&app).await;
    app.press("h").await.unwrap();
    app.wait_for("alerts-empty").await.unwrap();
    app.click("alerts-snoozed").await.unwrap();
    let snoozed = wait_for_rows(&app, "snoozed rows", |rows| rows.len() > 3).await;
    assert!(
        snoozed
            .iter()
            .all(|row| row.state.contains("Snoozed until")),
        "{snoozed:?}"
    );
    focus_row(&app).await;
    app.press("m").await.unwrap();
    wait_for_rows(&app, "one less", |rows| rows.len() == snoozed.len() - 1).await;
    focus_row(&app).await;
    app.press("e").await.unwrap();
    wait_for_rows(&app, "two less", |rows| rows.len() == snoozed.len() - 2).await;
    for (tab, state) in [("alerts-muted", "Muted"), ("alerts-resolved", "Resolved")] {
        app.click(tab).await.unwrap();
        wait_for_rows(&app, tab, |rows| rows.len() == 1 && rows[0].state == state).await;
    }
}

/// Moves the focus to the first row.
async fn focus_row(app: &App) {
    let script = "document.querySelector('[data-testid=alert-open]').focus(); return null";
    app.eval::<()>(script, &[]).await.unwrap();
}
