//! A keychain that is missing or does not answer.

use std::os::unix::net::UnixListener;
use std::path::PathBuf;

use authgauge_driver::wait_for_cards;
use desktop_driver::wait_until;

use crate::fixture::{Fixture, wait_for_live_readings, wait_for_stored_readings};

/// The app is closed, and has stored a pool's key and readings.
async fn with_stored_pool() -> Fixture {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.close().await.unwrap();
    fixture
}

#[tokio::test]
async fn without_a_keychain_the_key_lasts_for_the_session_and_the_window_says_so() {
    let mut fixture = Fixture::start().await;
    fixture.session.stop_keyring().await.unwrap();
    let app = fixture.open_app().await;
    let pool = fixture.pool(0);
    fixture.add_pool(&app, &pool).await;
    app.wait_for_text("notice", "session").await.unwrap();
    assert_eq!(
        fixture.files_containing(&pool.access_key_secret),
        Vec::<PathBuf>::new()
    );

    app.close().await.unwrap();
    let app = fixture.open_app().await;
    assert!(!wait_for_cards(&app).await.unwrap().is_empty());
    app.wait_for_text("notice", "keychain").await.unwrap();
}

#[tokio::test]
async fn a_locked_keychain_is_reported_and_keeping_the_key_for_the_session_offered() {
    let fixture = Fixture::start().await;
    fixture.session.lock_keyring().await.unwrap();
    fixture.session.pause_keyring().unwrap();
    let app = fixture.open_app().await;
    fixture.fill_pool_form(&app, &fixture.pool(0)).await;
    app.click("save-pool").await.unwrap();
    let page_responds = async || Ok(app.eval::<bool>("return true", &[]).await?.then_some(()));
    wait_until("the page to respond", page_responds)
        .await
        .unwrap();
    fixture.session.resume_keyring().unwrap();
    app.wait_for("error").await.unwrap();
    app.click("session-only").await.unwrap();
    app.wait_for_text("notice", "session").await.unwrap();
}

#[tokio::test]
async fn a_keychain_that_comes_up_after_the_window_is_used() {
    let mut fixture = with_stored_pool().await;

    fixture.session.stop_keyring().await.unwrap();
    let app = fixture.open_app().await;
    app.wait_for_text("notice", "keychain").await.unwrap();
    wait_for_stored_readings(&app).await;
    fixture.session.start_keyring().await.unwrap();
    wait_for_live_readings(&app).await;
}

#[tokio::test]
async fn a_keychain_that_hangs_delays_no_start_and_is_named_until_it_answers() {
    let fixture = with_stored_pool().await;

    fixture.session.pause_keyring().unwrap();
    let app = fixture.open_app().await;
    assert!(!wait_for_cards(&app).await.unwrap().is_empty());
    wait_for_stored_readings(&app).await;
    let notice = app.wait_for_text("notice", "The keychain did not answer in time");
    let notice = notice.await.unwrap();
    assert!(
        notice.contains("Look for its prompt, unlock it"),
        "{notice}"
    );
    fixture.session.resume_keyring().unwrap();
    wait_for_live_readings(&app).await;
}

/// A bus that accepts and never answers: GTK, the tray, notifications and the keychain are all behind it.
#[tokio::test]
async fn a_silent_session_bus_delays_no_window_and_the_keychain_is_named() {
    let mut fixture = with_stored_pool().await;

    let bus = fixture.session.home().join("silent-bus");
    let _silent = UnixListener::bind(&bus).unwrap();
    let address = format!("unix:path={}", bus.display());
    fixture
        .session
        .set_env("DBUS_SESSION_BUS_ADDRESS", &address);
    let app = fixture.open_app().await;
    assert!(!wait_for_cards(&app).await.unwrap().is_empty());
    wait_for_stored_readings(&app).await;
    app.wait_for_text("notice", "No keychain can be reached")
        .await
        .unwrap();

    let pool = fixture.pool(1);
    app.click("add-pool").await.unwrap();
    fixture.add_pool(&app, &pool).await;
    app.wait_for_text("notice", "session").await.unwrap();
    assert_eq!(
        fixture.files_containing(&pool.access_key_secret),
        Vec::<PathBuf>::new()
    );
}
