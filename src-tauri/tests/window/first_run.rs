use crate::owner::{AUTHGAUGE, Owner, assert_served, fresh_figures};
use desktop_driver::App;
use std::path::Path;

#[tokio::test]
async fn from_first_run_to_cards_with_the_secret_in_the_keyring_and_nowhere_else() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    let pool = owner.pool(0);

    owner.fills_in(&app, &pool).await;
    app.click("test-key").await.unwrap();
    let served = owner.sim.served_usage(&pool.access_key_id);
    app.wait_text("key-report", &format!("{} benefits", served.len()))
        .await
        .unwrap();
    assert!(owner.session.keyring_items().await.unwrap().is_empty());

    app.click("save-pool").await.unwrap();
    fresh_figures(&app).await;
    assert_served(
        &app.cards().await.unwrap(),
        &owner.sim.served_usage(&pool.access_key_id),
    );

    let items = owner.session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert!(items[0].holds(&pool.access_key_secret));
    assert_eq!(
        owner.files_with(&pool.access_key_secret),
        Vec::<std::path::PathBuf>::new()
    );
    assert!(
        !owner.files_with(&pool.name).is_empty(),
        "the search finds what is there"
    );
    assert!(!app.html().await.unwrap().contains(&pool.access_key_secret));
    assert!(!app.log().contains(&pool.access_key_secret));
}

#[tokio::test]
async fn the_demo_is_marked_as_one_and_can_be_left() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    app.click("demo").await.unwrap();
    app.wait_for("demo-mark").await.unwrap();
    app.wait_for_css("[data-testid=reading-age][data-source=demo]")
        .await
        .unwrap();
    assert_eq!(app.pools().await.unwrap().len(), 3);
    assert!(!app.wait_cards().await.unwrap().is_empty());

    app.click("leave-demo").await.unwrap();
    app.wait_for("add-pool-form").await.unwrap();
    assert!(app.pools().await.unwrap().is_empty());
    assert!(owner.session.keyring_items().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_demo_flag_opens_simulated_pools_and_touches_no_data_of_the_owner() {
    let owner = Owner::arrives().await;
    let app = App::launch(&owner.session, Path::new(AUTHGAUGE), &["--demo"])
        .await
        .unwrap();
    app.wait_for("demo-mark").await.unwrap();
    assert!(!app.wait_cards().await.unwrap().is_empty());
    assert!(!owner.session.data_dir().join("authgauge.db").exists());
    assert!(owner.session.keyring_items().await.unwrap().is_empty());
}
