//! The app holds a typed key no longer than its form is open.

use desktop_driver::{App, memory, wait_until};
use serde_json::{Value, json};

use crate::fixture::Fixture;
use crate::key_leak_watch::secret_canary;

/// Opens the app and tests a key without saving it.
async fn open_and_test_key(fixture: &Fixture) -> App {
    let app = fixture.open_app().await;
    fixture.fill_pool_form(&app, &fixture.pool(0)).await;
    app.click("test-key").await.unwrap();
    app.wait_for("key-report").await.unwrap();
    app
}

/// Calls a command and returns the code of its error, or `done`.
async fn call(app: &App, command: &str, payload: Value) -> String {
    let script = "const [command, payload] = arguments; \
        return window.__TAURI_INTERNALS__.invoke(command, payload).then(() => 'done', (error) => error.code)";
    app.eval(script, &[json!(command), payload]).await.unwrap()
}

#[tokio::test]
async fn opening_the_demo_clears_a_typed_key_from_memory() {
    let fixture = Fixture::start().await;
    let secret = secret_canary(&fixture.pool(0));
    let app = open_and_test_key(&fixture).await;
    let found = || memory::search(app.pid(), &secret).unwrap().matches;
    assert!(!found().is_empty(), "the search finds the held key");
    app.click("demo").await.unwrap();
    app.wait_for("demo-mark").await.unwrap();
    // The form's cleanup and the end of the last call may be delayed.
    wait_until("the key to be cleared", async || {
        Ok(found().is_empty().then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_malformed_key_replaces_the_held_key_by_none() {
    let fixture = Fixture::start().await;
    let app = open_and_test_key(&fixture).await;
    let draft = json!({
        "name": "", "service": "private", "host": fixture.sim.url(), "sign_in": "automatic", "ca_file": null,
    });
    let arguments = json!({ "draft": draft });
    assert_eq!(call(&app, "test_key", arguments.clone()).await, "done");
    let unsealed = json!({ "id": "id", "secret": "secret" });
    assert_eq!(call(&app, "hold_key", unsealed).await, "key_malformed");
    assert_eq!(call(&app, "test_key", arguments).await, "no_key_in_hand");
}
