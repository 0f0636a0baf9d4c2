//! The backend holds a typed key only while the command that uses it runs.

use desktop_driver::{memory, wait_until};
use genauth_sim::Fault;
use serde_json::json;

use crate::fixture::Fixture;
use crate::key_leak_watch::secret_canary;

#[tokio::test]
async fn a_key_is_in_memory_while_its_test_runs() {
    let fixture = Fixture::start().await;
    let secret = secret_canary(&fixture.pool(0));
    let app = fixture.open_app().await;
    fixture.sim.set_fault(Some(Fault::Stall));
    fixture.fill_pool_form(&app, &fixture.pool(0)).await;
    app.click("test-key").await.unwrap();
    let found = || memory::search(app.pid(), &secret).unwrap().matches;
    wait_until("the key in use", async || {
        Ok((!found().is_empty()).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_tested_key_is_wiped_from_memory() {
    let fixture = Fixture::start().await;
    let secret = secret_canary(&fixture.pool(0));
    let app = fixture.open_app().await;
    fixture.fill_pool_form(&app, &fixture.pool(0)).await;
    app.click("test-key").await.unwrap();
    app.wait_for("key-report").await.unwrap();
    // The end of the last call may be delayed.
    wait_until("the key to be wiped", async || {
        let found = memory::search(app.pid(), &secret)?.matches;
        Ok(found.is_empty().then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_key_that_is_not_sealed_is_refused() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let draft = json!({
        "name": "", "service": "private", "host": fixture.sim.url(), "sign_in": "automatic", "ca_file": null,
    });
    let payload = json!({ "draft": draft, "key": { "id": "id", "sealed": "secret" } });
    let script = "return window.__TAURI_INTERNALS__.invoke('test_key', arguments[0]) \
        .then(() => 'done', (error) => error.code)";
    let code: String = app.eval(script, &[payload]).await.unwrap();
    assert_eq!(code, "key_malformed");
}
