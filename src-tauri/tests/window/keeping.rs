use desktop_driver::CardSeen;
use genauth_sim::Fault;

use crate::owner::{Owner, cards_like, fresh_figures, kept_figures, simulator_at};

fn shows(card: &CardSeen, code: &str, used: &str) -> bool {
    card.code == code && card.used.as_deref() == Some(used)
}

#[tokio::test]
async fn a_restart_shows_the_kept_cards_at_once_and_fresh_ones_then() {
    let owner = Owner::arrives().await;
    let pool = owner.pool(0);
    let app = owner.opens_app().await;
    owner.adds(&app, &pool).await;
    let before = app.cards().await.unwrap();
    app.close().await.unwrap();

    // The server does not answer, so what is shown can only be what was kept.
    owner.sim.set_fault(Some(Fault::Stall));
    owner.sim.set_usage(&pool.access_key_id, "Admins", "3");
    let app = owner.opens_app().await;
    assert_eq!(app.wait_cards().await.unwrap(), before);
    kept_figures(&app).await;
    app.close().await.unwrap();

    owner.sim.set_fault(None);
    let app = owner.opens_app().await;
    fresh_figures(&app).await;
    cards_like(&app, |cards| {
        cards.iter().any(|card| shows(card, "Admins", "3"))
    })
    .await;
}

#[tokio::test]
async fn when_the_server_is_down_the_old_figures_stay_with_their_age() {
    let owner = Owner::arrives().await;
    let pool = owner.pool(0);
    let app = owner.opens_app().await;
    owner.adds(&app, &pool).await;
    let before = app.cards().await.unwrap();

    let port = owner.sim.port();
    owner.sim.stop().await;
    app.click("refresh").await.unwrap();
    kept_figures(&app).await;
    app.wait_for("error").await.unwrap();
    assert_eq!(app.cards().await.unwrap(), before);

    let back = simulator_at(port).await;
    back.set_usage(&pool.access_key_id, "Admins", "4");
    app.click("refresh").await.unwrap();
    fresh_figures(&app).await;
    app.wait_gone("error").await.unwrap();
    cards_like(&app, |cards| {
        cards.iter().any(|card| shows(card, "Admins", "4"))
    })
    .await;
}

#[tokio::test]
async fn a_key_revoked_while_in_use_is_told_with_what_the_server_said_and_can_be_replaced() {
    const ROTATED: &str = "f00df00df00df00df00df00df00df00d";
    let owner = Owner::arrives().await;
    let pool = owner.pool(0);
    let app = owner.opens_app().await;
    owner.adds(&app, &pool).await;

    owner.sim.rotate_key(&pool.access_key_id, ROTATED);
    owner.sim.expire_tokens();
    app.click("refresh").await.unwrap();
    app.wait_text("notice", "access key").await.unwrap();
    kept_figures(&app).await;
    app.click("error-details").await.unwrap();
    app.wait_text("notice", "key_rejected").await.unwrap();

    app.click("notice-replace_key").await.unwrap();
    app.type_into("access-key-id", &pool.access_key_id)
        .await
        .unwrap();
    app.type_into("access-key-secret", ROTATED).await.unwrap();
    app.click("confirm-replace").await.unwrap();
    fresh_figures(&app).await;
    let items = owner.session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert!(items[0].holds(ROTATED));
    assert!(!items[0].holds(&pool.access_key_secret));
}
