//! A webhook needs the owner's consent in a native dialog, which the page cannot answer.

use desktop_driver::{App, Window, Windows, wait_until};
use serde_json::{Value, json};

use crate::fixture::Fixture;

const WEBHOOK: &str = "https://hooks.example.com/authgauge";

/// The stored hook setting.
async fn stored_hook(app: &App) -> Value {
    let script = "return window.__TAURI_INTERNALS__.invoke('overview', {}).then((overview) => overview.settings.hook)";
    app.eval(script, &[]).await.unwrap()
}

async fn save_webhook(app: &App) {
    app.click("open-settings").await.unwrap();
    app.click("hook-webhook").await.unwrap();
    app.type_into("hook-url", WEBHOOK).await.unwrap();
    app.click("hook-save").await.unwrap();
}

/// Waits for the dialog, which is a second window.
async fn wait_for_dialog(fixture: &Fixture, app: &App) -> (Windows, Window) {
    let windows = fixture.session.windows().unwrap();
    let dialog = wait_until("the dialog", async || {
        let all = windows.of_process(app.pid())?;
        Ok((all.len() > 1)
            .then(|| all.into_iter().next_back())
            .flatten())
    })
    .await
    .unwrap();
    (windows, dialog)
}

#[tokio::test]
async fn a_webhook_is_stored_only_after_consent_in_the_dialog() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    save_webhook(&app).await;
    let (windows, dialog) = wait_for_dialog(&fixture, &app).await;
    assert_eq!(stored_hook(&app).await, json!({ "kind": "off" }));
    windows.close(&dialog).unwrap();
    app.wait_for_css("[data-testid=error][data-code=not_confirmed]")
        .await
        .unwrap();
    assert_eq!(stored_hook(&app).await, json!({ "kind": "off" }));

    app.click("hook-save").await.unwrap();
    let (windows, _) = wait_for_dialog(&fixture, &app).await;
    let hook = wait_until("the webhook to be stored", async || {
        // The dialog may not have the focus yet.
        windows.press_return()?;
        let hook = stored_hook(&app).await;
        Ok((hook["kind"] == "webhook").then_some(hook))
    });
    assert_eq!(hook.await.unwrap()["url"], WEBHOOK);
}
