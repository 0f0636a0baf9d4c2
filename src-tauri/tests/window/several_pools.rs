//! Two pools, removing one, renaming.

use std::path::PathBuf;

use authgauge_driver::{cards, pools};
use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, wait_until};

use crate::fixture::{Fixture, assert_cards_show, wait_for_live_readings};

async fn open_with_two_pools(fixture: &Fixture) -> App {
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.click("add-pool").await.unwrap();
    fixture.add_pool(&app, &fixture.pool(1)).await;
    app
}

async fn wait_for_open_pool(app: &App, name: &str) {
    wait_until("the pool to be open", async || {
        let open = pools(app).await?.into_iter().find(|pool| pool.current);
        Ok(open.filter(|pool| pool.text.contains(name)))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn each_pool_has_its_own_key_and_cards() {
    let fixture = Fixture::start().await;
    let app = open_with_two_pools(&fixture).await;
    assert_eq!(pools(&app).await.unwrap().len(), 2);
    wait_for_open_pool(&app, &fixture.pool(1).name).await;
    let second = fixture.pool(1);
    assert_cards_show(
        &cards(&app).await.unwrap(),
        &fixture.sim.served_usage(&second.access_key_id),
    );
    assert_eq!(fixture.session.keyring_items().await.unwrap().len(), 2);

    app.press(Key::Control + "1").await.unwrap();
    wait_for_open_pool(&app, &fixture.pool(0).name).await;
    wait_for_live_readings(&app).await;
    app.press(Key::Control + ",").await.unwrap();
    app.wait_for("settings").await.unwrap();
    app.press_escape().await.unwrap();
    app.wait_until_gone("settings").await.unwrap();

    fixture.sim.clear_requests();
    app.press(Key::Control + "r").await.unwrap();
    wait_until("a refresh", async || {
        let requested = fixture
            .sim
            .requests()
            .iter()
            .any(|r| r.path.ends_with("get-usage-info"));
        Ok(requested.then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn removing_a_pool_removes_its_keychain_entry_and_data() {
    let fixture = Fixture::start().await;
    let app = open_with_two_pools(&fixture).await;
    app.click("pool-menu").await.unwrap();
    app.click("remove-pool").await.unwrap();
    app.click("confirm-remove").await.unwrap();
    wait_until("one pool to remain", async || {
        Ok((pools(&app).await?.len() == 1).then_some(()))
    })
    .await
    .unwrap();

    let items = fixture.session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert!(items[0].contains(&fixture.pool(0).access_key_secret));
    assert_eq!(
        fixture.files_containing(&fixture.pool(1).name),
        Vec::<PathBuf>::new()
    );
}

#[tokio::test]
async fn a_new_name_survives_a_restart() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.click("pool-menu").await.unwrap();
    app.click("rename-pool").await.unwrap();
    app.type_into("rename-name", "人人都能登录").await.unwrap();
    app.click("confirm-rename").await.unwrap();
    wait_for_open_pool(&app, "人人都能登录").await;
    app.close().await.unwrap();

    let app = fixture.open_app().await;
    wait_for_open_pool(&app, "人人都能登录").await;
}
