//! A typed key is in hand no longer than the form it was typed into.

use desktop_driver::{App, Canary, memory, until};
use serde_json::{Value, json};

use crate::owner::Owner;

/// With a key that was tried and not saved.
async fn tries_a_key(owner: &Owner) -> App {
    let app = owner.opens_app().await;
    owner.fills_in(&app, &owner.pool(0)).await;
    app.click("test-key").await.unwrap();
    app.wait_for("key-report").await.unwrap();
    app
}

/// The code that a command is refused with.
async fn refusal(app: &App, command: &str, payload: Value) -> String {
    let call = "const [command, payload] = arguments; \
        return window.__TAURI_INTERNALS__.invoke(command, payload).then(() => 'done', (refused) => refused.code)";
    app.eval(call, &[json!(command), payload]).await.unwrap()
}

#[tokio::test]
async fn the_demo_leaves_no_typed_key_in_memory() {
    let owner = Owner::arrives().await;
    let secret = Canary::new(
        owner
            .pool(0)
            .access_key_secret
            .trim_start_matches(|sign: char| !sign.is_ascii_alphabetic()),
    );
    let app = tries_a_key(&owner).await;
    let found = || memory::search(app.pid(), &secret).unwrap().hits;
    assert!(!found().is_empty(), "the search sees what is in hand");
    app.click("demo").await.unwrap();
    app.wait_for("demo-mark").await.unwrap();
    // The form's own goodbye and the end of the last call may come a moment later.
    until("no key to be left", async || {
        Ok(found().is_empty().then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_key_that_cannot_be_opened_leaves_none_in_hand() {
    let owner = Owner::arrives().await;
    let app = tries_a_key(&owner).await;
    let draft = json!({
        "name": "", "service": "private", "host": owner.sim.url(), "sign_in": "automatic", "ca_file": null,
    });
    let try_it = json!({ "draft": draft });
    assert_eq!(refusal(&app, "test_key", try_it.clone()).await, "done");
    let unsealed = json!({ "id": "id", "secret": "secret" });
    assert_eq!(refusal(&app, "hold_key", unsealed).await, "key_malformed");
    assert_eq!(refusal(&app, "test_key", try_it).await, "no_key_in_hand");
}
