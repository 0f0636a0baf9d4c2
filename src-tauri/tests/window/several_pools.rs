use desktop_driver::thirtyfour::Key;
use desktop_driver::{App, until};

use crate::owner::{Owner, assert_served, fresh_figures};

async fn two_pools(owner: &Owner) -> App {
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.click("add-pool").await.unwrap();
    owner.adds(&app, &owner.pool(1)).await;
    app
}

async fn open_pool(app: &App, name: &str) {
    until("the pool to be open", async || {
        let open = app.pools().await?.into_iter().find(|pool| pool.current);
        Ok(open.filter(|pool| pool.text.contains(name)))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_second_pool_has_its_own_key_and_its_own_cards() {
    let owner = Owner::arrives().await;
    let app = two_pools(&owner).await;
    assert_eq!(app.pools().await.unwrap().len(), 2);
    open_pool(&app, &owner.pool(1).name).await;
    let second = owner.pool(1);
    assert_served(
        &app.cards().await.unwrap(),
        &owner.sim.served_usage(&second.access_key_id),
    );
    assert_eq!(owner.session.keyring_items().await.unwrap().len(), 2);

    app.press(Key::Control + "1").await.unwrap();
    open_pool(&app, &owner.pool(0).name).await;
    fresh_figures(&app).await;
    app.press(Key::Control + ",").await.unwrap();
    app.wait_for("settings").await.unwrap();
    app.press_escape().await.unwrap();
    app.wait_gone("settings").await.unwrap();

    owner.sim.clear_requests();
    app.press(Key::Control + "r").await.unwrap();
    until("a refresh", async || {
        let asked = owner
            .sim
            .requests()
            .iter()
            .any(|r| r.path.ends_with("get-usage-info"));
        Ok(asked.then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn removing_a_pool_asks_and_takes_its_keychain_entry_along() {
    let owner = Owner::arrives().await;
    let app = two_pools(&owner).await;
    app.click("pool-menu").await.unwrap();
    app.click("remove-pool").await.unwrap();
    app.click("confirm-remove").await.unwrap();
    until("one pool to be left", async || {
        Ok((app.pools().await?.len() == 1).then_some(()))
    })
    .await
    .unwrap();

    let items = owner.session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert!(items[0].holds(&owner.pool(0).access_key_secret));
    assert_eq!(
        owner.files_with(&owner.pool(1).name),
        Vec::<std::path::PathBuf>::new()
    );
}

#[tokio::test]
async fn a_new_name_stays() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.click("pool-menu").await.unwrap();
    app.click("rename-pool").await.unwrap();
    app.type_into("rename-name", "人人都能登录").await.unwrap();
    app.click("confirm-rename").await.unwrap();
    open_pool(&app, "人人都能登录").await;
    app.close().await.unwrap();

    let app = owner.opens_app().await;
    open_pool(&app, "人人都能登录").await;
}
