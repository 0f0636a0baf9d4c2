#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "tried by hand")]
use std::{path::Path, process::Command, time::Duration};
use window_driver::{App, Session, processes};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let session = Session::start().await.unwrap();
    let tray = session.tray().await.unwrap();
    let dir = session.home().join("hd");
    let args = ["--data-dir", dir.to_str().unwrap()];
    let app = App::launch(&session, Path::new("target/debug/headroom"), &args).await.unwrap();
    app.wait_for("add-pool-form").await.unwrap();
    tray.wait_for(|item| !item.menu.is_empty()).await.unwrap();
    let windows = session.windows().unwrap();
    for round in 0..6 {
        let seen = windows.of_process(app.pid()).unwrap();
        println!("round {round}: {seen:?}");
        windows.close(seen.last().unwrap()).unwrap();
        let shown = app.wait_for("close-question").await;
        println!("  shown: {}", shown.is_ok());
        if shown.is_err() { break; }
        app.press_escape().await.unwrap();
        app.wait_gone("close-question").await.unwrap();
        tokio::time::sleep(Duration::from_millis(5100)).await;
    }
    let log = Command::new("sh").arg("-c").arg(format!("cat {}/logs/*", dir.display())).output().unwrap();
    println!("{}", String::from_utf8_lossy(&log.stdout));
    // hidden: which processes are left, for how long
    let seen = windows.of_process(app.pid()).unwrap();
    windows.close(seen.last().unwrap()).unwrap();
    app.wait_for("close-question").await.unwrap();
    let _ = app.click("close-keep").await;
    for _ in 0..24 {
        let family: Vec<String> = processes::family(app.pid()).into_iter().map(processes::name).collect();
        println!("{family:?}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
