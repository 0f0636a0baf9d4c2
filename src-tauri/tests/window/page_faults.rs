//! The process of the page ends or hangs: the window comes back.

use std::fs;
use std::path::Path;
use std::process::Command;

use desktop_driver::{Colour, ProcessGroup, Screen, Session, processes, wait_until};

use crate::fixture::{BINARY, Fixture};
use crate::tray_fixture::TrayFixture;

/// The background of the list of pools.
const SIDEBAR: Colour = [0xee, 0xf0, 0xf4];

/// The bar of a benefit that is over its limit.
const BAR: Colour = [0xdc, 0x46, 0x46];

/// The background of the notice about a restart.
const NOTICE: Colour = [0xfd, 0xf6, 0xea];

/// As many pixels as a notice has.
const NOTICE_PIXELS: usize = 10_000;

/// The app without WebDriver, whose session ends with the page's process.
struct Program {
    group: ProcessGroup,
    screen: Screen,
}

impl Program {
    fn start(session: &Session, data_dir: &Path) -> Self {
        let args = ["--data-dir", data_dir.to_str().unwrap()];
        Self {
            group: session.spawn(BINARY.as_ref(), &args).unwrap(),
            screen: session.screen(),
        }
    }

    /// The processes that run a page.
    fn pages(&self) -> Vec<u32> {
        let mut pids = processes::tree(self.group.id());
        pids.retain(|pid| processes::name(*pid).starts_with("WebKitWeb"));
        pids
    }

    /// Waits for a process of a page other than `old`.
    async fn page_after(&self, old: Option<u32>) -> u32 {
        wait_until("a process of the page", async || {
            Ok(self.pages().into_iter().find(|pid| Some(*pid) != old))
        })
        .await
        .unwrap()
    }

    async fn kill_page(&self) -> u32 {
        let page = self.page_after(None).await;
        signal(page, "-KILL");
        page
    }

    /// Waits until this many pixels have the colour.
    async fn wait_for_pixels(&self, colour: Colour, least: usize) {
        wait_until(&format!("{least} pixels of {colour:?}"), async || {
            Ok((self.screen.count(colour)? >= least).then_some(()))
        })
        .await
        .unwrap();
    }

    /// Waits until no notice is left of the page before.
    async fn wait_for_no_notice(&self) {
        wait_until("no notice", async || {
            Ok((self.screen.count(NOTICE)? < NOTICE_PIXELS).then_some(()))
        })
        .await
        .unwrap();
    }
}

fn signal(pid: u32, signal: &str) {
    let status = Command::new("kill")
        .arg(signal)
        .arg(pid.to_string())
        .status();
    assert!(status.unwrap().success());
}

fn start_again(session: &Session, data_dir: &Path) {
    let mut second = session.command(BINARY);
    let status = second.arg("--data-dir").arg(data_dir).status();
    assert!(status.unwrap().success());
}

pub(crate) fn log(data_dir: &Path) -> String {
    let files = fs::read_dir(data_dir.join("logs")).into_iter().flatten();
    let files = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    files.collect()
}

#[tokio::test]
async fn a_page_whose_process_ends_comes_back_with_its_cards_and_says_so() {
    let fixture = TrayFixture::start().await;
    let data_dir = fixture.base.data_dir();
    let app = fixture.open_app_with(&fixture.base.pool(0)).await;
    fixture.close_to_tray(&app).await;
    fixture.click_menu("Quit").await;
    app.wait_for_exit().await.unwrap();

    let program = Program::start(&fixture.base.session, &data_dir);
    program.wait_for_pixels(BAR, 500).await;
    let before = program.screen.count(NOTICE).unwrap();
    let dead = program.kill_page().await;
    program.page_after(Some(dead)).await;
    program
        .wait_for_pixels(NOTICE, before + NOTICE_PIXELS)
        .await;
    program.wait_for_pixels(BAR, 500).await;
    assert!(log(&data_dir).contains("the process of the page ended"));

    // The same after the window was closed and opened from the tray, and by another start.
    let windows = fixture.base.session.windows().unwrap();
    let window = windows.of_process(program.group.id()).unwrap().pop();
    windows.close(&window.unwrap()).unwrap();
    program.wait_for_no_notice().await;
    fixture.click_menu("Open Authgauge").await;
    program.wait_for_pixels(BAR, 500).await;
    assert_eq!(
        program.screen.count(NOTICE).unwrap(),
        before,
        "it is said once"
    );
    let dead = program.kill_page().await;
    start_again(&fixture.base.session, &data_dir);
    program.page_after(Some(dead)).await;
    program
        .wait_for_pixels(NOTICE, before + NOTICE_PIXELS)
        .await;
    program.wait_for_pixels(BAR, 500).await;
}

#[tokio::test]
async fn a_page_that_ends_three_times_within_a_minute_is_asked_about_outside_the_page() {
    let fixture = Fixture::start().await;
    let data_dir = fixture.data_dir();
    let program = Program::start(&fixture.session, &data_dir);
    program.wait_for_pixels(SIDEBAR, 50_000).await;
    let painted = async |times: usize| {
        wait_until(&format!("{times} painted pages"), async || {
            let log = log(&data_dir);
            Ok((log.matches("the page was painted").count() == times).then_some(()))
        })
        .await
        .unwrap();
    };
    for times in 1..=2 {
        painted(times).await;
        let dead = program.kill_page().await;
        program.page_after(Some(dead)).await;
    }
    painted(3).await;
    let dead = program.kill_page().await;
    let windows = fixture.session.windows().unwrap();
    let count = async |count: usize| {
        wait_until(&format!("{count} windows"), async || {
            let windows = windows.of_process(program.group.id())?;
            Ok((windows.len() == count).then_some(()))
        })
        .await
        .unwrap();
    };
    count(2).await;
    wait_until("no page", async || {
        Ok(program.pages().is_empty().then_some(()))
    })
    .await
    .unwrap();
    // Its first button shows the window again.
    windows.press_return().unwrap();
    count(1).await;
    program.page_after(Some(dead)).await;
    painted(4).await;
}

#[tokio::test]
async fn a_page_that_is_never_painted_comes_back() {
    let fixture = Fixture::start().await;
    let data_dir = fixture.data_dir();
    let program = Program::start(&fixture.session, &data_dir);
    // A stopped page is never painted.
    let stopped = loop {
        if let Some(page) = program.pages().pop() {
            break page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    };
    signal(stopped, "-STOP");
    // Longer than one wait: a slow start is not taken for an empty window.
    tokio::time::sleep(std::time::Duration::from_secs(25)).await;
    assert!(program.pages().contains(&stopped));
    program.page_after(Some(stopped)).await;
    program.wait_for_pixels(SIDEBAR, 50_000).await;
    program.wait_for_pixels(NOTICE, NOTICE_PIXELS).await;
    assert!(log(&data_dir).contains("the page was not painted"));
}
