//! Wrong keys, invalid fields and unusable answers are reported, and nothing is stored.

use std::path::PathBuf;

use authgauge_driver::pools;
use desktop_driver::App;
use genauth_sim::Fault;

use crate::fixture::Fixture;

async fn value_of(app: &App, field: &str) -> String {
    let field = app.wait_for(field).await.unwrap();
    field.prop("value").await.unwrap().unwrap_or_default()
}

async fn assert_nothing_stored(fixture: &Fixture, app: &App) {
    assert!(pools(app).await.unwrap().is_empty());
    assert!(fixture.session.keyring_items().await.unwrap().is_empty());
    assert_eq!(fixture.files_containing("Acme"), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn a_wrong_key_is_reported_and_the_form_keeps_its_values() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let mut pool = fixture.pool(0);
    pool.access_key_secret = "0".repeat(32);
    fixture.fill_pool_form(&app, &pool).await;
    app.click("test-key").await.unwrap();
    app.wait_for_css("[data-testid=error]").await.unwrap();
    assert_eq!(value_of(&app, "access-key-id").await, pool.access_key_id);
    assert_eq!(
        value_of(&app, "access-key-secret").await,
        pool.access_key_secret
    );
    assert_eq!(value_of(&app, "pool-name").await, pool.name);
    assert_nothing_stored(&fixture, &app).await;
}

#[tokio::test]
async fn each_invalid_field_is_marked() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let pool = fixture.pool(0);
    for (field, invalid) in [
        ("host", "http://id.acme.example"),
        ("host", "id.acme.example/path"),
        ("access-key-id", ""),
        ("access-key-secret", ""),
        ("pool-name", "  "),
    ] {
        fixture.fill_pool_form(&app, &pool).await;
        app.type_into(field, invalid).await.unwrap();
        app.click("save-pool").await.unwrap();
        let marked = format!("[data-testid={field}][aria-invalid=true]");
        app.wait_for_css(&marked).await.unwrap();
        app.wait_for("error").await.unwrap();
        assert_eq!(value_of(&app, field).await, invalid);
    }
    assert_nothing_stored(&fixture, &app).await;
}

#[tokio::test]
async fn unusable_answers_are_reported_without_their_html() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let pool = fixture.pool(0);
    for fault in [
        Fault::Html(200),
        Fault::EmptyBody,
        Fault::NoV3,
        Fault::UpgradeRequired,
    ] {
        fixture.sim.set_fault(Some(fault));
        fixture.fill_pool_form(&app, &pool).await;
        app.click("test-key").await.unwrap();
        app.wait_for("error").await.unwrap();
        assert!(!app.html().await.unwrap().contains("&lt;html"));
    }
    assert_nothing_stored(&fixture, &app).await;
    fixture.sim.set_fault(None);
    app.click("test-key").await.unwrap();
    app.wait_for("key-report").await.unwrap();
}
