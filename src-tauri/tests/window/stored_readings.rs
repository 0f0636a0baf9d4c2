//! Stored readings are shown until newer ones arrive, whatever fails.

use authgauge_driver::{cards, wait_for_cards};
use genauth_sim::{Fault, SimClock};

use crate::fixture::{
    Fixture, start_simulator, wait_for_live_readings, wait_for_stored_readings, wait_for_used,
};

#[tokio::test]
async fn a_restart_shows_stored_readings_first_and_then_live_ones() {
    let fixture = Fixture::start().await;
    let pool = fixture.pool(0);
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &pool).await;
    let before = cards(&app).await.unwrap();
    app.close().await.unwrap();

    // The server does not answer, so the cards can only be stored ones.
    fixture.sim.set_fault(Some(Fault::Stall));
    fixture.sim.set_usage(&pool.access_key_id, "Admins", "3");
    let app = fixture.open_app().await;
    assert_eq!(wait_for_cards(&app).await.unwrap(), before);
    wait_for_stored_readings(&app).await;
    app.close().await.unwrap();

    fixture.sim.set_fault(None);
    let app = fixture.open_app().await;
    wait_for_live_readings(&app).await;
    wait_for_used(&app, "Admins", "3").await;
}

#[tokio::test]
async fn when_the_server_is_down_the_last_readings_stay_with_their_age() {
    let fixture = Fixture::start().await;
    let pool = fixture.pool(0);
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &pool).await;
    let before = cards(&app).await.unwrap();

    let port = fixture.sim.port();
    fixture.sim.stop().await;
    app.click("refresh").await.unwrap();
    wait_for_stored_readings(&app).await;
    app.wait_for("error").await.unwrap();
    assert_eq!(cards(&app).await.unwrap(), before);

    let restarted = start_simulator(port, SimClock::real()).await;
    restarted.set_usage(&pool.access_key_id, "Admins", "4");
    app.click("refresh").await.unwrap();
    wait_for_live_readings(&app).await;
    app.wait_until_gone("error").await.unwrap();
    wait_for_used(&app, "Admins", "4").await;
}

#[tokio::test]
async fn a_rotated_key_is_reported_with_its_error_code_and_can_be_replaced() {
    const ROTATED: &str = "f00df00df00df00df00df00df00df00d";
    let fixture = Fixture::start().await;
    let pool = fixture.pool(0);
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &pool).await;

    fixture.sim.rotate_key(&pool.access_key_id, ROTATED);
    fixture.sim.expire_tokens();
    app.click("refresh").await.unwrap();
    app.wait_for_text("notice", "access key").await.unwrap();
    wait_for_stored_readings(&app).await;
    app.click("error-details").await.unwrap();
    app.wait_for_text("notice", "key_rejected").await.unwrap();

    app.click("notice-replace_key").await.unwrap();
    app.type_into("access-key-id", &pool.access_key_id)
        .await
        .unwrap();
    app.type_into("access-key-secret", ROTATED).await.unwrap();
    app.click("confirm-replace").await.unwrap();
    wait_for_live_readings(&app).await;
    let items = fixture.session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert!(items[0].contains(ROTATED));
    assert!(!items[0].contains(&pool.access_key_secret));
}
