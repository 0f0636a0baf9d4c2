//! From the first start to the first cards, and the demo.

use std::path::{Path, PathBuf};

use authgauge_driver::{cards, data_dir, pools, wait_for_cards};
use desktop_driver::App;
use desktop_driver::thirtyfour::Key;

use crate::fixture::{BINARY, Fixture, assert_cards_show, wait_for_live_readings};
use crate::key_leak_watch::unescaped_part;

#[tokio::test]
async fn adding_a_pool_shows_its_cards_and_stores_the_secret_only_in_the_keyring() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    let pool = fixture.pool(0);

    fixture.fill_pool_form(&app, &pool).await;
    app.click("test-key").await.unwrap();
    let served = fixture.sim.served_usage(&pool.access_key_id);
    app.wait_for_text("key-report", &format!("{} benefits", served.len()))
        .await
        .unwrap();
    assert!(fixture.session.keyring_items().await.unwrap().is_empty());

    app.click("save-pool").await.unwrap();
    wait_for_live_readings(&app).await;
    assert_cards_show(
        &cards(&app).await.unwrap(),
        &fixture.sim.served_usage(&pool.access_key_id),
    );

    let items = fixture.session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert!(items[0].contains(&pool.access_key_secret));
    // HTML, URLs and logs would change the other characters.
    let letters = unescaped_part(&pool);
    assert!(letters.len() >= 16 && items[0].contains(letters));
    assert_eq!(fixture.files_containing(letters), Vec::<PathBuf>::new());
    assert!(
        !fixture.files_containing(&pool.name).is_empty(),
        "the search finds stored texts"
    );
    let page = app.html().await.unwrap();
    assert!(page.contains(&pool.name) && !page.contains(letters));
    assert!(!app.output().contains(letters));
    // The same search finds a secret that is in the page.
    let show = "document.body.append(arguments[0]); const page = document.documentElement.outerHTML; \
                document.body.lastChild.remove(); return page";
    let secret = pool.access_key_secret.as_str().into();
    let page: String = app.eval(show, &[secret]).await.unwrap();
    assert!(page.contains(letters) && !page.contains(&pool.access_key_secret));
}

#[tokio::test]
async fn the_demo_is_marked_and_can_be_left() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    app.click("demo").await.unwrap();
    app.wait_for("demo-mark").await.unwrap();
    app.wait_for("overview").await.unwrap();
    app.press(Key::Control + "1").await.unwrap();
    app.wait_for_css("[data-testid=reading-age][data-source=demo]")
        .await
        .unwrap();
    assert_eq!(pools(&app).await.unwrap().len(), 12);
    assert!(!wait_for_cards(&app).await.unwrap().is_empty());

    app.click("leave-demo").await.unwrap();
    app.wait_for("add-pool-form").await.unwrap();
    assert!(pools(&app).await.unwrap().is_empty());
    assert!(fixture.session.keyring_items().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_demo_flag_opens_simulated_pools_and_stores_nothing() {
    let fixture = Fixture::start().await;
    let app = App::launch(&fixture.session, Path::new(BINARY), &["--demo"])
        .await
        .unwrap();
    app.wait_for("demo-mark").await.unwrap();
    app.press(Key::Control + "1").await.unwrap();
    assert!(!wait_for_cards(&app).await.unwrap().is_empty());
    assert!(!data_dir(&fixture.session).join("authgauge.db").exists());
    assert!(fixture.session.keyring_items().await.unwrap().is_empty());
}
