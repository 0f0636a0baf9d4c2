use std::path::Path;
use std::process::Command;

use desktop_driver::{App, until};

use crate::owner::{AUTHGAUGE, Owner};

#[tokio::test]
async fn a_second_start_gives_way_to_the_window_that_is_open() {
    let owner = Owner::arrives().await;
    let app = owner.opens_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    let mut second = owner.session.command(AUTHGAUGE).spawn().unwrap();
    let ended = until("the second one to end", async || {
        Ok(second.try_wait().unwrap())
    })
    .await;
    assert!(ended.unwrap().success());
    assert!(app.lives());
    app.wait_for("add-pool-form").await.unwrap();
}

#[tokio::test]
async fn a_demo_stands_beside_it_and_leaves_nothing_behind() {
    let owner = Owner::arrives().await;
    let _app = owner.opens_app().await;
    let demo = App::launch(&owner.session, Path::new(AUTHGAUGE), &["--demo"])
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
    let asked = Command::new("kill")
        .arg("-TERM")
        .arg(demo.pid().to_string())
        .status();
    assert!(asked.unwrap().success());
    until("the folder to be gone", async || {
        Ok((!Path::new(folder).exists()).then_some(()))
    })
    .await
    .unwrap();
}
