use desktop_driver::App;
use genauth_sim::Fault;

use crate::owner::Owner;

async fn typed(app: &App, field: &str) -> String {
    app.wait_for(field)
        .await
        .unwrap()
        .prop("value")
        .await
        .unwrap()
        .unwrap_or_default()
}

/// Nothing is stored by halves: no pool, no keychain entry.
async fn assert_nothing_stored(owner: &Owner, app: &App) {
    assert!(app.pools().await.unwrap().is_empty());
    assert!(owner.session.keyring_items().await.unwrap().is_empty());
    assert_eq!(owner.files_with("Acme"), Vec::<std::path::PathBuf>::new());
}

#[tokio::test]
async fn a_wrong_key_is_told_and_what_was_typed_stays() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    let mut pool = owner.pool(0);
    pool.access_key_secret = "0".repeat(32);
    owner.fills_in(&app, &pool).await;
    app.click("test-key").await.unwrap();
    app.wait_for_css("[data-testid=error]").await.unwrap();
    assert_eq!(typed(&app, "access-key-id").await, pool.access_key_id);
    assert_eq!(
        typed(&app, "access-key-secret").await,
        pool.access_key_secret
    );
    assert_eq!(typed(&app, "pool-name").await, pool.name);
    assert_nothing_stored(&owner, &app).await;
}

#[tokio::test]
async fn each_bad_field_is_told_beside_it() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    let pool = owner.pool(0);
    for (field, bad) in [
        ("host", "http://id.acme.example"),
        ("host", "id.acme.example/path"),
        ("access-key-id", ""),
        ("access-key-secret", ""),
        ("pool-name", "  "),
    ] {
        owner.fills_in(&app, &pool).await;
        app.type_into(field, bad).await.unwrap();
        app.click("save-pool").await.unwrap();
        let beside = format!("[data-testid={field}][aria-invalid=true]");
        app.wait_for_css(&beside).await.unwrap();
        app.wait_for("error").await.unwrap();
        assert_eq!(typed(&app, field).await, bad);
    }
    assert_nothing_stored(&owner, &app).await;
}

#[tokio::test]
async fn a_server_that_answers_nonsense_is_told_in_words() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    let pool = owner.pool(0);
    for fault in [
        Fault::Html(200),
        Fault::EmptyBody,
        Fault::NoV3,
        Fault::UpgradeRequired,
    ] {
        owner.sim.set_fault(Some(fault));
        owner.fills_in(&app, &pool).await;
        app.click("test-key").await.unwrap();
        app.wait_for("error").await.unwrap();
        assert!(!app.html().await.unwrap().contains("&lt;html"));
    }
    assert_nothing_stored(&owner, &app).await;
    owner.sim.set_fault(None);
    app.click("test-key").await.unwrap();
    app.wait_for("key-report").await.unwrap();
}
