//! A second instance, and a demo beside the app.

use std::path::Path;
use std::process::Command;

use authgauge_driver::data_dir;
use authgauge_store::{Role, Store};
use chrono::Utc;
use desktop_driver::{App, wait_until};

use crate::fixture::{BINARY, Fixture};

#[tokio::test]
async fn a_second_instance_exits_and_the_first_stays_open() {
    let fixture = Fixture::start().await;
    let app = fixture.open_app().await;
    app.wait_for("add-pool-form").await.unwrap();
    let mut second = fixture.session.command(BINARY);
    second.arg("--data-dir").arg(fixture.data_dir());
    let mut second = second.spawn().unwrap();
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

#[tokio::test]
async fn a_second_owner_of_the_data_folder_gets_a_dialog_and_exits() {
    let fixture = Fixture::start().await;
    let folder = data_dir(&fixture.session);
    let (_owner, _) = Store::open(&folder, Role::Owner, Utc::now()).unwrap();
    let mut second = fixture.session.command(BINARY).spawn().unwrap();
    let windows = fixture.session.windows().unwrap();
    let dialog = wait_until("the dialog", async || {
        Ok(windows.of_process(second.id())?.pop())
    });
    windows.close(&dialog.await.unwrap()).unwrap();
    let status = wait_until("the second owner to exit", async || {
        Ok(second.try_wait().unwrap())
    });
    assert_eq!(status.await.unwrap().code(), Some(1));
}

#[tokio::test]
async fn each_data_folder_has_its_own_instance_and_the_same_folder_raises_its_window() {
    let fixture = Fixture::start().await;
    let first = fixture.open_app().await;
    first.wait_for("add-pool-form").await.unwrap();
    let other_dir = fixture.session.home().join("other");
    let args = ["--data-dir", other_dir.to_str().unwrap()];
    let other = App::launch(&fixture.session, Path::new(BINARY), &args);
    let other = other.await.unwrap();
    other.wait_for("add-pool-form").await.unwrap();
    assert!(first.is_running() && other.is_running());
    assert!(other_dir.join("authgauge.db").exists());

    // However the folder is written, a start with it finds its instance.
    let link = fixture.session.home().join("link");
    std::os::unix::fs::symlink(&other_dir, &link).unwrap();
    let same = [other_dir.clone(), link, other_dir.join("../other")];
    for folder in &same {
        let mut second = fixture.session.command(BINARY);
        let status = second.arg("--data-dir").arg(folder).status().unwrap();
        assert!(status.success(), "{}", folder.display());
    }
    let windows = fixture.session.windows().unwrap();
    for app in [&first, &other] {
        assert_eq!(windows.of_process(app.pid()).unwrap().len(), 1);
    }
}
