//! What the page may not decide alone is asked in a window that is not the page's.

use desktop_driver::{App, WindowSeen, Windows, until};
use serde_json::json;

use crate::owner::Owner;

const WEBHOOK: &str = "https://hooks.example.com/authgauge";

/// Where alerts go to, as the shell has it.
async fn hook(app: &App) -> serde_json::Value {
    let ask = "return window.__TAURI_INTERNALS__.invoke('overview', {}).then((told) => told.settings.hook)";
    app.eval(ask, &[]).await.unwrap()
}

async fn names_a_webhook(app: &App) {
    app.click("open-settings").await.unwrap();
    app.click("hook-webhook").await.unwrap();
    app.type_into("hook-url", WEBHOOK).await.unwrap();
    app.click("hook-save").await.unwrap();
}

/// The question, in a window of its own.
async fn question(owner: &Owner, app: &App) -> (Windows, WindowSeen) {
    let windows = owner.session.windows().unwrap();
    let seen = until("the question", async || {
        let all = windows.of_process(app.pid())?;
        Ok((all.len() > 1)
            .then(|| all.into_iter().next_back())
            .flatten())
    })
    .await
    .unwrap();
    (windows, seen)
}

#[tokio::test]
async fn alerts_go_nowhere_without_a_yes_that_the_page_cannot_give() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    names_a_webhook(&app).await;
    let (windows, asked) = question(&owner, &app).await;
    assert_eq!(hook(&app).await, json!({ "kind": "off" }));
    windows.close(&asked).unwrap();
    app.wait_for_css("[data-testid=error][data-code=not_confirmed]")
        .await
        .unwrap();
    assert_eq!(hook(&app).await, json!({ "kind": "off" }));

    app.click("hook-save").await.unwrap();
    let (windows, _) = question(&owner, &app).await;
    let set = until("the webhook", async || {
        // It may not have the focus yet.
        windows.press_return()?;
        let hook = hook(&app).await;
        Ok((hook["kind"] == "webhook").then_some(hook))
    });
    assert_eq!(set.await.unwrap()["url"], WEBHOOK);
}
