//! A second instance, and a demo beside the app.

use std::path::Path;
use std::process::Command;

use desktop_driver::{App, wait_until};

use crate::fixture::{BINARY, Fixture};

#[tokio::test]
async fn a_second_instance_exits_and_the_first_stays_open() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    let mut second = fixture.session.command(BINARY).spawn().unwrap();
    let status = wait_until("the second instance to exit", async || {
        Ok(second.try_wait().unwrap())
    })
    .await;
    assert!(status.unwrap().success());
    assert!(app.is_running());
    app.wait_for("add-pool-form").await.unwrap();
}

#[tokio::test]
async fn a_demo_runs_beside_the_app_and_removes_its_folder() {
    let fixture = Fixture::start().await;
    let _app = fixture.open_app().await;
    let demo = App::launch(&fixture.session, Path::new(BINARY), &["--demo"])
        .await
        .unwrap();
    demo.wait_for("demo-mark").await.unwrap();
    demo.click("open-settings").await.unwrap();
    let settings = demo.text("settings").await.unwrap();
    let folder = settings
        .split_whitespace()
        .find(|word| word.contains("authgauge-demo-"))
        .unwrap();
    assert!(Path::new(folder).join("authgauge.db").exists());
    let status = Command::new("kill")
        .arg("-TERM")
        .arg(demo.pid().to_string())
        .status();
    assert!(status.unwrap().success());
    wait_until("the folder to be removed", async || {
        Ok((!Path::new(folder).exists()).then_some(()))
    })
    .await
    .unwrap();
}
