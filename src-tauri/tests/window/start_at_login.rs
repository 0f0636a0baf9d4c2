//! The switch for a start at login shows what the login entry says.

use std::fs;
use std::path::PathBuf;

use desktop_driver::{App, wait_until};

use crate::fixture::Fixture;

const SWITCH: &str = "settings-start-at-login";

#[tokio::test]
async fn the_switch_follows_an_entry_that_another_program_changes() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.click("open-settings").await.unwrap();
    wait_for_switch(&app, false).await;
    app.click(SWITCH).await.unwrap();
    wait_for_switch(&app, true).await;
    let file = entry(&fixture);
    let written = fs::read_to_string(&file).unwrap();

    let windows = fixture.session.windows().unwrap();
    let off = [
        None,
        Some(written.clone() + "Hidden=true\n"),
        Some(written.replace("enabled=true", "enabled=false")),
    ];
    for off in off {
        match &off {
            None => fs::remove_file(&file).unwrap(),
            Some(text) => fs::write(&file, text).unwrap(),
        }
        windows.refocus(app.pid()).unwrap();
        wait_for_switch(&app, false).await;
        fs::write(&file, &written).unwrap();
        windows.refocus(app.pid()).unwrap();
        wait_for_switch(&app, true).await;
    }
    fs::remove_file(&file).unwrap();
    app.close().await.unwrap();

    let app = fixture.open_app().await;
    app.click("open-settings").await.unwrap();
    wait_for_switch(&app, false).await;
    assert!(!file.exists());
}

#[tokio::test]
async fn a_program_that_was_moved_repairs_its_entry() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.click("open-settings").await.unwrap();
    app.click(SWITCH).await.unwrap();
    wait_for_switch(&app, true).await;
    app.close().await.unwrap();

    let file = entry(&fixture);
    let written = fs::read_to_string(&file).unwrap();
    let moved = written.replace("authgauge-desktop\" ", "moved/authgauge-desktop\" ");
    assert_ne!(moved, written);
    fs::write(&file, moved).unwrap();
    let _app = fixture.open_app().await;
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
}

fn entry(fixture: &Fixture) -> PathBuf {
    let config = fixture.session.home().join(".config");
    config.join("autostart/org.authgauge.Authgauge.desktop")
}

async fn wait_for_switch(app: &App, on: bool) {
    let state = if on { "on" } else { "off" };
    wait_until(&format!("the switch to be {state}"), async || {
        let switch = app.wait_for(SWITCH).await?;
        Ok((switch.is_selected().await? == on).then_some(()))
    })
    .await
    .unwrap();
}
