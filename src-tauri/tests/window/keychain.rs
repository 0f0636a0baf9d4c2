use desktop_driver::until;

use crate::owner::Owner;

#[tokio::test]
async fn without_a_keychain_the_key_is_held_for_the_session_and_the_window_says_so() {
    let mut owner = Owner::arrives().await;
    owner.session.stop_keyring().await.unwrap();
    let app = owner.opens_app().await;
    let pool = owner.pool(0);
    owner.adds(&app, &pool).await;
    app.wait_text("notice", "session").await.unwrap();
    assert_eq!(
        owner.files_with(&pool.access_key_secret),
        Vec::<std::path::PathBuf>::new()
    );

    app.close().await.unwrap();
    let app = owner.opens_app().await;
    assert!(!app.wait_cards().await.unwrap().is_empty());
    app.wait_text("notice", "keychain").await.unwrap();
}

#[tokio::test]
async fn a_locked_keychain_is_told_and_the_session_only_way_is_offered() {
    let owner = Owner::arrives().await;
    owner.session.lock_keyring().await.unwrap();
    owner.session.silence_keyring().unwrap();
    let app = owner.opens_app().await;
    owner.fills_in(&app, &owner.pool(0)).await;
    app.click("save-pool").await.unwrap();
    let page_answers = async || Ok(app.eval::<bool>("return true", &[]).await?.then_some(()));
    until("the page to stay alive", page_answers).await.unwrap();
    owner.session.wake_keyring().unwrap();
    app.wait_for("error").await.unwrap();
    app.click("session-only").await.unwrap();
    app.wait_text("notice", "session").await.unwrap();
}
