//! The window opens in the size in which it was left, on X11 and on Wayland.

use authgauge_driver::wait_for_cards;
use desktop_driver::{App, Error, wait_until};

use crate::fixture::{BINARY, Fixture};
use crate::tray_fixture::TrayFixture;

const FIRST: (u32, u32) = (1120, 800);
const CHOSEN: (u32, u32) = (900, 640);

/// Waits until the page has this size in two looks one second apart: a window may still grow after it opened.
async fn wait_for_size(app: &App, expected: (u32, u32)) {
    for _ in 0..2 {
        wait_until(&format!("a page of {expected:?}"), async || {
            let size: (u32, u32) = app.eval("return [innerWidth, innerHeight]", &[]).await?;
            match size == expected {
                true => Ok(Some(())),
                false => Err(Error::Unexpected(format!("{size:?}"))),
            }
        })
        .await
        .unwrap();
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}

async fn assert_size_survives_starts(fixture: &Fixture) {
    for _ in 0..3 {
        let app = fixture.open_app().await;
        wait_for_size(&app, FIRST).await;
        app.terminate().await.unwrap();
    }
    let app = fixture.open_app().await;
    app.resize(CHOSEN.0, CHOSEN.1).await.unwrap();
    app.terminate().await.unwrap();
    for _ in 0..3 {
        let app = fixture.open_app().await;
        wait_for_size(&app, CHOSEN).await;
        app.terminate().await.unwrap();
    }
}

#[tokio::test]
async fn the_window_has_the_size_of_the_last_start_on_x11() {
    assert_size_survives_starts(&Fixture::start().await).await;
}

#[tokio::test]
async fn the_window_has_the_size_of_the_last_start_on_wayland() {
    let mut fixture = Fixture::start().await;
    fixture.session.start_wayland().await.unwrap();
    assert_size_survives_starts(&fixture).await;
}

#[tokio::test]
async fn a_reopened_window_has_its_size_and_is_watched_on_wayland() {
    let mut fixture = TrayFixture::start().await;
    fixture.base.session.start_wayland().await.unwrap();
    let app = fixture.open_app_with(&fixture.base.pool(1)).await;
    app.resize(CHOSEN.0, CHOSEN.1).await.unwrap();
    for from_tray in [true, false, true] {
        // A Wayland client can't press another's close button.
        let close = "window.__TAURI_INTERNALS__.invoke('close_window', { keep: true, always: true }); return null";
        app.eval::<Option<bool>>(close, &[]).await.ok();
        app.wait_for_no_page().await.unwrap();
        match from_tray {
            true => fixture.click_menu("Open Authgauge").await,
            false => {
                let mut second = fixture.base.session.command(BINARY);
                second.arg("--data-dir").arg(fixture.base.data_dir());
                assert!(second.status().unwrap().success());
            }
        }
        app.wait_for_new_page().await.unwrap();
        wait_for_size(&app, CHOSEN).await;
    }
    wait_for_cards(&app).await.unwrap();
}
